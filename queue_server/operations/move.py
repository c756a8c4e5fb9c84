"""Moving a patient between lines, and ending a turn: sent on, left, void."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from queue_server.core.access import Deed, check
from queue_server.core.discipline import calling_order
from queue_server.core.refusal import Refusal
from queue_server.core.turn import OPEN, Act, State, advance
from queue_server.core.visit import Spot, spot_behind, spot_first
from queue_server.operations import calling, tickets
from queue_server.operations.cards import card_of, either, known_visit
from queue_server.operations.classes import change_class, set_kind
from queue_server.operations.context import Context
from queue_server.operations.hall import hall_of
from queue_server.operations.views import Outcome, RoomView
from queue_server.operations.views_desk import VisitCard
from queue_server.operations.work import Work, deed, touched
from queue_server.store import hospital, numbers, turns, visits
from queue_server.store.hospital import Service
from queue_server.store.turns import Turn

__all__ = [
    "change_class",
    "leave",
    "send_first",
    "send_on",
    "send_to_room",
    "set_kind",
    "void",
]

Place = Literal["KEEP", "AFTER", "LAST", "FIRST"]

AFTER: Final = 3
"""AFTER puts the patient behind so many who wait in the other line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where somebody is sent: the line, the room if it must be that one, the place, and why."""

    service: str
    place: str = "KEEP"
    room: str = ""
    reason: str = ""


def send_on(
    ctx: Context, *, room: str, turn: int, service: str, place: str = "KEEP", key: str
) -> RoomView | VisitCard:
    """Send a patient on to another line: this turn is MOVED, a new one waits there, at once.

    1. Wait for both lines; a key sent before gets its first answer.
    2. The turn ends as MOVED; a start nobody pressed is inferred.
    3. A new turn of the same visit, with a number of the other line where that has its own.
    4. Its place: KEEP (the original arrival, or the registration when it was served here),
       AFTER three others, LAST.

    Answers the picture of ``room``, or without one the patient's card. Raises
    Refusal("service_unknown"), ("place_unknown"), ("turn_unknown"), ("act_not_allowed").
    """
    target = Target(service=service, place=place)
    if place not in ("KEEP", "AFTER", "LAST"):
        raise Refusal("place_unknown", place=place)
    return _send(ctx, target, room=room, turn=turn, key=key)


def send_first(
    ctx: Context, *, room: str, turn: int, service: str, reason: str, key: str
) -> RoomView | VisitCard:
    """As `send_on`, before everybody there: an exception of a supervisor, with a reason.

    1. The role and the reason. 2. to 4. as `send_on`, with the first place.

    Raises Refusal("not_allowed"), ("reason_needed") and those of `send_on`.
    """
    check(ctx.by.roles, Deed.PLACE_FIRST)
    if not reason.strip():
        raise Refusal("reason_needed")
    target = Target(service=service, place="FIRST", reason=reason.strip())
    return _send(ctx, target, room=room, turn=turn, key=key)


def send_to_room(
    ctx: Context, *, room: str, turn: int, to_room: str, place: str = "KEEP", key: str
) -> RoomView | VisitCard:
    """As `send_on`, to one room: only that room may call the new turn.

    1. The room and its first line. 2. to 4. as `send_on`, bound to the room.

    Raises Refusal("room_unknown"), ("place_unknown") and those of `send_on`.
    """
    if place not in ("KEEP", "AFTER", "LAST"):
        raise Refusal("place_unknown", place=place)
    target = Target(service="", place=place, room=to_room)
    return _send(ctx, target, room=room, turn=turn, key=key)


def leave(ctx: Context, *, turn: int, key: str, room: str = "") -> RoomView | VisitCard:
    """The patient does not want to wait any more; may be taken back for half an hour.

    1. Wait for the line; a key sent before gets its first answer.
    2. The turn becomes LEFT.

    Raises Refusal("act_not_allowed") and ("turn_unknown").
    """
    check(ctx.by.roles, Deed.SEND_ON)

    def script(work: Work) -> Outcome:
        going = work.turn(turn)
        changes = {"ended_at": ctx.now}
        return touched("leave", work.step(going, Act.LEAVE, changes=changes))

    outcome = deed(ctx, "leave", key=key, about={"turn": turn}, script=script)
    return either(ctx, room=room, turn=turn, outcome=outcome)


def void(ctx: Context, *, visit: str, reason: str, key: str) -> VisitCard:
    """A number that stands for nobody: taken twice, nobody there, by mistake.

    1. Wait for the lines of its open turns; a key sent before gets its first answer.
    2. Each open turn becomes CANCELLED; the number stays a row, void, with the reason.

    Raises Refusal("reason_needed"), ("visit_unknown"), ("act_not_allowed"), ("not_allowed").
    """
    check(ctx.by.roles, Deed.VOID)
    if not reason.strip():
        raise Refusal("reason_needed")

    def script(work: Work) -> Outcome:
        about = known_visit(work.hall, visit)
        work.lock({one.service_id for one in turns.turns_of_visit(work.tx, about.id)})
        mine = [one for one in turns.turns_of_visit(work.tx, about.id) if one.state in OPEN]
        for one in mine:
            changes = {"ended_at": ctx.now, "end_note": reason.strip()}
            work.step(one, Act.CANCEL, reason=reason.strip(), changes=changes)
        for label in {about.number, *(one.number for one in mine)}:
            numbers.void_number(
                work.tx, ctx.site, visit=about.id, label=label, reason=reason.strip()
            )
        return touched("void", *mine)

    deed(ctx, "void", key=key, about={"visit": visit, "reason": reason}, script=script)
    with ctx.db.read() as tx:
        hall = hall_of(tx, ctx)
        return card_of(hall, known_visit(hall, visit))


def _send(ctx: Context, target: Target, *, room: str, turn: int, key: str) -> RoomView | VisitCard:
    check(ctx.by.roles, Deed.SEND_ON)

    def script(work: Work) -> Outcome:
        going, service, bound = _both_lines(work, target, turn)
        advance(State(going.state), Act.TRANSFER)
        opened = _open(work, going, service, target=target, bound=bound)
        served = calling.started(work, going) if going.state == State.CALLED else {}
        moved = work.step(
            going,
            Act.TRANSFER,
            reason=target.reason,
            changes={"ended_at": ctx.now} | served,
            detail={"opened": opened.id, "place": target.place},
        )
        return replace(touched("send_on", moved, opened), deed="send_on")

    about = {
        "turn": turn,
        "service": target.service,
        "place": target.place,
        "room": target.room,
    }
    outcome = deed(ctx, "send_on", key=key, about=about, script=script)
    return either(ctx, room=room, turn=turn, outcome=outcome)


def _both_lines(work: Work, target: Target, turn: int) -> tuple[Turn, Service, int | None]:
    """The turn and the line it goes to, both locked; and the room it is bound to, if one."""
    bound = None
    services = work.hall.services
    if target.room:
        room = hospital.room_by_code(work.tx, work.ctx.site, target.room)
        if room is None or not room.active or not room.services:
            raise Refusal("room_unknown", room=target.room)
        bound, service = room.id, services[room.services[0]]
    else:
        found = [one for one in services.values() if one.code == target.service and one.active]
        if not found:
            raise Refusal("service_unknown", service=target.service)
        service = found[0]
    going = turns.turn_row(work.tx, work.ctx.site, turn)
    if going is None:
        raise Refusal("turn_unknown")
    work.lock({going.service_id, service.id})
    return work.turn(turn), service, bound


def _open(work: Work, going: Turn, service: Service, *, target: Target, bound: int | None) -> Turn:
    """The turn that waits in the other line."""
    now = work.ctx.now
    visit = visits.visits_by_id(work.tx, [going.visit_id])[going.visit_id]
    number = going.number
    if service.id != going.service_id:
        priority = bool(visit.group_code)
        number = tickets.next_label(work, service, priority=priority, visit=visit.id)
    served = going.state in turns.ACTIVE
    # A numbered line counts from the registration that gave the number (decision 2); a patient
    # who stood in the wrong line, or changes rooms within one, keeps the arrival.
    joined = now if served and number != going.number else going.joined_at
    values: dict[str, Any] = {
        "visit_id": going.visit_id,
        "service_id": service.id,
        "day": work.hall.day,
        "number": number,
        "turn_class": going.turn_class,
        "slot_at": going.slot_at if service.id == going.service_id else None,
        "joined_at": joined,
        "ready_at": now if served else going.ready_at,
        "bound_room_id": bound,
    }
    return tickets.open_turn(work, act="open", **(values | _spot(work, service, target)))


def _spot(work: Work, service: Service, target: Target) -> dict[str, Any]:
    """What the place given by the deed sets instead of the arrival."""
    now = work.ctx.now
    if target.place == "KEEP":
        return {}
    if target.place == "LAST":
        return {"joined_at": now}
    hall = work.hall
    waiting = hall.waiting(turns.waiting_in(work.tx, [service.id]))
    order = calling_order(waiting, hall.policies, openings=hall.openings)
    spot: Spot | None
    if target.place == "FIRST":
        spot = spot_first(order, policies=hall.policies, openings=hall.openings, now=now)
    else:
        spot = spot_behind(AFTER, order, policies=hall.policies, openings=hall.openings)
    if spot is None:
        return {"joined_at": now}
    return {"placed_at": spot.placed_at, "joined_at": spot.joined_at}
