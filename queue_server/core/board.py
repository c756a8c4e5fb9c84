"""The picture a board draws: whole, with epoch and version; who missed ten is right after one.

A picture holds numbers and rooms, never a name and never which priority group; the board draws
it and decides nothing. ``to_speak`` carries every call of the last three minutes in order; a
board speaks those it has not spoken and lists the rest (numbered decision 20).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

SPEAK_FOR_MS: Final = 180_000
"""A call older than this is shown, no longer spoken: its patient has come or is recalled."""

RoomState = Literal["open", "paused", "closed"]
PlaceKind = Literal["room", "desk"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where people are sent: drawn as "Quầy 2" by kind and number, by its name when it has none."""

    code: str
    kind: PlaceKind
    number: str  # "" when it has none
    name_vi: str
    name_en: str
    floor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One called number: what is drawn large or in the list."""

    call: str  # id of the call, spoken once per board
    number: str
    room: str
    priority: bool  # drawn as "Ưu tiên", never which group
    reason: str  # right of a call out of order, "" when in order
    called_at: int
    calls: int  # 1, and one more for each recall


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomRow:
    """One room of the board: whom it serves now, who is to be ready."""

    code: str
    state: RoomState
    resumes_at: int | None  # "khám tiếp lúc", when paused
    now: tuple[str, ...]  # numbers called or served at its places
    prepare: tuple[str, ...]  # the next two or three
    waiting: int  # of a closed room only those whom no other room serves


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSpeak:
    """One announcement: several numbers called at once to one room are one sentence."""

    call: str
    sounds: tuple[str, ...]  # addresses of the sound files, chime not included
    short: tuple[str, ...]  # the short form, for when more than three wait to be spoken
    text_vi: str  # the caption, for those who do not hear
    text_en: str
    called_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Everything a board shows. ``version`` rises with each change, ``epoch`` is new on restore."""

    epoch: str
    version: int
    at: int  # server time, UTC ms
    zone: str
    hospital: str
    title: str
    places: tuple[Place, ...]  # every room of the board, for a former call may name a closed one
    rooms: tuple[RoomRow, ...]  # those with something to tell
    current: Shown | None
    last: tuple[Shown, ...]  # the five before
    to_speak: tuple[ToSpeak, ...]


def still_to_speak(called_at: int, *, now: int, finished: bool) -> bool:
    """Whether a call is still worth saying aloud."""
    return not finished and now - called_at <= SPEAK_FOR_MS


def tells_something(row: RoomRow) -> bool:
    """Whether a hall needs this row: not of a closed room that serves nobody and none awaits."""
    return row.state != "closed" or bool(row.now) or row.waiting > 0
