"""Which open sockets may stay: asked by the relay for all of its sockets at every look."""

from __future__ import annotations

from collections.abc import Collection

from queue_server.operations.context import Context
from queue_server.store import seats


def living(ctx: Context, *, sessions: Collection[str], devices: Collection[str]) -> set[str]:
    """Those of the secrets' hashes that still open a door: not signed out, disabled, idle, revoked.

    ASVS 5.0 7.4.1, 7.4.2 and 7.4.5: sign-out and disabling end sessions and their sockets too.
    """
    with ctx.db.read() as tx:
        people = seats.open_sessions(tx, ctx.site, hashes=sessions, now=ctx.now)
        machines = seats.living_devices(tx, ctx.site, hashes=devices)
    return people | machines
