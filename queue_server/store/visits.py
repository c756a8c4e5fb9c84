"""Visits and the hashes of their secret links."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from queue_server.store.tables import links, visits


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One patient's day: no name, no card; the number on paper and why it may have priority."""

    id: int
    public_id: str
    day: str
    lang: str
    number: str
    group_code: str
    group_checked: bool
    emergency: bool
    patient_kind: str
    ticket_at: int
    device_id: str | None
    merged_into: int | None


def insert_visit(tx: Connection, **values: object) -> int:
    """A new visit; answers its id."""
    made: int = tx.execute(insert(visits).values(**values).returning(visits.c.id)).scalar_one()
    return made


def visit_by_public_id(tx: Connection, site: int, public_id: str) -> Visit | None:
    """The visit staff and slips name so."""
    query = select(visits).where(visits.c.public_id == public_id, visits.c.site_id == site)
    row = tx.execute(query).one_or_none()
    return None if row is None else _visit(row)


def visits_by_id(tx: Connection, ids: Collection[int]) -> dict[int, Visit]:
    """Visits by id."""
    return {row.id: _visit(row) for row in tx.execute(select(visits).where(visits.c.id.in_(ids)))}


def set_visit(tx: Connection, visit: int, **changes: object) -> None:
    """Change a visit: its class, its kind, its number."""
    tx.execute(update(visits).where(visits.c.id == visit).values(**changes))


def insert_link(tx: Connection, *, link_hash: str, visit: int, dies_at: int) -> None:
    """Whoever has the secret of this hash sees the visit's page until it dies."""
    tx.execute(insert(links).values(hash=link_hash, visit_id=visit, dies_at=dies_at))


def link_row(tx: Connection, link_hash: str, *, site: int = 0) -> tuple[int, int] | None:
    """The visit of a link and when it dies; with ``site``, only of that hospital's."""
    query = select(links.c.visit_id, links.c.dies_at).where(links.c.hash == link_hash)
    if site:
        query = query.join(visits, visits.c.id == links.c.visit_id).where(visits.c.site_id == site)
    row = tx.execute(query).one_or_none()
    return None if row is None else (row.visit_id, row.dies_at)


def _visit(row: Row[Any]) -> Visit:
    return Visit(**{name: getattr(row, name) for name in Visit.__slots__})
