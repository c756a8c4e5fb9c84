"""Answers kept by the key of their request: a repeat gets the same one and does nothing again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from queue_server.store.tables import repeats


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """What a key was used for, and what was answered."""

    fingerprint: str
    answer: dict[str, Any]


def stand_in_line(tx: Connection, key: str) -> None:
    """Wait for whoever works on the same key or press now, so as to find the finished answer.

    SQLite's immediate transaction lets nobody else work at all.
    """
    if tx.dialect.name == "postgresql":
        tx.execute(select(func.pg_advisory_xact_lock(func.hashtext(key))))


def repeat_row(tx: Connection, site: int, key: str) -> Repeat | None:
    """The answer of this key, if it was used."""
    query = select(repeats.c.fingerprint, repeats.c.answer).where(
        repeats.c.key == key, repeats.c.site_id == site
    )
    row = tx.execute(query).one_or_none()
    return None if row is None else Repeat(fingerprint=row.fingerprint, answer=dict(row.answer))


def keep_repeat(tx: Connection, **values: object) -> None:
    """Keep an answer: key, site_id, fingerprint, answer, at. A used key breaks the transaction."""
    tx.execute(insert(repeats).values(**values))


def forget_before(tx: Connection, site: int, at: int) -> int:
    """Drop answers nobody will ask for again."""
    gone: int = tx.execute(
        delete(repeats).where(repeats.c.site_id == site, repeats.c.at < at)
    ).rowcount
    return gone
