"""The chime is soft at both ends, never too loud, and long enough to turn heads."""

from __future__ import annotations

import io
import struct
import wave

from display.chime import LENGTH_S, RATE_HZ, chime, silence


def samples(file: bytes) -> list[int]:
    with wave.open(io.BytesIO(file)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, RATE_HZ)
        raw = sound.readframes(sound.getnframes())
    return list(struct.unpack(f"<{len(raw) // 2}h", raw))


def test_the_chime_clicks_neither_at_its_start_nor_at_its_end() -> None:
    heard = samples(chime())
    assert len(heard) == int(LENGTH_S * RATE_HZ)
    assert abs(heard[0]) < 100
    assert max(map(abs, heard[-50:])) < 100
    steps = [abs(after - before) for before, after in zip(heard, heard[1:], strict=False)]
    assert max(steps) < 8000


def test_the_chime_is_as_loud_as_speech_and_never_cut_off() -> None:
    assert 14_000 < max(map(abs, samples(chime()))) < 20_000


def test_the_second_stroke_is_lower_than_the_first() -> None:
    heard = samples(chime())

    def crossings(from_s: float, to_s: float) -> int:
        part = heard[int(from_s * RATE_HZ) : int(to_s * RATE_HZ)]
        return sum(before < 0 <= after for before, after in zip(part, part[1:], strict=False))

    assert crossings(0.05, 0.25) > crossings(0.85, 1.05) > 0


def test_silence_is_silent() -> None:
    assert set(samples(silence())) == {0}
