"""Which of many open sockets still belong to somebody: two quick reads for all of them together."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from queue_server.store.tables import devices, people, sessions


def open_sessions(tx: Connection, site: int, *, hashes: Collection[str], now: int) -> set[str]:
    """Those of the session tokens' ``hashes`` that are open and whose people are not disabled."""
    if not hashes:
        return set()
    opener = people.alias("opener")
    query = (
        select(sessions.c.token_hash)
        .join(people, people.c.id == sessions.c.person_id)
        .join(opener, opener.c.id == sessions.c.opened_by)
        .where(
            sessions.c.site_id == site,
            sessions.c.token_hash.in_(hashes),
            sessions.c.ended_at.is_(None),
            sessions.c.dies_at > now,
            sessions.c.seen_at + sessions.c.idle_ms > now,
            people.c.disabled_at.is_(None),
            opener.c.disabled_at.is_(None),
        )
    )
    return set(tx.execute(query).scalars())


def living_devices(tx: Connection, site: int, *, hashes: Collection[str]) -> set[str]:
    """Those of the device keys' ``hashes`` that were not revoked."""
    if not hashes:
        return set()
    query = select(devices.c.key_hash).where(
        devices.c.site_id == site, devices.c.key_hash.in_(hashes), devices.c.revoked_at.is_(None)
    )
    return {key for key in tx.execute(query).scalars() if key is not None}
