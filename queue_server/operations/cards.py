"""One patient's day as staff see it: found by number, drawn as a card."""

from __future__ import annotations

from dataclasses import replace

from queue_server.core import numbering
from queue_server.core.access import Deed, check
from queue_server.core.refusal import Refusal
from queue_server.core.turn import Act, State, allows
from queue_server.operations.context import Context
from queue_server.operations.hall import Hall, hall_of
from queue_server.operations.room_picture import keys_of, picture
from queue_server.operations.tickets import ahead_of
from queue_server.operations.views import Outcome, RoomView
from queue_server.operations.views_desk import TurnLine, VisitCard
from queue_server.store import hospital, numbers, turns, visits
from queue_server.store.hospital import Room
from queue_server.store.turns import Turn
from queue_server.store.visits import Visit


def find(ctx: Context, *, number: str) -> list[VisitCard]:
    """Today's visits that hold or held a number, as it is typed: ``a12``, ``A2-7``.

    Raises Refusal("number_unreadable") and ("not_allowed").
    """
    check(ctx.by.roles, Deed.SEE_QUEUE)
    label = str(numbering.parse(number))
    with ctx.db.read() as tx:
        hall = hall_of(tx, ctx)
        found = {
            visit: None
            for day in hall.days
            for visit in numbers.visits_numbered(tx, ctx.site, day=day, label=label)
        }
        known = visits.visits_by_id(tx, list(found))
        return [card_of(hall, known[visit]) for visit in found]


def visit_card(ctx: Context, *, visit: str) -> VisitCard:
    """One visit by its public id. Raises Refusal("visit_unknown") and ("not_allowed")."""
    check(ctx.by.roles, Deed.SEE_QUEUE)
    with ctx.db.read() as tx:
        return card_of(hall_of(tx, ctx), known_visit(hall_of(tx, ctx), visit))


def known_visit(hall: Hall, public_id: str) -> Visit:
    """The visit of this hospital. Raises Refusal("visit_unknown")."""
    visit = visits.visit_by_public_id(hall.tx, hall.site.id, public_id)
    if visit is None:
        raise Refusal("visit_unknown")
    return visit


def either(ctx: Context, *, room: str, turn: int, outcome: Outcome) -> RoomView | VisitCard:
    """What a deed answers: the room's picture where it was done in a room, else the card."""
    with ctx.db.read() as tx:
        hall = hall_of(tx, ctx)
        if room:
            return replace(picture(hall, room), outcome=outcome)
        about = turns.turns_by_id(tx, [turn])[turn]
        return card_of(hall, visits.visits_by_id(tx, [about.visit_id])[about.visit_id])


def card_of(hall: Hall, visit: Visit) -> VisitCard:
    """The card of a visit at one moment."""
    mine = turns.turns_of_visit(hall.tx, visit.id)
    rooms = hospital.all_rooms(hall.tx, hall.site.id)
    void = numbers.void_reasons(hall.tx, hall.site.id, day=visit.day, label=visit.number)
    return VisitCard(
        visit=visit.public_id,
        number=visit.number,
        day=visit.day,
        lang=visit.lang,
        group=visit.group_code,
        checked=visit.group_checked,
        emergency=visit.emergency,
        kind=visit.patient_kind,
        ticket_at=visit.ticket_at,
        void=void.get(visit.id, ""),
        merged_into=_number_of(hall, visit.merged_into),
        turns=tuple(_line(hall, turn, rooms.get(turn.room_id or 0)) for turn in mine),
    )


def _number_of(hall: Hall, visit: int | None) -> str:
    if visit is None:
        return ""
    return visits.visits_by_id(hall.tx, [visit])[visit].number


def _line(hall: Hall, turn: Turn, room: Room | None) -> TurnLine:
    service = hall.services[turn.service_id]
    waits = turn.state == State.WAITING
    until = turn.called_at or turn.ended_at or hall.now
    back = ("come_back",) if allows(State(turn.state), Act.UNDO) and _recent(hall, turn) else ()
    return TurnLine(
        turn=turn.id,
        service=service.code,
        service_vi=service.name_vi,
        service_en=service.name_en,
        number=turn.number,
        state=turn.state,
        turn_class=turn.turn_class,
        joined_at=turn.joined_at,
        waited_ms=max(0, until - turn.ready_at),
        lost_ms=turn.lost_ms,
        ahead=ahead_of(hall, turn) if waits else None,
        room=room.code if room else "",
        room_vi=room.name_vi if room else "",
        room_en=room.name_en if room else "",
        called_at=turn.called_at,
        ended_at=turn.ended_at,
        note=turn.end_note,
        keys=keys_of(turn.state) + back,
    )


def _recent(hall: Hall, turn: Turn) -> bool:
    """Whether an end other than DONE and MOVED may still be taken back."""
    if turn.state in (State.DONE, State.MOVED) or turn.ended_at is None:
        return False
    limit_ms = hall.call_policy(turn).undo_end_minutes * 60_000
    return hall.now - turn.ended_at <= limit_ms
