"""Calling: the next by the rule, several at once, this one with a reason, the same one again."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from queue_server.core.access import Deed, check, may
from queue_server.core.refusal import Refusal
from queue_server.core.turn import Act, State, advance, check_recall
from queue_server.core.visit import over_the_guard
from queue_server.operations import calling
from queue_server.operations.context import Context
from queue_server.operations.room_picture import answered
from queue_server.operations.views import Outcome, RoomView
from queue_server.operations.work import Work, deed, touched
from queue_server.store import turns
from queue_server.store.hospital import Room
from queue_server.store.turns import Turn

EXCEPTION: Final = "exception"
"""The right of a turn called by hand, out of order; kept with its reason."""


def call_next(
    ctx: Context, *, room: str, key: str, current: int | None, place: int | None = None
) -> RoomView:
    """Call who is next by the rule; the one served until now is done.

    1. Wait for the lines of this room; a key sent before gets its first answer.
    2. The screen must have seen who is at this place: Refusal("other_current") otherwise.
    3. That one is done: came and was served (a CALLED one with an inferred start).
    4. The rule picks: an emergency, an absent turn that is due, then by core.discipline.
    5. The turn is called to the place by compare-and-set; whoever was passed has lost its cost.
    6. With nobody waiting the place stays empty and the answer's outcome says ``nobody``.

    ``place`` is needed only where a room has several; without it the place of ``current`` or the
    first free one is filled. Raises also Refusal("room_unknown"), ("room_closed"),
    ("room_paused"), ("no_free_place"), ("key_reused"), ("not_allowed").
    """
    check(ctx.by.roles, Deed.WORK_ROOM)

    def script(work: Work) -> Outcome:
        at = calling.at_room(work, room, must_be_open=True)
        taken = calling.here(work, at)
        spot = _spot(at, taken, current=current, place=place)
        _seen(taken.get(spot), current)
        if spot in taken:
            calling.finish(work, taken[spot])
        pick = calling.pick_next(work, at)
        if pick is None:
            return Outcome(deed="next", nobody=True)
        return touched("next", calling.call(work, at, place=spot, pick=pick))

    about = {"room": room, "current": current, "place": place}
    return answered(ctx, room, deed(ctx, "next", key=key, about=about, script=script))


def call_several(ctx: Context, *, room: str, key: str) -> RoomView:
    """Fill every free place of a room in one announcement: "Mời các số 12, 13, 14 vào …".

    1. Wait for the lines of this room; a key sent before gets its first answer.
    2. For each free place the rule picks and the turn is called, one event a turn.
    3. All of them are one announcement, spoken as one sentence.

    Raises Refusal("no_free_place") when every place is taken, and as `call_next`.
    """
    check(ctx.by.roles, Deed.WORK_ROOM)

    def script(work: Work) -> Outcome:
        at = calling.at_room(work, room, must_be_open=True)
        free = calling.free_places(at, calling.here(work, at))
        if not free:
            raise Refusal("no_free_place")
        announcement = ctx.new_id()
        called: list[Turn] = []
        for spot in free:
            pick = calling.pick_next(work, at)
            if pick is None:
                break
            called.append(calling.call(work, at, place=spot, pick=pick, announcement=announcement))
        return replace(touched("next", *called), nobody=not called)

    return answered(ctx, room, deed(ctx, "several", key=key, about={"room": room}, script=script))


def call_this(ctx: Context, *, room: str, turn: int, reason: str, key: str) -> RoomView:
    """Call somebody out of order; an exception with its reason, unless it was next anyway.

    1. Wait for the lines of this room; a key sent before gets its first answer.
    2. The turn waits (or is absent), this room may call it, nobody else has the patient.
    3. An exception that would push anybody over the guard asks for a supervisor.
    4. A room with one place finishes who is there; with several, a free place is needed.
    5. Called, marked as an exception; it counts as no pass, its cost stands on the event.

    Raises Refusal("reason_needed"), ("turn_unknown"), ("not_this_line"), ("with_somebody"),
    ("act_not_allowed"), ("supervisor_needed"), ("no_free_place"), and as `call_next`.
    """
    check(ctx.by.roles, Deed.CALL_OUT_OF_ORDER)
    if not reason.strip():
        raise Refusal("reason_needed")

    def script(work: Work) -> Outcome:
        at = calling.at_room(work, room, must_be_open=True)
        wanted = work.turn(turn)
        _may_be_called(work, at, wanted)
        pick = _exception(work, at, wanted)
        taken = calling.here(work, at)
        if at.places == 1 and 1 in taken:
            calling.finish(work, taken.pop(1))
        free = calling.free_places(at, taken)
        if not free:
            raise Refusal("no_free_place")
        called = calling.call(work, at, place=free[0], pick=pick, reason=reason.strip())
        return touched("call_this", called)

    about = {"room": room, "turn": turn, "reason": reason}
    return answered(ctx, room, deed(ctx, "call_this", key=key, about=about, script=script))


def recall(ctx: Context, *, room: str, turn: int, key: str) -> RoomView:
    """Call the same one again: at most twice, ten seconds apart; it is not a pass.

    1. Wait for the lines of this room; a key sent before gets its first answer.
    2. The turn is called here and may be called again.
    3. A new call id, so that every board speaks it once more.

    Raises Refusal("recalled_enough"), ("recalled_just_now"), ("not_here"), ("act_not_allowed").
    """
    check(ctx.by.roles, Deed.WORK_ROOM)

    def script(work: Work) -> Outcome:
        at = calling.at_room(work, room)
        called = own(work, at, turn)
        advance(State(called.state), Act.RECALL)
        policy = work.hall.call_policy(called)
        check_recall(
            recalls=called.recalls,
            last_call_at=called.last_call_at or 0,
            now=ctx.now,
            most=policy.recalls,
            apart_s=policy.recall_apart_s,
        )
        changes = {
            "call_id": ctx.new_id(),
            "last_call_at": ctx.now,
            "recalls": called.recalls + 1,
        }
        return touched("recall", work.step(called, Act.RECALL, changes=changes))

    return answered(
        ctx, room, deed(ctx, "recall", key=key, about={"room": room, "turn": turn}, script=script)
    )


def own(work: Work, room: Room, turn: int) -> Turn:
    """The turn this room has called or missed. Raises Refusal("turn_unknown") and ("not_here")."""
    found = work.turn(turn)
    if found.room_id != room.id:
        raise Refusal("not_here", number=found.number)
    return found


def _spot(room: Room, taken: dict[int, Turn], *, current: int | None, place: int | None) -> int:
    """Which place a call is for: the named one, that of ``current``, or the first free."""
    if place is not None:
        if not 1 <= place <= room.places:
            raise Refusal("no_such_place", place=place, places=room.places)
        return place
    if room.places == 1:
        return 1
    mine = [spot for spot, turn in taken.items() if turn.id == current]
    if current is not None and not mine:
        raise Refusal("other_current", number="–", turn=None)
    found = mine or calling.free_places(room, taken)
    if not found:
        raise Refusal("no_free_place")
    return found[0]


def _seen(there: Turn | None, current: int | None) -> None:
    if (there.id if there else None) != current:
        number = there.number if there else "–"
        raise Refusal("other_current", number=number, turn=there.id if there else None)


def _may_be_called(work: Work, room: Room, turn: Turn) -> None:
    advance(State(turn.state), Act.CALL)
    if not calling.may_call(room, turn):
        raise Refusal("not_this_line", number=turn.number)
    if turns.visit_is_active(work.tx, turn.visit_id):
        raise Refusal("with_somebody", number=turn.number)


def _exception(work: Work, room: Room, turn: Turn) -> calling.Pick:
    """The pick for a turn called by hand; the rule's own pick when it was next anyway."""
    rule = calling.pick_next(work, room)
    if rule is not None and rule.turn.id == turn.id:
        return rule
    passed = calling.passed_by_exception(work, room, turn)
    rows = turns.turns_by_id(work.tx, list(passed))
    services = work.hall.services
    guards = {
        one.id: services[one.service_id].policy.calling.guard_minutes for one in rows.values()
    }
    lost = {one.id: one.lost_ms for one in rows.values()}
    over = over_the_guard(lost, passed, guards=guards)
    if over and not may(work.ctx.by.roles, Deed.PLACE_FIRST):
        raise Refusal("supervisor_needed", count=len(over))
    return calling.Pick(turn=turn, right=EXCEPTION, passed=passed, counts=False)
