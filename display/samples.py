"""Sound as numbers: 16-bit mono at 22 050 a second, trimmed, levelled, joined and written as WAV.

Levels are in dBFS, decibels below the loudest a file can hold. Everything a board plays is brought
to one level, so that a recorded "ba" is not drowned by a recorded "mời số" and nobody turns the
amplifier up and down; the amplifier's own volume is set once, for the hall.
"""

from __future__ import annotations

import math
import wave
from array import array
from collections.abc import Iterable
from itertools import accumulate
from operator import mul
from pathlib import Path
from typing import Final

RATE: Final = 22_050
"""Samples a second: the engine's own, and more than a hall's loudspeaker gives back of a voice."""

FULL: Final = 32_767
SPEECH_DBFS: Final = -19.0
"""RMS of the spoken parts: loud, with room for the peaks of a voice (about 15 dB above)."""

PEAK_DBFS: Final = -1.0
"""No sample above this: a cheap amplifier distorts at full scale."""

SILENT_DBFS: Final = -46.0
"""Quieter than this, over 10 ms, is silence: a recording room's noise, not speech."""

_FRAME: Final = RATE // 100


def silence(ms: int) -> array[int]:
    """So many milliseconds of nothing."""
    return array("h", bytes(2 * (RATE * ms // 1000)))


def join(parts: Iterable[array[int]]) -> array[int]:
    """One after another."""
    whole = array("h")
    for part in parts:
        whole.extend(part)
    return whole


def trimmed(samples: array[int]) -> array[int]:
    """Without the silence at both ends; empty when nothing is heard at all."""
    loud = [at for at, level in _frames(samples) if level > SILENT_DBFS]
    return samples[loud[0] : loud[-1] + _FRAME] if loud else array("h")


def levelled(samples: array[int], dbfs: float = SPEECH_DBFS) -> array[int]:
    """Brought to ``dbfs`` over what is heard, as far as PEAK_DBFS allows."""
    heard = spoken_dbfs(samples)
    if not math.isfinite(heard):
        return samples
    gain = min(_ratio(dbfs - heard), _ratio(PEAK_DBFS - peak_dbfs(samples)))
    # In whole numbers, which takes half the time of rounding each product: a call is waited for.
    whole = round(gain * 32_768)
    return array("h", [(sample * whole + 16_384) >> 15 for sample in samples])


def peak_dbfs(samples: array[int]) -> float:
    """The loudest sample."""
    return _dbfs(max(max(samples, default=0), -min(samples, default=0)))


def spoken_dbfs(samples: array[int]) -> float:
    """RMS over the 10 ms pieces that are not silence; minus infinity for silence."""
    heard = [level for _, level in _frames(samples) if level > SILENT_DBFS]
    if not heard:
        return -math.inf
    return 10 * math.log10(sum(10 ** (level / 10) for level in heard) / len(heard))


def seconds(samples: array[int]) -> float:
    """How long it lasts."""
    return len(samples) / RATE


def read_wav(path: Path) -> array[int]:
    """A recording of any rate, mono or stereo, as our samples. Raises ValueError when it is none.

    16 bits a sample are asked for: what every recorder and telephone writes.
    """
    try:
        with wave.open(str(path), "rb") as file:
            kind, rate, channels = file.getsampwidth(), file.getframerate(), file.getnchannels()
            raw = file.readframes(file.getnframes())
    except (OSError, EOFError, wave.Error) as wrong:
        raise ValueError(str(wrong) or "not a WAV file") from wrong
    if kind != 2 or not raw or len(raw) % (2 * channels):
        raise ValueError("not a 16-bit recording")
    return _resampled(_mono(array("h", raw), channels), rate)


def write_wav(path: Path, samples: array[int]) -> None:
    """The samples as a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


def _mono(samples: array[int], channels: int) -> array[int]:
    if channels == 1:
        return samples
    lanes = (samples[lane::channels] for lane in range(channels))
    return array("h", (sum(frame) // channels for frame in zip(*lanes, strict=True)))


def _resampled(samples: array[int], rate: int) -> array[int]:
    """Each new sample is the mean of the old ones it covers, which keeps hiss from folding back."""
    if rate == RATE:
        return samples
    sums = [0, *accumulate(samples)]
    step, last = rate / RATE, len(samples)

    def upto(at: float) -> float:
        whole = min(int(at), last)
        return sums[whole] + (at - whole) * (sums[whole + 1] - sums[whole] if whole < last else 0)

    count = int(last / step)
    return array("h", (round((upto((n + 1) * step) - upto(n * step)) / step) for n in range(count)))


def _frames(samples: array[int]) -> list[tuple[int, float]]:
    """Start and RMS level of each 10 ms."""
    return [
        (at, _dbfs(math.sqrt(sum(map(mul, piece, piece)) / len(piece))))
        for at in range(0, len(samples), _FRAME)
        if (piece := samples[at : at + _FRAME])
    ]


def _dbfs(size: float) -> float:
    return 20 * math.log10(size / FULL) if size > 0 else -math.inf


def _ratio(db: float) -> float:
    return float(10 ** (db / 20))
