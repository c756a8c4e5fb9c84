"""A key pad at a desk: whose hand it is, so that each of its keys is somebody's deed."""

from __future__ import annotations

from queue_server.core.access import Deed, Role, check
from queue_server.core.refusal import Refusal
from queue_server.operations.context import Actor, Context
from queue_server.store import hospital


def sitter(ctx: Context, *, room: str) -> Actor:
    """The person who sits at the pad's room, with no more rights than the pad has.

    Raises Refusal("nobody_sits") for an empty desk, Refusal("room_unknown") for a room that the
    hospital has given up, and Refusal("not_allowed").
    """
    check(ctx.by.roles, Deed.WORK_ROOM)
    with ctx.db.read() as tx:
        at = hospital.room_by_code(tx, ctx.site, room)
    if at is None or not at.active:
        raise Refusal("room_unknown", room=room)
    if at.person_id is None:
        raise Refusal("nobody_sits")
    return Actor("staff", str(at.person_id), frozenset({Role.PAD}))
