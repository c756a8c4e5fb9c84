"""Somebody at a kiosk asks for a person: it rings at reception until one of the staff accepts."""

from __future__ import annotations

from sqlalchemy import Connection

from queue_server import wire
from queue_server.core.access import Deed, check
from queue_server.core.refusal import Refusal
from queue_server.operations.context import Context, record
from queue_server.operations.views_desk import HelpLine
from queue_server.store import machines as store
from queue_server.store.hospital import raise_site


def ring_help(ctx: Context, *, call: wire.HelpCall) -> bool:
    """The kiosk in ``ctx.by`` rings; the answer is whether somebody has accepted already.

    The same ``help_id`` is the same call, however often it is sent. Raises Refusal("not_allowed").
    """
    check(ctx.by.roles, Deed.PRESS)
    with ctx.db.write() as tx:
        known = store.help_by_id(tx, ctx.site, call.help_id)
        if known is not None:
            return known.accepted_at is not None
        store.insert_help(
            tx,
            help_id=call.help_id,
            site_id=ctx.site,
            device_id=ctx.by.id,
            reason=call.reason,
            called_at=min(call.called_at, ctx.now),
        )
        raise_site(tx, ctx.site)
        detail = {"help": call.help_id, "reason": call.reason}
        record(tx, ctx, act="ring_help", detail=detail)
    return False


def help_accepted(ctx: Context, *, help_id: str) -> bool:
    """Whether somebody is on the way. Raises Refusal("help_unknown")."""
    with ctx.db.read() as tx:
        known = store.help_by_id(tx, ctx.site, help_id)
    if known is None:
        raise Refusal("help_unknown")
    return known.accepted_at is not None


def accept_help(ctx: Context, *, help_id: str) -> None:
    """A member of staff goes; it stops ringing everywhere. The second to accept changes nothing.

    Raises Refusal("not_allowed") and Refusal("help_unknown").
    """
    check(ctx.by.roles, Deed.ANSWER_HELP)
    with ctx.db.write() as tx:
        if store.help_by_id(tx, ctx.site, help_id) is None:
            raise Refusal("help_unknown")
        person = int(ctx.by.id) if ctx.by.kind == "staff" else None
        if store.accept_help(tx, help_id, person=person, at=ctx.now):
            raise_site(tx, ctx.site)
            record(tx, ctx, act="accept_help", detail={"help": help_id})


def ringing(tx: Connection, ctx: Context) -> tuple[HelpLine, ...]:
    """Who waits for a person, longest first, for reception's picture."""
    return tuple(
        HelpLine(
            help_id=one.help_id,
            device=one.device_id,
            name=one.name,
            reason=one.reason,
            called_at=one.called_at,
        )
        for one in store.open_help(tx, ctx.site)
    )
