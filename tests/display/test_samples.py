"""Samples: levels that are measured, silence that is found, recordings of every telephone."""

from __future__ import annotations

import math
import wave
from array import array
from pathlib import Path

import pytest

from display.samples import (
    FULL,
    PEAK_DBFS,
    RATE,
    SPEECH_DBFS,
    join,
    levelled,
    peak_dbfs,
    read_wav,
    seconds,
    silence,
    spoken_dbfs,
    trimmed,
    write_wav,
)


def tone(hertz: float, ms: int, *, dbfs: float = -12.0, rate: int = RATE) -> array[int]:
    """A steady tone whose RMS is ``dbfs``."""
    top = FULL * 10 ** (dbfs / 20) * math.sqrt(2)
    count = rate * ms // 1000
    return array("h", (round(top * math.sin(2 * math.pi * hertz * n / rate)) for n in range(count)))


def pitch(samples: array[int]) -> float:
    """How often it swings, in Hz: upward zero crossings a second."""
    crossings = sum(1 for one, two in zip(samples, samples[1:], strict=False) if one < 0 <= two)
    return crossings / seconds(samples)


def recording(path: Path, samples: array[int], *, rate: int = RATE, channels: int = 1) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(array("h", (s for s in samples for _ in range(channels))).tobytes())
    return path


def test_levels_are_what_a_meter_shows() -> None:
    assert spoken_dbfs(tone(440, 500)) == pytest.approx(-12, abs=0.1)
    assert peak_dbfs(tone(440, 500)) == pytest.approx(-9, abs=0.1)
    assert peak_dbfs(silence(10)) == -math.inf
    assert spoken_dbfs(silence(10)) == -math.inf


def test_pauses_do_not_make_speech_seem_quiet() -> None:
    spoken = join([tone(440, 200), silence(2000), tone(440, 200)])

    assert spoken_dbfs(spoken) == pytest.approx(-12, abs=0.3)


@pytest.mark.parametrize("dbfs", [-40.0, -19.0, -6.0])
def test_a_quiet_and_a_loud_recording_come_out_alike(dbfs: float) -> None:
    assert spoken_dbfs(levelled(tone(440, 300, dbfs=dbfs))) == pytest.approx(SPEECH_DBFS, abs=0.2)


def test_one_sharp_peak_is_never_cut_off() -> None:
    click = tone(440, 300, dbfs=-35)
    click[3000] = 30_000
    loud = levelled(click)

    assert peak_dbfs(loud) <= PEAK_DBFS + 0.01
    assert spoken_dbfs(loud) < SPEECH_DBFS


def test_silence_stays_silence() -> None:
    assert levelled(silence(50)) == silence(50)


def test_the_breath_before_and_after_is_cut_away() -> None:
    room_noise = tone(100, 300, dbfs=-60)
    heard = trimmed(join([room_noise, tone(440, 200), silence(40), tone(440, 100), room_noise]))

    assert seconds(heard) == pytest.approx(0.34, abs=0.02)
    assert not trimmed(room_noise)


def test_samples_come_back_from_the_disk_as_they_went(tmp_path: Path) -> None:
    samples = tone(440, 100)
    write_wav(tmp_path / "a.wav", samples)

    with wave.open(str(tmp_path / "a.wav")) as file:
        assert file.getparams()[:3] == (1, 2, 22_050)
    assert read_wav(tmp_path / "a.wav") == samples


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_a_telephones_recording_keeps_pitch_length_and_level(
    tmp_path: Path, rate: int, channels: int
) -> None:
    file = recording(tmp_path / "a.wav", tone(440, 500, rate=rate), rate=rate, channels=channels)
    samples = read_wav(file)

    assert seconds(samples) == pytest.approx(0.5, abs=0.001)
    assert pitch(samples) == pytest.approx(440, abs=5)
    assert spoken_dbfs(samples) == pytest.approx(-12, abs=0.5)


def test_hiss_above_what_we_keep_does_not_fold_back_as_a_whistle(tmp_path: Path) -> None:
    hiss = tone(20_000, 300, rate=48_000)

    assert spoken_dbfs(read_wav(recording(tmp_path / "a.wav", hiss, rate=48_000))) < -20


@pytest.mark.parametrize("content", [b"", b"RIFF", b"ID3\x04an mp3", b"RIFF\x00\x00\x00\x00WAVE"])
def test_what_is_no_recording_is_told_and_not_played(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.wav").write_bytes(content)

    with pytest.raises(ValueError, match=r"."):
        read_wav(tmp_path / "a.wav")


def test_a_recording_of_8_bits_or_none_is_told(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "a.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(b"\x80" * 500)

    with pytest.raises(ValueError, match="16-bit"):
        read_wav(tmp_path / "a.wav")
    with pytest.raises(ValueError, match=r"."):
        read_wav(tmp_path / "missing.wav")
