"""Pictures a server would send to the boards of a hall, and the sound files of their calls."""

from __future__ import annotations

import wave
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, Final

from queue_server.core.board import Picture, Place, RoomRow, Shown, ToSpeak

AT: Final = 1_763_864_520_000  # 09:22 on 23 November 2025 in Hà Nội

NAMES: Final = [
    "Phòng khám 1",
    "Phòng khám 2",
    "Phòng khám 3",
    "Phòng Nội 4",
    "Phòng Sản 5",
    "Phòng Nhi 6",
    "Siêu âm",
    "Quầy tiếp đón số 2",
]
"""The rooms of the hall; the seventh has no number, the last is a desk."""


def place(at: int, **changes: Any) -> Place:
    """Where the room at this place in the hall is; beyond the eighth they are plain rooms."""
    usual = Place(
        code=f"p{at}",
        kind="desk" if at == 8 else "room",
        number={7: "", 8: "2"}.get(at, str(at)),
        name_vi=NAMES[at - 1] if at <= len(NAMES) else f"Phòng khám {at}",
        name_en=f"Room {at} – Medicine",
        floor="Tầng 1",
    )
    return replace(usual, **changes)


def row(at: int, **changes: Any) -> RoomRow:
    """The room at this place in the hall."""
    usual = RoomRow(
        code=f"p{at}",
        state="open",
        resumes_at=None,
        now=(f"A{at:03}",),
        prepare=(f"A{at + 20:03}", f"A{at + 30:03}"),
        waiting=4 + at,
    )
    return replace(usual, **changes)


def shown(number: str, room: str, **changes: Any) -> Shown:
    """One call."""
    usual = Shown(
        call=f"call-{number}",
        number=number,
        room=room,
        priority=False,
        reason="",
        called_at=AT - 5000,
        calls=1,
    )
    return replace(usual, **changes)


def hall(version: int = 1, **changes: Any) -> Picture:
    """A hall of eight rooms in the middle of the morning; nothing left to speak."""
    paused = row(3, state="paused", now=(), resumes_at=AT - 720_000)  # 09:10
    shut = row(8, state="closed", now=(), prepare=())
    rooms = (row(1), row(2), paused, row(4), row(5), row(6), row(7, now=()), shut)
    usual = Picture(
        epoch="e1",
        version=version,
        at=AT,
        zone="Asia/Ho_Chi_Minh",
        hospital="Bệnh viện Đa khoa Mẫu",
        title="Sảnh khám bệnh",
        places=tuple(place(at) for at in range(1, 9)),
        rooms=rooms,
        current=shown("A012", "p2"),
        last=(
            shown("A011", "p5"),
            shown("B104", "p4", priority=True),
            shown("A010", "p1"),
            shown("A2-007", "p6"),
            shown("A009", "p2"),
        ),
        to_speak=(),
    )
    return replace(usual, **changes)


def hall_of(many: int) -> Picture:
    """A hall with so many rooms at work, the third paused, the fourth with two places."""
    changed: dict[int, dict[str, Any]] = {
        3: {"state": "paused", "resumes_at": AT - 720_000, "now": ()},
        2: {"now": ("A012",)},
        4: {"now": ("A004", "A2-014")},
    }
    others = [min(at, many) for at in (1, 2, 4, 6, 2)]
    numbers = ("A011", "B104", "A010", "A2-007", "A009")
    return hall(
        places=tuple(place(at) for at in range(1, many + 1)),
        rooms=tuple(row(at, **changed.get(at, {})) for at in range(1, many + 1)),
        current=shown("A012", f"p{min(2, many)}"),
        last=tuple(
            shown(number, f"p{at}", priority=number == "B104")
            for number, at in zip(numbers, others, strict=True)
        ),
    )


def to_speak(call: str, *, sounds: int = 2, called_at: int = AT, **changes: Any) -> ToSpeak:
    """An announcement of ``sounds`` files named after the call; the short form is one file."""
    address = "/board/sounds/{}.wav"
    usual = ToSpeak(
        call=call,
        sounds=tuple(address.format(f"{call}-{at}") for at in range(1, sounds + 1)),
        short=(address.format(f"{call}-short"),),
        text_vi=f"Mời số {call}",
        text_en=f"Number {call} please",
        called_at=called_at,
    )
    return replace(usual, **changes)


def record(folder: Path, calls: list[str], *, seconds: float = 0.06) -> None:
    """The sound files of these calls: real WAVs, too short to wait for."""
    for call in calls:
        for part in ("1", "2", "short"):
            with (folder / f"{call}-{part}.wav").open("wb") as file:
                tone(file, seconds)


def tone(file: IO[bytes], seconds: float) -> None:
    """A WAV of so many seconds."""
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(b"\x00\x10" * int(8000 * seconds))
