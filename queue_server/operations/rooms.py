"""Rooms: who sits there, open, paused, closed. None of it ends or loses anybody's turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection

from queue_server.core.access import Deed, check
from queue_server.core.refusal import Refusal
from queue_server.operations.calling import at_room
from queue_server.operations.context import Context, record
from queue_server.operations.room_picture import room_view
from queue_server.operations.views import RoomView
from queue_server.operations.work import Work, again, begin
from queue_server.store import lines
from queue_server.store.hospital import Room

REASON_MOST: Final = 200


def sit(ctx: Context, *, room: str) -> RoomView:
    """I work here now ("Tôi ngồi quầy 3"); the place I had before is free, and closed.

    1. Nobody else sits here: Refusal("room_taken") names who does, and `take_over` is the way.
    2. I get up from any other room: it closes, its called patients stay called.
    3. The room knows me; one event each.
    """
    return _change(ctx, room, "sit", lambda work, at: _sit_down(work, at, taking_over=False))


def take_over(ctx: Context, *, room: str) -> RoomView:
    """I take over an unattended desk with its line and its called patients untouched.

    1. I get up from any other room. 2. The room knows me; the event names who sat here before.
    """
    return _change(ctx, room, "take_over", lambda work, at: _sit_down(work, at, taking_over=True))


def open_room(ctx: Context, *, room: str) -> RoomView:
    """The room calls from now on; also the end of a pause.

    1. Whoever opens it sits there, unless somebody does already or they sit elsewhere.
    2. The state and one event. Opening an open room changes nothing.
    """

    def script(work: Work, at: Room) -> None:
        if at.person_id is None and _stands(work):
            _sit_down(work, at, taking_over=False)
        if at.state != "open":
            _set(work, at, "open_room", state="open", resumes_at=None, pause_reason="")

    return _change(ctx, room, "open_room", script)


def pause(ctx: Context, *, room: str, reason: str, resumes_at: int | None) -> RoomView:
    """The room rests; boards say until when. Its called patients stay called.

    1. A closed room cannot pause: Refusal("room_closed").
    2. A time to resume lies ahead: Refusal("resumes_in_the_past").
    3. State, reason, time and one event.
    """

    def script(work: Work, at: Room) -> None:
        if at.state == "closed":
            raise Refusal("room_closed")
        if resumes_at is not None and resumes_at <= ctx.now:
            raise Refusal("resumes_in_the_past")
        why = reason.strip()[:REASON_MOST]
        _set(work, at, "pause", state="paused", resumes_at=resumes_at, pause_reason=why)

    return _change(ctx, room, "pause", script)


def close_room(ctx: Context, *, room: str) -> RoomView:
    """The room calls nobody any more today; whoever is called or served stays so.

    1. The state and one event. Closing a closed room changes nothing.
    """

    def script(work: Work, at: Room) -> None:
        if at.state != "closed":
            _set(work, at, "close_room", state="closed", resumes_at=None, pause_reason="")

    return _change(ctx, room, "close_room", script)


def _change(ctx: Context, room: str, name: str, script: Callable[[Work, Room], None]) -> RoomView:
    check(ctx.by.roles, Deed.WORK_ROOM)

    def once(tx: Connection) -> None:
        work = begin(tx, ctx, name=name)
        # Getting up from another room touches its lines too: hold them all, in one order.
        mine = lines.seats_of(tx, ctx.site, _person(ctx)) if name in ("sit", "take_over") else []
        work.lock(lines.services_of_rooms(tx, mine, code=room, site=ctx.site))
        at = at_room(work, room)
        work.touched_services |= set(at.services)
        script(work, at)
        work.settle()

    again(ctx, once)
    return room_view(ctx, room=room)


def _sit_down(work: Work, at: Room, *, taking_over: bool) -> None:
    me = _person(work.ctx)
    if at.person_id == me:
        return
    if at.person_id is not None and not taking_over:
        name = lines.names_of(work.tx, [at.person_id]).get(at.person_id, "")
        raise Refusal("room_taken", sitter=name)
    for other in lines.seats_of(work.tx, work.ctx.site, me):
        lines.set_room(
            work.tx, other, person_id=None, state="closed", resumes_at=None, pause_reason=""
        )
        work.touched_rooms.add(other)
        record(work.tx, work.ctx, act="get_up", room_id=other, day=work.hall.day)
    name = "take_over" if taking_over else "sit"
    _set(work, at, name, person_id=me)


def _set(work: Work, at: Room, name: str, **changes: object) -> None:
    lines.set_room(work.tx, at.id, **changes)
    was = {column: getattr(at, column) for column in changes}
    detail = {"deed": name, "from": was, "to": changes}
    record(work.tx, work.ctx, act=name, room_id=at.id, detail=detail, day=work.hall.day)


def _stands(work: Work) -> bool:
    """Whether whoever acts is one of the staff and sits nowhere yet."""
    by = work.ctx.by
    if by.kind != "staff" or not by.id.isdigit():
        return False
    known = lines.names_of(work.tx, [int(by.id)])
    return bool(known) and not lines.seats_of(work.tx, work.ctx.site, int(by.id))


def _person(ctx: Context) -> int:
    """Only people sit. Raises Refusal("not_allowed") for a machine or the clock."""
    if ctx.by.kind != "staff" or not ctx.by.id.isdigit():
        raise Refusal("not_allowed", deed=str(Deed.WORK_ROOM))
    return int(ctx.by.id)
