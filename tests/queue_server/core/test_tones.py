"""The signals are sound files that any player reads, soft at both ends."""

from __future__ import annotations

import io
import struct
import wave

import pytest

from queue_server.core.tones import HEARD, HELP, LOUDEST, RATE_HZ, REFUSED, Note, sound


def samples(file: bytes) -> tuple[int, ...]:
    with wave.open(io.BytesIO(file)) as read:
        assert (read.getnchannels(), read.getsampwidth(), read.getframerate()) == (1, 2, RATE_HZ)
        return struct.unpack(f"<{read.getnframes()}h", read.readframes(read.getnframes()))


@pytest.mark.parametrize("notes", [HELP, HEARD, REFUSED])
def test_a_signal_lasts_as_long_as_its_notes_and_never_clips(notes: tuple[Note, ...]) -> None:
    heard = samples(sound(notes))

    assert len(heard) == sum(note.length_ms for note in notes) * RATE_HZ // 1000
    assert 0.5 * LOUDEST * 32_767 < max(heard) <= LOUDEST * 32_767


def test_a_note_has_its_pitch() -> None:
    heard = samples(sound((Note(440, 1000),)))

    rises = sum(1 for before, now in zip(heard, heard[1:], strict=False) if before < 0 <= now)
    assert abs(rises - 440) <= 1


def test_a_note_begins_and_ends_without_a_click_and_a_rest_is_silent() -> None:
    heard = samples(sound((Note(440, 200), Note(0, 100))))

    assert max(map(abs, heard[:4])) < 0.02 * LOUDEST * 32_767
    assert set(heard[-RATE_HZ // 10 :]) == {0}
