"""Who may do what: a table of roles by deeds, tested cell by cell, for pages and sockets alike."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from queue_server.core.refusal import Refusal


class Role(StrEnum):
    """What a signed-in person or an enrolled device is allowed to be; people may have several."""

    RECEPTION = "reception"
    ROOM = "room"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"
    AUDITOR = "auditor"
    KIOSK = "kiosk"
    BOARD = "board"
    PRINTER = "printer"
    PAD = "pad"
    HIS = "his"


STAFF: Final = (Role.RECEPTION, Role.ROOM, Role.SUPERVISOR, Role.ADMIN, Role.AUDITOR)
DEVICES: Final = (Role.KIOSK, Role.BOARD, Role.PRINTER, Role.PAD, Role.HIS)


class Deed(StrEnum):
    """Everything somebody may be allowed to do."""

    SEE_QUEUE = "see_queue"
    WORK_ROOM = "work_room"  # sit at a room: next, recall, start, absent, finish, pause
    CALL_OUT_OF_ORDER = "call_out_of_order"
    SEND_ON = "send_on"
    PLACE_FIRST = "place_first"
    GIVE_NUMBER = "give_number"
    CHANGE_CLASS = "change_class"
    MARK_EMERGENCY = "mark_emergency"
    REPRINT = "reprint"
    ANSWER_HELP = "answer_help"
    VOID = "void"
    SEE_DEVICES = "see_devices"
    ENROL_DEVICE = "enrol_device"
    MANAGE_PEOPLE = "manage_people"
    CHANGE_SETTINGS = "change_settings"
    SEE_REPORTS = "see_reports"
    SEE_AUDIT = "see_audit"
    PRESS = "press"  # a kiosk's own deeds: press, hand in, ring for help
    WATCH_BOARD = "watch_board"
    FETCH_PRINTS = "fetch_prints"


_DESK: Final = frozenset(
    {
        Deed.SEE_QUEUE,
        Deed.WORK_ROOM,
        Deed.CALL_OUT_OF_ORDER,
        Deed.SEND_ON,
        Deed.GIVE_NUMBER,
        Deed.CHANGE_CLASS,
        Deed.MARK_EMERGENCY,
        Deed.REPRINT,
        Deed.ANSWER_HELP,
    }
)

MAY: Final[dict[Role, frozenset[Deed]]] = {
    Role.RECEPTION: _DESK,
    Role.ROOM: frozenset(
        {
            Deed.SEE_QUEUE,
            Deed.WORK_ROOM,
            Deed.CALL_OUT_OF_ORDER,
            Deed.SEND_ON,
            Deed.MARK_EMERGENCY,
        }
    ),
    Role.SUPERVISOR: _DESK | {Deed.PLACE_FIRST, Deed.VOID, Deed.SEE_DEVICES, Deed.SEE_REPORTS},
    Role.ADMIN: frozenset(
        {
            Deed.SEE_QUEUE,
            Deed.SEE_DEVICES,
            Deed.ENROL_DEVICE,
            Deed.MANAGE_PEOPLE,
            Deed.CHANGE_SETTINGS,
            Deed.SEE_REPORTS,
            Deed.SEE_AUDIT,
        }
    ),
    Role.AUDITOR: frozenset({Deed.SEE_QUEUE, Deed.SEE_DEVICES, Deed.SEE_REPORTS, Deed.SEE_AUDIT}),
    Role.KIOSK: frozenset({Deed.PRESS}),
    Role.BOARD: frozenset({Deed.WATCH_BOARD}),
    Role.PRINTER: frozenset({Deed.FETCH_PRINTS}),
    Role.PAD: frozenset({Deed.SEE_QUEUE, Deed.WORK_ROOM}),  # of its one room
    Role.HIS: frozenset(),
}


def may(roles: Iterable[Role], deed: Deed) -> bool:
    """Whether any of ``roles`` allows ``deed``."""
    return any(deed in MAY[role] for role in roles)


def check(roles: Iterable[Role], deed: Deed) -> None:
    """Raises Refusal("not_allowed") unless one of ``roles`` allows ``deed``."""
    if not may(roles, deed):
        raise Refusal("not_allowed", deed=str(deed))
