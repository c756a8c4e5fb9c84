"""The chime before each announcement: two soft bell strokes, reckoned here, not recorded."""

from __future__ import annotations

import io
import math
import struct
import wave
from functools import lru_cache
from typing import Final

RATE_HZ: Final = 22_050
STROKES: Final = ((0.0, 783.99), (0.28, 659.26))
"""Start in seconds and pitch in Hz: g'' then e'', the falling third people know from stations."""
PARTIALS: Final = ((1.0, 1.0), (2.0, 0.35), (3.01, 0.12))
"""Multiple of the pitch and its loudness; a bell's partials are not quite whole multiples."""
LENGTH_S: Final = 1.1
FADE_S: Final = 0.32
LOUDEST: Final = 0.5


@lru_cache(maxsize=1)
def chime() -> bytes:
    """The chime as a WAV file, 22.05 kHz mono 16 bit, 1.1 s."""
    samples = [_sample(at / RATE_HZ) for at in range(int(LENGTH_S * RATE_HZ))]
    peak = max(abs(sample) for sample in samples)
    return _wav([sample / peak * LOUDEST for sample in samples])


@lru_cache(maxsize=1)
def silence() -> bytes:
    """A tenth of a second of nothing: played to find out whether the browser may make sound."""
    return _wav([0.0] * (RATE_HZ // 10))


def _sample(at_s: float) -> float:
    return sum(_stroke(at_s - start_s, pitch) for start_s, pitch in STROKES if at_s >= start_s)


def _stroke(since_s: float, pitch: float) -> float:
    rise = min(1.0, since_s / 0.004)  # an abrupt start would click in cheap loudspeakers
    fade = math.exp(-since_s / FADE_S)
    last = min(1.0, max(0.0, (LENGTH_S - STROKES[-1][0] - since_s) / 0.08))
    tone = sum(loud * math.sin(2 * math.pi * pitch * times * since_s) for times, loud in PARTIALS)
    return rise * fade * last * tone


def _wav(samples: list[float]) -> bytes:
    whole = struct.pack(f"<{len(samples)}h", *(round(sample * 32_767) for sample in samples))
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE_HZ)
        out.writeframes(whole)
    return file.getvalue()
