"""The hospital's rows: read as values a rule can use, written by code when settings are applied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, Row, Select, Table, delete, insert, select, update

from queue_server.core.calendar import Hours
from queue_server.core.policy import Policy
from queue_server.settings import Hospital, from_data
from queue_server.store.tables import board_rooms, boards, room_services, rooms, services, sites

Change = Literal["added", "changed", "same"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One hospital: its zone, its epoch (a restore makes a new one), its picture's version."""

    id: int
    code: str
    epoch: str
    zone: str
    day_start: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Something people queue for, with every number of its policy filled in."""

    id: int
    code: str
    kind: str
    letter: str
    priority_letter: str
    name_vi: str
    name_en: str
    where_vi: str
    where_en: str
    at_kiosk: bool
    active: bool
    position: int
    version: int
    policy: Policy
    hours: Hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where somebody serves: what it is by the settings, and how it stands now."""

    id: int
    code: str
    name_vi: str
    name_en: str
    kind: str
    number: str
    floor: str
    places: int
    priority_window: bool
    records_start: bool
    active: bool
    position: int
    state: str
    resumes_at: int | None
    pause_reason: str
    person_id: int | None
    version: int
    services: tuple[int, ...]  # ids, in the order in which the room prefers them


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A screen and the rooms on it, in order."""

    id: int
    code: str
    title_vi: str
    title_en: str
    inches: int
    farthest_m: int
    active: bool
    version: int
    rooms: tuple[int, ...]


# ---- reading -----------------------------------------------------------------------------------


def site_by_code(tx: Connection, code: str) -> Site | None:
    """The site of that code, or None before the first settings were applied."""
    return _one_site(tx, _SITE.where(sites.c.code == code))


def site_by_id(tx: Connection, site: int) -> Site | None:
    """The site of that id."""
    return _one_site(tx, _SITE.where(sites.c.id == site))


def site_ids(tx: Connection) -> list[int]:
    """Every hospital on this server."""
    return list(tx.execute(select(sites.c.id).order_by(sites.c.id)).scalars())


def applied(tx: Connection, site: int) -> Hospital | None:
    """The settings this site runs on, whole, as they were last applied."""
    data = tx.execute(select(sites.c.hospital).where(sites.c.id == site)).scalar_one_or_none()
    return None if data is None else from_data(data)


def all_services(tx: Connection, site: int) -> dict[int, Service]:
    """Every service of the site by id, in the hospital's order; retired ones too."""
    rows = tx.execute(
        select(services).where(services.c.site_id == site).order_by(services.c.position)
    )
    return {row.id: _service(row) for row in rows}


def all_rooms(tx: Connection, site: int) -> dict[int, Room]:
    """Every room of the site by id, in the hospital's order; retired ones too."""
    rows = tx.execute(select(rooms).where(rooms.c.site_id == site).order_by(rooms.c.position))
    serves = _lists(tx, room_services, "room_id", "service_id")
    return {row.id: _room(row, serves.get(row.id, ())) for row in rows}


def room_by_code(tx: Connection, site: int, code: str) -> Room | None:
    """The room of that code."""
    row = tx.execute(
        select(rooms).where(rooms.c.site_id == site, rooms.c.code == code)
    ).one_or_none()
    if row is None:
        return None
    return _room(row, _lists(tx, room_services, "room_id", "service_id", only=row.id)[row.id])


def all_boards(tx: Connection, site: int) -> dict[int, Board]:
    """Every board of the site by id, in the hospital's order; retired ones too."""
    rows = tx.execute(select(boards).where(boards.c.site_id == site).order_by(boards.c.position))
    shows = _lists(tx, board_rooms, "board_id", "room_id")
    return {row.id: _board(row, shows.get(row.id, ())) for row in rows}


# ---- writing -----------------------------------------------------------------------------------


