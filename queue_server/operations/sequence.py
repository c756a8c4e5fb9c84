"""The order everybody reads: each committed event gets its number and its seal (decision 19)."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Row

from queue_server.core.seal import Head, Sealed, Sealer, Verdict
from queue_server.operations.context import Context
from queue_server.store import history

AT_ONCE: Final = 500
"""So many in one transaction: an hour's backlog must not hold up those who press now."""

UNSEALED: Final = ("id", "seq", "seal")
"""Columns that are not part of what happened: where the row lies, and what is being given."""


def sequence(ctx: Context, *, sealer: Sealer | None = None) -> int:
    """Give every committed event without one its place in the order. Answers how many.

    1. Be the only sequencer of this hospital until the commit.
    2. The oldest events without an order, at most AT_ONCE.
    3. Each gets the next number and, with a sealer, the seal over everything before it.
    4. The head moves in the same commit, so a crash in between gives the same order again.
    """
    with ctx.db.write() as tx:
        seq, seal = history.stand_in_line(tx, ctx.site)
        head = Head(seq, seal)
        rows = history.without_order(tx, ctx.site, most=AT_ONCE)
        for row in rows:
            head = sealer.seal(head, said(row)) if sealer else Head(head.seq + 1, "")
            history.give_order(tx, row.id, seq=head.seq, seal=head.seal)
        if rows:
            history.keep_head(tx, ctx.site, seq=head.seq, seal=head.seal)
    return len(rows)


def verify(ctx: Context, *, sealer: Sealer, outside: Head | None = None) -> Verdict:
    """Whether history is as it was written, from its first event to its last.

    ``outside`` is a head kept in a second place; without it a cut tail cannot be seen.
    """
    with ctx.db.read() as tx:
        rows = history.all_in_order(tx, ctx.site)
        return sealer.verify(
            (Sealed(row.seq, said(row), row.seal or "") for row in rows), outside=outside
        )


def said(row: Row[Any]) -> dict[str, Any]:
    """What an event says, as it is sealed."""
    return {name: value for name, value in row._mapping.items() if name not in UNSEALED}
