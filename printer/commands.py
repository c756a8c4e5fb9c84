"""ESC/POS as a printer hears it: bytes in, one command at a time out.

Written from the public command reference, apart from `render.py` and never importing it: what the
renderer means and what a printer understands are read by two different pairs of eyes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

DLE, ESC, FS, GS = 0x10, 0x1B, 0x1C, 0x1D

# second byte of a command -> parameter bytes that follow it
FIXED: Final[dict[int, dict[int, int]]] = {
    DLE: {0x04: 1, 0x05: 1, 0x14: 3},
    ESC: {
        **dict.fromkeys(b"@2LS\x0c", 0),
        **dict.fromkeys(b"aEGJdM3tR{V !-=SKrTuU", 1),
        **dict.fromkeys(b"$\\c", 2),
        ord("p"): 3,
    },
    FS: {**dict.fromkeys(b".&", 0), **dict.fromkeys(b"!-CW", 1), **dict.fromkeys(b"Sp", 2)},
    GS: {
        **dict.fromkeys(b":", 0),
        **dict.fromkeys(b"!Babfhw/HIr", 1),
        **dict.fromkeys(b"PLWC\\$", 2),
        ord("^"): 3,
    },
}
CUT_AND_FEED: Final = b"ABab"  # forms of GS V with a feed parameter


@dataclass(frozen=True)
class Command:
    """One command: its name ("GS v 0", "text", "LF"), its parameters, its data."""

    name: str
    args: bytes = b""
    data: bytes = b""


class Incomplete(Exception):
    """The rest of the command has not arrived yet."""


def take(buffer: bytearray) -> Command | None:
    """Removes the next command from ``buffer``; None when what is there is not whole yet."""
    if not buffer:
        return None
    try:
        command, length = _read(bytes(buffer))
    except Incomplete:
        return None
    del buffer[:length]
    return command


def _read(raw: bytes) -> tuple[Command, int]:
    lead = raw[0]
    if lead in FIXED:
        return _control(raw)
    if lead >= 0x20:
        end = next((at for at, byte in enumerate(raw) if byte < 0x20), len(raw))
        return Command("text", data=raw[:end]), end
    return Command({0x0A: "LF", 0x0D: "CR", 0x09: "HT", 0x0C: "FF"}.get(lead, "NUL")), 1


def _control(raw: bytes) -> tuple[Command, int]:
    lead, code = raw[0], _at(raw, 1)
    family = {DLE: "DLE", ESC: "ESC", FS: "FS", GS: "GS"}[lead]
    sign = {0x04: "EOT", 0x05: "ENQ", 0x14: "DC4"}.get(code, chr(code))
    name = f"{family} {sign}"
    if name in VARIABLE:
        return VARIABLE[name](raw)
    count = FIXED[lead].get(code)
    if count is None:
        return Command("unknown", args=raw[:2]), 2
    return Command(name, args=_span(raw, 2, count)), 2 + count


def _at(raw: bytes, at: int) -> int:
    return _span(raw, at, 1)[0]


def _span(raw: bytes, start: int, length: int) -> bytes:
    if len(raw) < start + length:
        raise Incomplete
    return raw[start : start + length]


def _word(raw: bytes, at: int) -> int:
    return int.from_bytes(_span(raw, at, 2), "little")


def _raster(raw: bytes) -> tuple[Command, int]:
    """GS v 0 m xL xH yL yH d…: x bytes across, y rows."""
    size = _word(raw, 4) * _word(raw, 6)
    return Command("GS v 0", args=_span(raw, 3, 5), data=_span(raw, 8, size)), 8 + size


def _group(raw: bytes) -> tuple[Command, int]:
    """GS ( fn pL pH d…"""
    size = _word(raw, 3)
    return Command(f"GS ( {chr(_at(raw, 2))}", data=_span(raw, 5, size)), 5 + size


def _cut(raw: bytes) -> tuple[Command, int]:
    """GS V m [n]"""
    count = 2 if _at(raw, 2) in CUT_AND_FEED else 1
    return Command("GS V", args=_span(raw, 2, count)), 2 + count


def _lasting(raw: bytes) -> tuple[Command, int]:
    """FS q n [xL xH yL yH d…]…: x and y in groups of eight dots."""
    at = 3
    for _ in range(_at(raw, 2)):
        at += 4 + _word(raw, at) * _word(raw, at + 2) * 8
    return Command("FS q", args=_span(raw, 2, 1), data=_span(raw, 3, at - 3)), at


def _strip(raw: bytes) -> tuple[Command, int]:
    """ESC * m nL nH d…: columns of one or three bytes."""
    size = _word(raw, 3) * (3 if _at(raw, 2) >= 32 else 1)
    return Command("ESC *", args=_span(raw, 2, 3), data=_span(raw, 5, size)), 5 + size


def _tabs(raw: bytes) -> tuple[Command, int]:
    """ESC D n… NUL"""
    end = raw.find(b"\0", 2)
    if end < 0:
        raise Incomplete
    return Command("ESC D", data=raw[2:end]), end + 1


VARIABLE: Final = {
    "GS v": _raster,
    "GS (": _group,
    "GS V": _cut,
    "FS q": _lasting,
    "ESC *": _strip,
    "ESC D": _tabs,
}