def add_site(tx: Connection, *, values: Mapping[str, Any]) -> int:
    """A new site; the answer is its id."""
    return int(tx.execute(insert(sites).values(**values).returning(sites.c.id)).scalar_one())


def change_site(tx: Connection, site: int, *, values: Mapping[str, Any]) -> None:
    """New settings of a site; its picture has changed."""
    tx.execute(
        update(sites).where(sites.c.id == site).values(**values, version=sites.c.version + 1)
    )


def put(
    tx: Connection, table: Table, *, site: int, code: str, values: Mapping[str, Any]
) -> tuple[int, Change]:
    """One service, room or board by its code: added, changed, or left alone when it is the same."""
    row = tx.execute(
        select(table).where(table.c.site_id == site, table.c.code == code)
    ).one_or_none()
    wanted = {**values, "active": True}
    if row is None:
        new = insert(table).values(site_id=site, code=code, **wanted).returning(table.c.id)
        return int(tx.execute(new).scalar_one()), "added"
    if all(row._mapping[name] == value for name, value in wanted.items()):
        return int(row.id), "same"
    tx.execute(
        update(table).where(table.c.id == row.id).values(**wanted, version=table.c.version + 1)
    )
    return int(row.id), "changed"


def put_list(tx: Connection, table: Table, *, owner: tuple[str, int], members: list[int]) -> bool:
    """Which services a room serves or which rooms a board shows, in order; True when it changed."""
    column, id_ = owner
    member = "service_id" if table is room_services else "room_id"
    if _lists(tx, table, column, member, only=id_)[id_] == tuple(members):
        return False
    tx.execute(delete(table).where(table.c[column] == id_))
    for position, one in enumerate(members):
        tx.execute(insert(table).values({column: id_, member: one, "position": position}))
    return True


def retire(tx: Connection, table: Table, *, site: int, keep: Iterable[str]) -> list[str]:
    """Whatever the settings no longer name is switched off, never deleted: its turns stay whole."""
    gone = update(table).where(
        table.c.site_id == site, table.c.active, table.c.code.not_in(list(keep))
    )
    rows = tx.execute(
        gone.values(active=False, version=table.c.version + 1).returning(table.c.code)
    )
    return sorted(rows.scalars())


def raise_site(tx: Connection, site: int) -> None:
    """Reception's picture has changed."""
    tx.execute(update(sites).where(sites.c.id == site).values(version=sites.c.version + 1))


# ---- rows into values --------------------------------------------------------------------------

_SITE = select(
    sites.c.id, sites.c.code, sites.c.epoch, sites.c.zone, sites.c.day_start, sites.c.version
)


def _one_site(tx: Connection, query: Select[Any]) -> Site | None:
    row = tx.execute(query).one_or_none()
    return None if row is None else Site(**row._mapping)


def _lists(
    tx: Connection, table: Table, owner: str, member: str, *, only: int | None = None
) -> dict[int, tuple[int, ...]]:
    query = select(table.c[owner], table.c[member]).order_by(table.c.position)
    if only is not None:
        query = query.where(table.c[owner] == only)
    lists: dict[int, tuple[int, ...]] = {} if only is None else {only: ()}
    for owner_id, member_id in tx.execute(query):
        lists[owner_id] = (*lists.get(owner_id, ()), member_id)
    return lists


def _service(row: Row[Any]) -> Service:
    data = {name: value for name, value in row._mapping.items() if name != "site_id"}
    data["policy"] = msgspec.convert(row.policy, Policy)
    data["hours"] = msgspec.convert(row.hours, Hours)
    return Service(**data)


def _room(row: Row[Any], serves: tuple[int, ...]) -> Room:
    data = {name: value for name, value in row._mapping.items() if name != "site_id"}
    return Room(**data, services=serves)


def _board(row: Row[Any], shows: tuple[int, ...]) -> Board:
    hidden = ("site_id", "position")
    data = {name: value for name, value in row._mapping.items() if name not in hidden}
    return Board(**data, rooms=shows)
