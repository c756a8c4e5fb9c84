"""What the surfaces are told: whole pictures as plain values, ready to become JSON.

Times are UTC milliseconds in ``…_at``; ``turn`` is the id a deed takes, ``visit`` the public id of
a visit (never its link's secret). A picture holds everything a screen needs to draw itself and
to know which of its keys work; a screen reckons nothing but the seconds until ``…_free_at``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from queue_server.core.board import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRef:
    """A service as a button or heading names it."""

    code: str
    name_vi: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the deed that this picture answers has done; a repeat of its key gets the same one."""

    deed: str  # "next", "call_this", "recall", "miss" …
    turns: tuple[int, ...] = ()  # turns called, or touched by the deed
    numbers: tuple[str, ...] = ()
    nobody: bool = False  # "next" found nobody waiting (the current one is finished all the same)
    repeated: bool = False  # this key was answered before; nothing was done again


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """One place of a room and who is there; an empty place has ``turn`` None and empty texts."""

    place: int  # 1 … places of the room
    turn: int | None = None
    visit: str = ""
    number: str = ""
    service: str = ""  # code
    state: str = ""  # CALLED or SERVING
    turn_class: str = ""  # emergency priority appointment return ordinary
    right: str = ""  # by which right it was called: order, priority, guard …; "exception" by hand
    lang: str = ""
    to_check: bool = False  # priority said by touch, papers not seen yet
    waited_ms: int = 0  # from ticket or ready to the first call
    called_at: int | None = None  # first call
    last_call_at: int | None = None
    calls: int = 0  # 1, and one more for each recall
    started_at: int | None = None
    recall_free_at: int | None = None  # from when it may be called again; None: no more
    absent_free_at: int | None = None  # from when the "absent" key works; None: not in this state
    keys: tuple[str, ...] = ()  # what may be done: recall start finish miss put_back …


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingView:
    """One line of the waiting list, in calling order."""

    turn: int
    visit: str
    number: str
    service: str
    turn_class: str
    right: str  # why it stands here: emergency guard priority appointment return order
    group: str  # code of the legal group for staff, "" for none; never on a board
    to_check: bool
    joined_at: int
    waited_ms: int
    lost_ms: int  # what passes have cost so far
    slot_at: int | None
    elsewhere: bool  # with somebody else now: "next" skips it and it keeps its place
    bound: bool  # to this room or its person only
    offered: bool = False  # absent, and due to be called again by the coming "next"


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentView:
    """Called, not seen: may come back, and is called again by itself after a few calls."""

    turn: int
    visit: str
    number: str
    service: str
    misses: int
    missed_at: int
    keeps_place_until: int  # back by then: the old place; later counts as a new arrival
    calls_left: int  # further calls of this line until it is offered again


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoOffer:
    """The last deed of this room, which may be taken back until ``until_at``."""

    deed: str  # next call_this finish miss send_on leave
    number: str  # the number the deed was about
    until_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomView:
    """The screen of whoever serves."""

    epoch: str
    version: int
    at: int
    room: str
    name_vi: str
    name_en: str
    kind: str  # room or desk
    number: str
    floor: str
    state: str  # open paused closed
    pause_reason: str
    resumes_at: int | None
    records_start: bool  # this room presses "start" itself
    priority_window: bool
    sitter: int | None  # person id of whoever sits here
    sitter_name: str
    services: tuple[ServiceRef, ...]
    places: tuple[PlaceView, ...]
    waiting: tuple[WaitingView, ...]  # the first LIST_MOST of them
    waiting_count: int
    absent: tuple[AbsentView, ...]
    undo: UndoOffer | None
    done_today: int
    absent_today: int
    outcome: Outcome | None = None  # only in the answer to a deed


LIST_MOST: Final = 300
"""A screen lists so many waiting; nobody reads further, and the answer stays small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientStep:
    """One stop of the path as the patient reads it."""

    service_vi: str
    service_en: str
    number: str
    state: str
    room_vi: str
    room_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientView:
    """The page behind the slip's QR. Never a name, never which priority group."""

    number: str
    lang: str
    hospital: str
    service_vi: str
    service_en: str
    where_vi: str  # where to wait
    where_en: str
    state: str  # of the turn that matters now; "" when none is left
    priority: bool
    ahead: int | None  # while waiting
    room_vi: str  # when called
    room_en: str
    floor: str
    called_at: int | None
    keeps_place_until: int | None  # when absent
    guarantee_minutes: int | None  # None: no sentence
    path: tuple[PatientStep, ...]
    issued_at: int
    dies_at: int
    version: str  # changes whenever anything above may have; serves as the ETag


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A number given at reception, with what its slip needs. ``secret`` is told once, here."""

    visit: str
    turn: int
    number: str
    service: str
    service_vi: str
    service_en: str
    lang: str
    where: str
    ahead: int | None
    guarantee_minutes: int | None
    priority: bool
    to_check: bool
    secret: str  # of the patient's page: /t/<secret>; "" when this key was answered before
    issued_at: int
    repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenCall:
    """One announcement as facts: the voice maker turns it into words and sounds."""

    call: str  # id; a board speaks each once
    numbers: tuple[str, ...]  # several called at once to one room are one sentence
    room_kind: str  # room or desk
    room_number: str
    room_vi: str
    room_en: str
    called_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardFacts:
    """A board's picture without sounds, and the calls whose sounds are to be made for it."""

    board: str
    picture: Picture  # to_speak is empty: the app fills it from ``calls``
    calls: tuple[SpokenCall, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The counters a relay compares with what it last sent: cheap, one row each."""

    epoch: str
    reception: int
    rooms: tuple[tuple[str, int], ...]  # code, version
    boards: tuple[tuple[str, int], ...]
