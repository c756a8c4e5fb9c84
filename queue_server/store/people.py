"""People who sign in: their login, name, roles and the hashes of what only they know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from queue_server.core.access import Role
from queue_server.store.tables import people


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One account. The hashes never leave the deeds."""

    id: int
    login: str
    name: str
    roles: frozenset[Role]
    password_hash: str
    pin_hash: str
    must_change: bool
    disabled_at: int | None


def insert_person(
    tx: Connection, site: int, *, login: str, name: str, roles: frozenset[Role], password_hash: str
) -> int:
    """A new account that must change its first password; the answer is its id.

    Raises sqlalchemy's IntegrityError when the login is taken.
    """
    values = {
        "site_id": site,
        "login": login,
        "name": name,
        "roles": sorted(roles),
        "password_hash": password_hash,
        "must_change": True,
    }
    return int(tx.execute(insert(people).values(**values).returning(people.c.id)).scalar_one())


def person_by_login(tx: Connection, site: int, login: str) -> Person | None:
    """The account of that login at this hospital, disabled or not."""
    return _one(tx, select(people).where(people.c.site_id == site, people.c.login == login))


def person_by_id(tx: Connection, site: int, person: int) -> Person | None:
    """The account of that id at this hospital."""
    return _one(tx, select(people).where(people.c.site_id == site, people.c.id == person))


def all_people(tx: Connection, site: int) -> list[Person]:
    """Everybody with an account, by name; disabled ones too."""
    rows = tx.execute(select(people).where(people.c.site_id == site).order_by(people.c.name))
    return [_person(row) for row in rows]


def set_person(tx: Connection, person: int, **changes: object) -> None:
    """Change an account: its hashes, its roles, when it was disabled."""
    if "roles" in changes:
        changes["roles"] = sorted(changes["roles"])  # type: ignore[call-overload]  # any roles
    tx.execute(update(people).where(people.c.id == person).values(**changes))


def _one(tx: Connection, query: Any) -> Person | None:
    row = tx.execute(query).one_or_none()
    return None if row is None else _person(row)


def _person(row: Row[Any]) -> Person:
    data = {name: value for name, value in row._mapping.items() if name != "site_id"}
    data["roles"] = frozenset(Role(role) for role in row.roles)
    return Person(**data)
