"""The room's screen, whole: who is here, who waits and why in this order, what may be undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection

from queue_server.core.access import Deed, check
from queue_server.core.discipline import calling_order
from queue_server.core.refusal import Refusal
from queue_server.core.turn import Act, State, allows
from queue_server.core.visit import keeps_place_until
from queue_server.core.window import window_order
from queue_server.operations.calling import may_call
from queue_server.operations.context import Context
from queue_server.operations.hall import Hall, hall_of
from queue_server.operations.last_deed import LastDeed, last_deed
from queue_server.operations.views import (
    LIST_MOST,
    AbsentView,
    Outcome,
    PlaceView,
    RoomView,
    ServiceRef,
    UndoOffer,
    WaitingView,
)
from queue_server.store import counts, history, hospital, lines, turns, visits
from queue_server.store.hospital import Room
from queue_server.store.turns import Turn, Waiter
from queue_server.store.visits import Visit

KEYS: Final = {
    "recall": Act.RECALL,
    "start": Act.START,
    "finish": Act.FINISH,
    "miss": Act.MISS,
    "put_back": Act.PUT_BACK,
    "send_on": Act.TRANSFER,
    "leave": Act.LEAVE,
    "come_back": Act.RETURN,
    "no_show": Act.NO_SHOW,
}
"""The deeds a screen may offer, each with the act that the table must allow."""


def answered(ctx: Context, room: str, outcome: Outcome) -> RoomView:
    """The answer to a room's deed: its picture as it is now, and what the deed has done."""
    with ctx.db.read() as tx:
        return replace(picture(hall_of(tx, ctx), room), outcome=outcome)


def room_view(ctx: Context, *, room: str) -> RoomView:
    """The screen of a room. Raises Refusal("room_unknown") and ("not_allowed")."""
    check(ctx.by.roles, Deed.SEE_QUEUE)
    with ctx.db.read() as tx:
        return picture(hall_of(tx, ctx), room)


def picture(hall: Hall, code: str) -> RoomView:
    """The room ``code`` at one moment. Raises Refusal("room_unknown")."""
    room = hospital.room_by_code(hall.tx, hall.site.id, code)
    if room is None or not room.active:
        raise Refusal("room_unknown", room=code)
    waiting = _waiting(hall, room)
    done, missed = counts.room_today(hall.tx, hall.site.id, room=room.id, day=hall.day)
    names = lines.names_of(hall.tx, [room.person_id] if room.person_id else [])
    return RoomView(
        epoch=hall.site.epoch,
        version=room.version,
        at=hall.now,
        room=room.code,
        name_vi=room.name_vi,
        name_en=room.name_en,
        kind=room.kind,
        number=room.number,
        floor=room.floor,
        state=room.state,
        pause_reason=room.pause_reason,
        resumes_at=room.resumes_at,
        records_start=room.records_start,
        priority_window=room.priority_window,
        sitter=room.person_id,
        sitter_name=names.get(room.person_id or 0, ""),
        services=tuple(_service_ref(hall, one) for one in room.services),
        places=_places(hall, room),
        waiting=tuple(waiting[:LIST_MOST]),
        waiting_count=len(waiting),
        absent=_absent(hall, room),
        undo=_offer(last_deed(hall, room)),
        done_today=done,
        absent_today=missed,
    )


def keys_of(state: str) -> tuple[str, ...]:
    """The deeds that a turn in ``state`` allows, by the names of their keys."""
    return tuple(name for name, act in KEYS.items() if allows(State(state), act))


def absent_free_at(hall: Hall, turn: Turn) -> int | None:
    """From when the "absent" key works: a minute after the call was spoken, or was made."""
    if not (allows(State(turn.state), Act.MISS) and turn.last_call_at is not None):
        return None
    spoken = history.last_spoken_at(hall.tx, turn.id, turn.call_id or "")
    return (spoken or turn.last_call_at) + hall.call_policy(turn).absent_after_s * 1000


def _service_ref(hall: Hall, service: int) -> ServiceRef:
    one = hall.services[service]
    return ServiceRef(code=one.code, name_vi=one.name_vi, name_en=one.name_en)


