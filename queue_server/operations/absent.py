"""Called and not seen: missed, back again, not come at all."""

from __future__ import annotations

from queue_server.core.access import Deed, check
from queue_server.core.discipline import calling_order
from queue_server.core.refusal import Refusal
from queue_server.core.turn import Act, State, advance, check_undo
from queue_server.core.visit import keeps_place_until, lost_after_absence, spot_behind
from queue_server.operations import calling
from queue_server.operations.call import own
from queue_server.operations.cards import either
from queue_server.operations.context import Context
from queue_server.operations.hand_in import BACK_IN_LINE
from queue_server.operations.room_picture import absent_free_at, answered
from queue_server.operations.views import Outcome, RoomView
from queue_server.operations.views_desk import VisitCard
from queue_server.operations.work import Work, begin, deed, touched
from queue_server.store import turns
from queue_server.store.turns import Turn


def miss(ctx: Context, *, room: str, turn: int, key: str) -> RoomView:
    """Nobody came: the key works a minute after the call was spoken (decision 11).

    1. Wait for the lines of this room; a key sent before gets its first answer.
    2. CALLED becomes ABSENT; the place in the room is free.
    3. The first time the turn is offered again after three further calls of its line.
    4. The second time it goes back into the line, five places behind.
    5. The third time it is a no-show, which may be taken back for half an hour.

    Raises Refusal("absent_too_soon"), ("not_here"), ("act_not_allowed").
    """
    check(ctx.by.roles, Deed.WORK_ROOM)

    def script(work: Work) -> Outcome:
        called = own(work, calling.at_room(work, room), turn)
        advance(State(called.state), Act.MISS)
        free_at = absent_free_at(work.hall, called) or ctx.now
        if ctx.now < free_at:
            raise Refusal("absent_too_soon", seconds=-(-(free_at - ctx.now) // 1000))
        missed = work.step(
            called,
            Act.MISS,
            changes={
                "misses": called.misses + 1,
                "missed_at": ctx.now,
                "calls_since_miss": 0,
            },
        )
        return touched("miss", _follow(work, missed))

    return answered(
        ctx, room, deed(ctx, "miss", key=key, about={"room": room, "turn": turn}, script=script)
    )


def come_back(ctx: Context, *, turn: int, key: str, room: str = "") -> RoomView | VisitCard:
    """The patient is here: back into the line; within half an hour to the old place.

    1. Wait for the line; a key sent before gets its first answer.
    2. ABSENT becomes WAITING: the old place, or a new arrival after half an hour.
    3. A no-show, a patient who had left, a void number: taken back within half an hour.

    Raises Refusal("undo_too_late"), ("act_not_allowed"), ("turn_unknown"). Answers the picture of
    ``room``, or without one the patient's card.
    """
    check(ctx.by.roles, Deed.WORK_ROOM)

    def script(work: Work) -> Outcome:
        gone = work.turn(turn)
        policy = work.hall.call_policy(gone)
        act = Act.RETURN if gone.state == State.ABSENT else Act.UNDO
        if act is Act.UNDO:
            _may_undo(work, gone)
        changes = BACK_IN_LINE | {"ended_at": None, "end_note": ""}
        kept = gone.missed_at is None or ctx.now <= keeps_place_until(gone.missed_at, policy)
        if not kept:
            changes |= {"joined_at": ctx.now, "placed_at": None}
        return touched("come_back", work.step(gone, act, changes=changes))

    outcome = deed(ctx, "come_back", key=key, about={"turn": turn}, script=script)
    return either(ctx, room=room, turn=turn, outcome=outcome)


def no_show(ctx: Context, *, turn: int, key: str, room: str = "") -> RoomView | VisitCard:
    """An absent patient will not come any more; may be taken back for half an hour.

    1. Wait for the line; a key sent before gets its first answer.
    2. ABSENT becomes NO_SHOW.

    Raises Refusal("act_not_allowed") and ("turn_unknown").
    """
    check(ctx.by.roles, Deed.WORK_ROOM)

    def script(work: Work) -> Outcome:
        return touched("no_show", _no_show(work, work.turn(turn)))

    outcome = deed(ctx, "no_show", key=key, about={"turn": turn}, script=script)
    return either(ctx, room=room, turn=turn, outcome=outcome)


def expire_absences(ctx: Context) -> int:
    """Who has been absent for an hour will not come: no-show by the clock. Answers how many.

    1. Turns missed so long ago, each under its line's lock, in one transaction.
    2. One step and one event each.
    """
    with ctx.db.write() as tx:
        work = begin(tx, ctx, name="expire_absences")
        absent = turns.due(
            tx, ctx.site, "ABSENT", days=work.hall.days, column="missed_at", by_at=ctx.now
        )
        work.lock({turn.service_id for turn in absent})
        still = turns.turns_by_id(tx, [turn.id for turn in absent])
        over = [turn for turn in still.values() if _is_over(work, turn)]
        for turn in over:
            _no_show(work, turn)
        if over:
            work.settle()
    return len(over)


def _is_over(work: Work, turn: Turn) -> bool:
    limit_ms = work.hall.call_policy(turn).no_show_minutes * 60_000
    return turn.state == State.ABSENT and work.ctx.now - (turn.missed_at or 0) >= limit_ms


def _no_show(work: Work, turn: Turn) -> Turn:
    return work.step(turn, Act.NO_SHOW, changes={"ended_at": work.ctx.now})


def _follow(work: Work, missed: Turn) -> Turn:
    """What the second and the third absence mean, in the same transaction."""
    policy = work.hall.call_policy(missed)
    if missed.misses >= policy.misses:
        return _no_show(work, missed)
    if missed.misses != policy.misses - 1:
        return missed
    calling_policy = work.hall.policies[work.hall.services[missed.service_id].code]
    changes = BACK_IN_LINE | {"lost_ms": lost_after_absence(missed.lost_ms, calling_policy)}
    waiting = work.hall.waiting(turns.waiting_in(work.tx, [missed.service_id]))
    order = calling_order(waiting, work.hall.policies, openings=work.hall.openings)
    spot = spot_behind(
        policy.back_places, order, policies=work.hall.policies, openings=work.hall.openings
    )
    if spot is not None:
        changes |= {"placed_at": spot.placed_at, "joined_at": spot.joined_at}
    return work.step(missed, Act.RETURN, changes=changes, reason="second absence")


def _may_undo(work: Work, gone: Turn) -> None:
    policy = work.hall.call_policy(gone)
    if gone.state == State.DONE:
        raise Refusal("act_not_allowed", state=gone.state, act=str(Act.UNDO))
    check_undo(
        State(gone.state),
        ended_at=gone.ended_at or 0,
        now=work.ctx.now,
        done_s=policy.undo_s,
        absent_minutes=policy.undo_end_minutes,
    )
