"""Short soft signals as sound files, reckoned from notes: no recording, no licence, no download."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

RATE_HZ: Final = 16_000
LOUDEST: Final = 0.4
EDGE_MS: Final = 12
"""Every note swells and fades for so long; an abrupt edge would click."""


@dataclass(frozen=True, slots=True)
class Note:
    """One tone; a pitch of 0 is a rest."""

    pitch_hz: float
    length_ms: int


HELP: Final = (Note(523.25, 260), Note(659.26, 420), Note(0, 80))
"""Somebody calls for help: c'' and e'', friendly, and heard through talk."""

HEARD: Final = (Note(880, 90),)
REFUSED: Final = (Note(330, 140), Note(0, 60), Note(247, 220))
"""A pad's answer to a key: done; or not done, look at the screen."""


def sound(notes: Sequence[Note]) -> bytes:
    """The notes one after another as a WAV file, mono, 16 bit."""
    samples = [sample for note in notes for sample in _samples(note)]
    data = struct.pack(f"<{len(samples)}h", *samples)
    # RIFF header of plain PCM: Microsoft, "Multimedia Programming Interface", 1991
    layout = struct.pack("<IHHIIHH", 16, 1, 1, RATE_HZ, RATE_HZ * 2, 2, 16)
    body = b"WAVEfmt " + layout + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _samples(note: Note) -> list[int]:
    count = note.length_ms * RATE_HZ // 1000
    edge = EDGE_MS * RATE_HZ // 1000
    return [
        round(
            32_767
            * LOUDEST
            * min(1, at / edge, (count - at) / edge)
            * math.exp(-1.5 * at / count)
            * math.sin(2 * math.pi * note.pitch_hz * at / RATE_HZ)
        )
        for at in range(count)
    ]
