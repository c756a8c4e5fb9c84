"""Slips the server wants on paper, kept by slip id; the text is emptied once it is paper."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from queue_server.store.tables import print_jobs


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """One slip on its way to one printer."""

    slip_id: str
    device_id: str
    visit_id: int | None
    turn_id: int | None
    copy: int
    slip: str  # JSON of `wire.Slip`; "" once it is paper, because it holds the link
    state: str
    detail: str
    made_at: int
    changed_at: int


def insert_print(tx: Connection, site: int, one: Print) -> None:
    """A slip to be fetched by its printer's agent."""
    values = {name: getattr(one, name) for name in Print.__slots__}
    tx.execute(insert(print_jobs).values(site_id=site, **values))


def print_by_id(tx: Connection, site: int, slip_id: str) -> Print | None:
    """The slip of that id."""
    query = _PRINTS.where(print_jobs.c.slip_id == slip_id, print_jobs.c.site_id == site)
    row = tx.execute(query).one_or_none()
    return None if row is None else Print(**row._mapping)


def to_fetch(tx: Connection, device: str) -> list[Print]:
    """What this printer has not said to be paper or failed, oldest first."""
    query = _PRINTS.where(
        print_jobs.c.device_id == device, print_jobs.c.state.in_(("queued", "sending"))
    ).order_by(print_jobs.c.made_at, print_jobs.c.slip_id)
    return [Print(**row._mapping) for row in tx.execute(query)]


def set_print(tx: Connection, slip_id: str, **changes: object) -> None:
    """Change how far a slip has come."""
    tx.execute(update(print_jobs).where(print_jobs.c.slip_id == slip_id).values(**changes))


def last_copy(tx: Connection, visit: int) -> int:
    """How often this visit has been printed by the server; 0: never, perhaps at a kiosk."""
    query = select(func.max(print_jobs.c.copy)).where(print_jobs.c.visit_id == visit)
    return tx.execute(query).scalar_one() or 0


def empty_before(tx: Connection, site: int, at: int) -> int:
    """Forget the text of slips that never became paper; their links are dead. How many."""
    old = update(print_jobs).where(
        print_jobs.c.site_id == site, print_jobs.c.changed_at < at, print_jobs.c.slip != ""
    )
    return int(tx.execute(old.values(slip="")).rowcount)


_PRINTS = select(*(print_jobs.c[name] for name in Print.__slots__))
