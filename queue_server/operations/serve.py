"""Serving whom was called: start, done, back into the line, and the last deed taken back."""

from __future__ import annotations

from queue_server.core.access import Deed, check
from queue_server.core.turn import Act
from queue_server.operations import calling, undoing
from queue_server.operations.call import own
from queue_server.operations.context import Context
from queue_server.operations.hand_in import BACK_IN_LINE
from queue_server.operations.room_picture import answered
from queue_server.operations.views import Outcome, RoomView
from queue_server.operations.work import Work, deed, touched

__all__ = ["finish", "put_back", "start", "undo"]


def start(ctx: Context, *, room: str, turn: int, key: str) -> RoomView:
    """The patient is here and service begins; only rooms that record it press this.

    1. Wait for the lines of this room; a key sent before gets its first answer.
    2. CALLED becomes SERVING, with the true start.

    Raises Refusal("not_here"), ("act_not_allowed"), ("turn_unknown"), ("room_unknown").
    """
    check(ctx.by.roles, Deed.WORK_ROOM)

    def script(work: Work) -> Outcome:
        called = own(work, calling.at_room(work, room), turn)
        changes = {"started_at": ctx.now, "start_inferred": False}
        return touched("start", work.step(called, Act.START, changes=changes))

    return answered(
        ctx, room, deed(ctx, "start", key=key, about={"room": room, "turn": turn}, script=script)
    )


def finish(ctx: Context, *, room: str, turn: int, key: str) -> RoomView:
    """Done, without calling anybody yet.

    1. Wait for the lines of this room; a key sent before gets its first answer.
    2. CALLED or SERVING becomes DONE; a start nobody pressed is inferred.

    Raises Refusal("not_here"), ("act_not_allowed"), ("turn_unknown"), ("room_unknown").
    """
    check(ctx.by.roles, Deed.WORK_ROOM)

    def script(work: Work) -> Outcome:
        there = own(work, calling.at_room(work, room), turn)
        return touched("finish", calling.finish(work, there))

    return answered(
        ctx, room, deed(ctx, "finish", key=key, about={"room": room, "turn": turn}, script=script)
    )


def put_back(ctx: Context, *, room: str, turn: int, key: str) -> RoomView:
    """Back into the line at the old place: called by mistake, or not ready.

    1. Wait for the lines of this room; a key sent before gets its first answer.
    2. CALLED or SERVING becomes WAITING; join time and lost minutes are as before.

    Raises Refusal("not_here"), ("act_not_allowed"), ("turn_unknown"), ("room_unknown").
    """
    check(ctx.by.roles, Deed.WORK_ROOM)

    def script(work: Work) -> Outcome:
        there = own(work, calling.at_room(work, room), turn)
        changes = BACK_IN_LINE | {"started_at": None, "start_inferred": False}
        return touched("put_back", work.step(there, Act.PUT_BACK, changes=changes))

    return answered(
        ctx, room, deed(ctx, "put_back", key=key, about={"room": room, "turn": turn}, script=script)
    )


def undo(ctx: Context, *, room: str, key: str) -> RoomView:
    """Take back the last deed of this room, within two minutes (decision 12).

    1. Wait for the lines of this room; a key sent before gets its first answer.
    2. The last deed was one that may be taken back, and nothing has happened since that stands
       in its way: Refusal("nothing_to_undo"), ("undo_follow_up"), ("undo_elsewhere"),
       ("undo_place_taken") otherwise.
    3. Its steps are taken back in reverse order; the passed get back what they lost.
    """
    check(ctx.by.roles, Deed.WORK_ROOM)

    def script(work: Work) -> Outcome:
        return undoing.undo_last(work, calling.at_room(work, room))

    return answered(ctx, room, deed(ctx, "undo", key=key, about={"room": room}, script=script))
