"""Standing in line for lines: the locks, the open rooms, and the counters that say what changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Table, and_, func, or_, select, update

from queue_server.store.tables import (
    board_rooms,
    boards,
    people,
    room_services,
    rooms,
    services,
    sites,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRows:
    """Every counter of a hospital's pictures."""

    epoch: str
    site: int
    rooms: tuple[tuple[str, int], ...]
    boards: tuple[tuple[str, int], ...]


def lock_services(tx: Connection, ids: Iterable[int]) -> None:
    """Stand in line for these lines: until the commit nobody else calls or moves in them.

    Always in the order of their ids and before any other row, so that two deeds never wait for
    each other. SQLite's immediate transaction holds the whole file already.
    """
    wanted = sorted(set(ids))
    if tx.dialect.name == "postgresql" and wanted:
        query = select(services.c.id).where(services.c.id.in_(wanted))
        tx.execute(query.order_by(services.c.id).with_for_update())


def touch(
    tx: Connection, site: int, *, service_ids: Collection[int], room_ids: Collection[int]
) -> None:
    """These lines and rooms have changed: raise them, every room that serves them, their boards.

    The hospital's own row comes between the lines and the rest, so that whoever raises rooms and
    boards is alone with them, in whatever order the database visits their rows.
    """
    _raise(tx, services, service_ids)
    _raise(tx, sites, [site])
    seen = select(rooms.c.id).where(
        or_(
            rooms.c.id.in_(room_ids),
            rooms.c.id.in_(
                select(room_services.c.room_id).where(room_services.c.service_id.in_(service_ids))
            ),
        )
    )
    touched = list(tx.execute(seen.order_by(rooms.c.id)).scalars())
    _raise(tx, rooms, touched)
    shown = select(board_rooms.c.board_id).where(board_rooms.c.room_id.in_(touched))
    _raise(tx, boards, sorted(set(tx.execute(shown).scalars())))


def _raise(tx: Connection, table: Table, ids: Collection[int]) -> None:
    if ids:
        tx.execute(update(table).where(table.c.id.in_(ids)).values(version=table.c.version + 1))


def version_rows(tx: Connection, site: int) -> VersionRows:
    """The counters a relay compares with what it last sent."""
    epoch, version = tx.execute(
        select(sites.c.epoch, sites.c.version).where(sites.c.id == site)
    ).one()
    return VersionRows(
        epoch=epoch,
        site=version,
        rooms=_counters(tx, rooms, site),
        boards=_counters(tx, boards, site),
    )


def _counters(tx: Connection, table: Table, site: int) -> tuple[tuple[str, int], ...]:
    query = select(table.c.code, table.c.version).where(table.c.site_id == site, table.c.active)
    return tuple((code, version) for code, version in tx.execute(query.order_by(table.c.id)))


# ---- rooms -------------------------------------------------------------------------------------


def rooms_open(tx: Connection, service_ids: Collection[int]) -> dict[int, int]:
    """How many rooms of each line are open now; a pass costs the passed its share of them."""
    query = (
        select(room_services.c.service_id, func.count())
        .join(rooms, rooms.c.id == room_services.c.room_id)
        .where(room_services.c.service_id.in_(service_ids))
        .where(rooms.c.state == "open", rooms.c.active)
        .group_by(room_services.c.service_id)
    )
    return {service: count for service, count in tx.execute(query)}


def set_room(tx: Connection, room: int, **changes: object) -> None:
    """Change a room's state, or who sits there."""
    tx.execute(update(rooms).where(rooms.c.id == room).values(**changes))


def seats_of(tx: Connection, site: int, person: int) -> list[int]:
    """Rooms where this person sits."""
    query = select(rooms.c.id).where(rooms.c.site_id == site, rooms.c.person_id == person)
    return list(tx.execute(query.order_by(rooms.c.id)).scalars())


def services_of_rooms(
    tx: Connection, room_ids: Collection[int], *, code: str, site: int
) -> list[int]:
    """Which lines these rooms call from, and the room ``code`` beside them."""
    wanted = or_(rooms.c.id.in_(room_ids), and_(rooms.c.code == code, rooms.c.site_id == site))
    query = (
        select(room_services.c.service_id)
        .join(rooms, rooms.c.id == room_services.c.room_id)
        .where(wanted)
    )
    return sorted(set(tx.execute(query).scalars()))


def names_of(tx: Connection, ids: Collection[int]) -> dict[int, str]:
    """Names of staff by person id, for the colleagues' screens."""
    found = tx.execute(select(people.c.id, people.c.name).where(people.c.id.in_(ids)))
    return {person: name for person, name in found}