def _places(hall: Hall, room: Room) -> tuple[PlaceView, ...]:
    there = {turn.place or 1: turn for turn in turns.active_in_rooms(hall.tx, [room.id])}
    known = visits.visits_by_id(hall.tx, [turn.visit_id for turn in there.values()])
    rights = _rights(hall.tx, there.values())
    return tuple(
        _place(hall, place, turn, known[turn.visit_id], rights.get(turn.id, ""))
        if (turn := there.get(place))
        else PlaceView(place=place)
        for place in range(1, max([room.places, *there]) + 1)
    )


def _place(hall: Hall, place: int, turn: Turn, visit: Visit, right: str) -> PlaceView:
    policy = hall.call_policy(turn)
    again = allows(State(turn.state), Act.RECALL) and turn.recalls < policy.recalls
    last = turn.last_call_at or hall.now
    return PlaceView(
        place=place,
        turn=turn.id,
        visit=visit.public_id,
        number=turn.number,
        service=hall.services[turn.service_id].code,
        state=turn.state,
        turn_class=turn.turn_class,
        right=right,
        lang=visit.lang,
        to_check=bool(visit.group_code) and not visit.group_checked,
        waited_ms=max(0, (turn.called_at or hall.now) - turn.ready_at),
        called_at=turn.called_at,
        last_call_at=turn.last_call_at,
        calls=turn.recalls + 1,
        started_at=turn.started_at,
        recall_free_at=last + policy.recall_apart_s * 1000 if again else None,
        absent_free_at=absent_free_at(hall, turn),
        keys=keys_of(turn.state),
    )


def _rights(tx: Connection, there: Iterable[Turn]) -> dict[int, str]:
    """By turn, the right of the call that brought it here."""
    calls = history.last_calls(tx, [turn.id for turn in there])
    return {turn: str(detail.get("right", "")) for turn, detail in calls.items()}


def _waiting(hall: Hall, room: Room) -> list[WaitingView]:
    waiters = turns.waiting_in(hall.tx, room.services, room=room.id, person=room.person_id)
    rows = {waiter.turn.id: waiter for waiter in waiters}
    order = calling_order(hall.waiting(waiters), hall.policies, openings=hall.openings)
    if room.priority_window:
        order = window_order(order)
    back = [one for one in _absentees(hall, room) if _calls_left(hall, one) == 0]
    views = [_line(hall, one, "order", offered=True) for one in back if not one.elsewhere]
    return views + [_line(hall, rows[one.turn], str(right)) for one, right in order]


def _line(hall: Hall, one: Waiter, right: str, *, offered: bool = False) -> WaitingView:
    turn = one.turn
    return WaitingView(
        turn=turn.id,
        visit=one.visit,
        number=turn.number,
        service=hall.services[turn.service_id].code,
        turn_class=turn.turn_class,
        right=right,
        group=one.group,
        to_check=bool(one.group) and not one.checked,
        joined_at=turn.joined_at,
        waited_ms=max(0, hall.now - turn.ready_at),
        lost_ms=turn.lost_ms,
        slot_at=turn.slot_at,
        elsewhere=one.elsewhere,
        bound=turn.bound_room_id is not None or turn.bound_person_id is not None,
        offered=offered,
    )


def _absentees(hall: Hall, room: Room) -> list[Waiter]:
    absent = turns.absent_in(hall.tx, hall.site.id, room.services, days=hall.days)
    return [one for one in absent if may_call(room, one.turn)]


def _calls_left(hall: Hall, one: Waiter) -> int:
    after = hall.call_policy(one.turn).offered_after_calls
    return max(0, after - one.turn.calls_since_miss)


def _absent(hall: Hall, room: Room) -> tuple[AbsentView, ...]:
    return tuple(
        AbsentView(
            turn=one.turn.id,
            visit=one.visit,
            number=one.turn.number,
            service=hall.services[one.turn.service_id].code,
            misses=one.turn.misses,
            missed_at=one.turn.missed_at or hall.now,
            keeps_place_until=keeps_place_until(
                one.turn.missed_at or hall.now, hall.call_policy(one.turn)
            ),
            calls_left=_calls_left(hall, one),
        )
        for one in _absentees(hall, room)
    )


def _offer(last: LastDeed | None) -> UndoOffer | None:
    if last is None:
        return None
    return UndoOffer(deed=last.name, number=last.number, until_at=last.until_at)
