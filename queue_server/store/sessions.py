"""Open sessions by the hash of their token, and the tries to sign in that went before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from queue_server.store.tables import attempts, sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One browser's session; ``person_id`` is who works now, ``opened_by`` who signed in."""

    token_hash: str
    site_id: int
    opened_by: int
    person_id: int
    room_id: int | None
    opened_at: int
    seen_at: int
    idle_ms: int
    dies_at: int
    ended_at: int | None
    pin_tries: int

    def is_open(self, now: int) -> bool:
        """Neither ended nor too old nor left alone too long."""
        alone_ms = now - self.seen_at
        return self.ended_at is None and now < self.dies_at and alone_ms < self.idle_ms


def insert_session(tx: Connection, session: Session) -> None:
    """A new session."""
    values = {name: getattr(session, name) for name in Session.__slots__}
    tx.execute(insert(sessions).values(**values))


def session_by_hash(tx: Connection, site: int, token_hash: str) -> Session | None:
    """The session of this token at this hospital, open or not."""
    query = select(sessions).where(sessions.c.token_hash == token_hash, sessions.c.site_id == site)
    row = tx.execute(query).one_or_none()
    return None if row is None else Session(**row._mapping)


def set_session(tx: Connection, token_hash: str, **changes: Any) -> None:
    """Change a session: when it was last seen, that it ended, its tries of a PIN."""
    tx.execute(update(sessions).where(sessions.c.token_hash == token_hash).values(**changes))


def end_sessions_of(tx: Connection, person: int, *, at: int, but: str = "") -> int:
    """End every session somebody opened or works in, except ``but``; how many there were."""
    theirs = or_(sessions.c.person_id == person, sessions.c.opened_by == person)
    ended = tx.execute(
        update(sessions)
        .where(theirs, sessions.c.ended_at.is_(None), sessions.c.token_hash != but)
        .values(ended_at=at)
    )
    return int(ended.rowcount)


def insert_attempt(tx: Connection, site: int, *, account: str, source: str, at: int) -> None:
    """Somebody tries; kept until they succeed. ``account`` is a hash, never what was typed."""
    values = {"site_id": site, "account": account, "source": source, "at": at}
    tx.execute(insert(attempts).values(**values))


def attempts_at(tx: Connection, site: int, *, account: str, source: str, since: int) -> list[int]:
    """When this account was tried from this source without success, since ``since``."""
    query = select(attempts.c.at).where(
        attempts.c.site_id == site,
        attempts.c.account == account,
        attempts.c.source == source,
        attempts.c.at >= since,
    )
    return list(tx.execute(query).scalars())


def forget_attempts(tx: Connection, site: int, *, account: str, source: str, before: int) -> None:
    """After a success: this account's tries from this source, and everybody's old ones."""
    mine = (attempts.c.account == account) & (attempts.c.source == source)
    tx.execute(
        delete(attempts).where(attempts.c.site_id == site, or_(mine, attempts.c.at < before))
    )
