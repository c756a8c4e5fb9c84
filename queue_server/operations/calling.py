"""The parts of a call: the room it is for, whom the rule picks, the step and its cost to others."""

from __future__ import annotations

from dataclasses import dataclass, field

from queue_server.core.discipline import Right, passed_by
from queue_server.core.refusal import Refusal
from queue_server.core.turn import Act
from queue_server.core.visit import inferred_start
from queue_server.core.window import choose_at
from queue_server.operations.work import Work
from queue_server.store import hospital, lines, turns
from queue_server.store.hospital import Room
from queue_server.store.turns import Turn, Waiter


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """Whom to call: by which right, past whom, and what of that counts against the guard."""

    turn: Turn
    right: str
    passed: dict[int, int] = field(default_factory=dict)  # turn -> ms
    counts: bool = True  # False: an emergency or an exception, shown beside the guard


def at_room(work: Work, code: str, *, must_be_open: bool = False) -> Room:
    """The room of a deed, under the lock of every line it calls from.

    Raises Refusal("room_unknown"), Refusal("room_closed") and Refusal("room_paused").
    """
    room = hospital.room_by_code(work.tx, work.ctx.site, code)
    if room is None or not room.active:
        raise Refusal("room_unknown", room=code)
    lines.lock_services(work.tx, room.services)
    room = hospital.room_by_code(work.tx, work.ctx.site, code) or room
    work.touched_rooms.add(room.id)
    if must_be_open and room.state != "open":
        raise Refusal("room_paused" if room.state == "paused" else "room_closed")
    return room


def callable_by(work: Work, room: Room) -> list[Waiter]:
    """Who waits and may be called by this room now: nobody who is with somebody else."""
    waiters = turns.waiting_in(work.tx, room.services, room=room.id, person=room.person_id)
    return [waiter for waiter in waiters if not waiter.elsewhere]


def pick_next(work: Work, room: Room) -> Pick | None:
    """Whom this room calls next; None: nobody waits.

    An absent turn whose line was called often enough comes first, as no pass and no exception
    (decision 11); only an emergency comes before it.
    """
    waiters = callable_by(work, room)
    rows = {waiter.turn.id: waiter.turn for waiter in waiters}
    choice = choose_at(
        work.hall.waiting(waiters),
        work.hall.policies,
        rooms_open=open_by_code(work, room),
        openings=work.hall.openings,
        window=room.priority_window,
    )
    emergency = choice is not None and choice.right is Right.EMERGENCY
    if not emergency and (absent := _offered(work, room)):
        return Pick(turn=absent, right=str(Right.ORDER))
    if choice is None:
        return None
    return Pick(
        turn=rows[choice.turn],
        right=str(choice.right),
        passed=dict(choice.passed),
        counts=not emergency,
    )


def passed_by_exception(work: Work, room: Room, turn: Turn) -> dict[int, int]:
    """Whom calling ``turn`` out of order passes here, and what it would cost each in ms."""
    waiting = work.hall.waiting(callable_by(work, room))
    return passed_by(
        work.hall.as_waiting(turn),
        [one for one in waiting if one.turn != turn.id],
        work.hall.policies,
        rooms_open=open_by_code(work, room),
    )


def call(
    work: Work, room: Room, *, place: int, pick: Pick, announcement: str = "", reason: str = ""
) -> Turn:
    """Call whom was picked to ``place``: the step, the cost to the passed, the count of calls.

    A deed's time is taken before it waits for the line: who joined meanwhile is called at once.
    """
    now = max(work.ctx.now, pick.turn.joined_at)
    called = work.step(
        pick.turn,
        Act.CALL,
        reason=reason,
        changes={
            "room_id": room.id,
            "place": place,
            "call_id": work.ctx.new_id(),
            "called_at": pick.turn.called_at or now,
            "last_call_at": now,
            "recalls": 0,
        },
        detail={
            "right": pick.right,
            "passed": sorted(pick.passed),
            "cost_ms": [pick.passed[turn] for turn in sorted(pick.passed)],
            "counts": pick.counts,
            "place": place,
            "announcement": announcement,
        },
    )
    if pick.counts:
        turns.raise_lost(work.tx, pick.passed)
    turns.count_call(work.tx, work.ctx.site, called.service_id, days=work.hall.days)
    return called


def finish(work: Work, turn: Turn, *, note: str = "") -> Turn:
    """End a turn as served; without a pressed start, the usual walk after the call is inferred."""
    ended_at = max(work.ctx.now, turn.last_call_at or 0)
    changes: dict[str, object] = {"ended_at": ended_at, "end_note": note}
    return work.step(turn, Act.FINISH, changes=changes | started(work, turn))


def started(work: Work, turn: Turn) -> dict[str, object]:
    """When service began, if nobody said so; kept apart in the figures by ``start_inferred``."""
    if turn.started_at is not None or turn.last_call_at is None:
        return {}
    began = inferred_start(turn.last_call_at, now=work.ctx.now, call=work.hall.call_policy(turn))
    return {"started_at": began, "start_inferred": True}


def here(work: Work, room: Room) -> dict[int, Turn]:
    """Who is called or served in this room, by place."""
    return {turn.place or 1: turn for turn in turns.active_in_rooms(work.tx, [room.id])}


def free_places(room: Room, taken: dict[int, Turn]) -> list[int]:
    """Places of the room with nobody called to them."""
    return [place for place in range(1, room.places + 1) if place not in taken]


def open_by_code(work: Work, room: Room) -> dict[str, int]:
    """Open rooms of each of the room's lines, by its code."""
    counted = lines.rooms_open(work.tx, room.services)
    return {work.hall.services[one].code: counted.get(one, 0) for one in room.services}


def _offered(work: Work, room: Room) -> Turn | None:
    """The absent turn that is due to be called again here, the longest absent first."""
    absent = turns.absent_in(work.tx, work.ctx.site, room.services, days=work.hall.days)
    for one in absent:
        turn = one.turn
        enough = turn.calls_since_miss >= work.hall.call_policy(turn).offered_after_calls
        if enough and not one.elsewhere and may_call(room, turn):
            return turn
    return None


def may_call(room: Room, turn: Turn) -> bool:
    """Whether this room serves the turn's line and no other room or person has it to itself."""
    return (
        turn.service_id in room.services
        and turn.bound_room_id in (None, room.id)
        and turn.bound_person_id in (None, room.person_id)
    )
