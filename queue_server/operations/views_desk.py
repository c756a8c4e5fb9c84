"""What reception is told: every line and room, one patient's day; plain values as in ``views``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """One service on the reception screen."""

    code: str
    name_vi: str
    name_en: str
    letter: str
    kind: str
    at_kiosk: bool
    open: bool
    opens: str  # local "HH:MM" of the next opening when closed, "" when open or unknown
    waiting: int
    priority_waiting: int
    absent: int
    called: int  # called or being served now
    done: int  # served today
    longest_ms: int  # longest wait among those waiting now
    rooms_open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLine:
    """One room on the reception screen."""

    code: str
    name_vi: str
    name_en: str
    kind: str
    number: str
    floor: str
    state: str
    pause_reason: str
    resumes_at: int | None
    sitter: int | None
    sitter_name: str
    services: tuple[str, ...]  # codes
    now: tuple[str, ...]  # numbers called or served
    waiting: int  # who this room may call


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLine:
    """Somebody at a kiosk asks for a person; rings until accepted."""

    help_id: str
    device: str  # id
    name: str
    reason: str  # help emergency paper no_slip clock
    called_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleLine:
    """A device that needs somebody."""

    device: str  # id
    name: str
    kind: str
    trouble: str  # silent paper_out near_end cover_open error offline
    since: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """One legal priority group, for the key that marks or corrects it."""

    code: str
    name_vi: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptionView:
    """The reception screen: every line, every room, and who calls for help."""

    epoch: str
    version: int
    at: int
    services: tuple[ServiceLine, ...]
    rooms: tuple[RoomLine, ...]
    groups: tuple[GroupLine, ...]
    kinds: tuple[str, ...]  # kinds of patient the hospital keeps apart
    help: tuple[HelpLine, ...]
    troubles: tuple[TroubleLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnLine:
    """One turn of a visit, oldest first."""

    turn: int
    service: str
    service_vi: str
    service_en: str
    number: str
    state: str
    turn_class: str
    joined_at: int
    waited_ms: int
    lost_ms: int
    ahead: int | None  # while waiting
    room: str  # code of the room it is or was called to, "" before
    room_vi: str
    room_en: str
    called_at: int | None
    ended_at: int | None
    note: str
    keys: tuple[str, ...]  # what may be done to it now


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitCard:
    """One patient's day as staff see it: no name, no card number."""

    visit: str
    number: str
    day: str
    lang: str
    group: str
    checked: bool
    emergency: bool
    kind: str
    ticket_at: int
    void: str  # why this number is void, "" when it counts
    merged_into: str  # number of the visit it was merged into, "" for none
    turns: tuple[TurnLine, ...]
