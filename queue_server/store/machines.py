"""Devices, their codes and keys (hashes only), what they last reported, and calls for help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, or_, select, update

from queue_server.store.tables import boards, devices, help_calls, rooms


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One machine with exactly one role."""

    id: str
    kind: str
    name: str
    number: int | None
    board_id: int | None
    board: str  # its code, "" for none
    room: str  # code of the room a key pad works for, "" for none
    printer_id: str | None
    code_dies_at: int | None
    created_at: int
    enrolled_at: int | None
    seen_at: int | None
    revoked_at: int | None
    model: str
    version: str
    report: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """Somebody at a kiosk asked for a person."""

    help_id: str
    device_id: str
    name: str
    reason: str
    called_at: int
    accepted_at: int | None


# ---- devices -----------------------------------------------------------------------------------


def insert_device(tx: Connection, **values: object) -> None:
    """A new device, waiting for somebody to type its code."""
    tx.execute(insert(devices).values(**values))


def device_by_id(tx: Connection, site: int, device: str) -> Device | None:
    """The device of that id at this hospital, revoked or not."""
    return _one(tx, _DEVICES.where(devices.c.site_id == site, devices.c.id == device))


def device_by_code(tx: Connection, site: int, code_hash: str) -> Device | None:
    """The device whose one-time code this is, expired or not."""
    return _one(tx, _DEVICES.where(devices.c.site_id == site, devices.c.code_hash == code_hash))


def device_by_key(tx: Connection, site: int, key_hash: str) -> Device | None:
    """The device that has this key now; a revoked key is nobody's."""
    return _one(tx, _DEVICES.where(devices.c.site_id == site, devices.c.key_hash == key_hash))


def all_devices(tx: Connection, site: int) -> list[Device]:
    """Every device of the hospital, by kind and name; revoked ones too."""
    query = _DEVICES.where(devices.c.site_id == site).order_by(devices.c.kind, devices.c.name)
    return [_device(row) for row in tx.execute(query)]


def kiosk_numbers(tx: Connection, site: int, *, revoked_since: int) -> list[int]:
    """Numbers that kiosks have, or had until they were revoked at or after ``revoked_since``."""
    query = select(devices.c.number).where(
        devices.c.site_id == site,
        devices.c.number.is_not(None),
        or_(devices.c.revoked_at.is_(None), devices.c.revoked_at >= revoked_since),
    )
    return list(tx.execute(query).scalars())


def set_device(tx: Connection, device: str, **changes: Any) -> None:
    """Change a device: its code, its key, its report, that it was revoked."""
    tx.execute(update(devices).where(devices.c.id == device).values(**changes))


def board_id(tx: Connection, site: int, code: str) -> int | None:
    """Row id of the active board ``code``."""
    query = select(boards.c.id).where(
        boards.c.site_id == site, boards.c.code == code, boards.c.active
    )
    found: int | None = tx.execute(query).scalar_one_or_none()
    return found


def room_id(tx: Connection, site: int, code: str) -> int | None:
    """Row id of the active room ``code``."""
    query = select(rooms.c.id).where(rooms.c.site_id == site, rooms.c.code == code, rooms.c.active)
    found: int | None = tx.execute(query).scalar_one_or_none()
    return found


_DEVICES = (
    select(devices, boards.c.code.label("board"), rooms.c.code.label("room"))
    .outerjoin(boards, boards.c.id == devices.c.board_id)
    .outerjoin(rooms, rooms.c.id == devices.c.room_id)
)


def _one(tx: Connection, query: Select[Any]) -> Device | None:
    row = tx.execute(query).one_or_none()
    return None if row is None else _device(row)


def _device(row: Row[Any]) -> Device:
    data = {name: getattr(row, name) for name in Device.__slots__}
    return Device(**(data | {"board": row.board or "", "room": row.room or ""}))


# ---- calls for help ----------------------------------------------------------------------------


def help_by_id(tx: Connection, site: int, help_id: str) -> Help | None:
    """The call of that id."""
    row = tx.execute(_HELP.where(help_calls.c.site_id == site, help_calls.c.help_id == help_id))
    found = row.one_or_none()
    return None if found is None else Help(**found._mapping)


def insert_help(tx: Connection, **values: object) -> None:
    """Somebody asks for a person."""
    tx.execute(insert(help_calls).values(**values))


def accept_help(tx: Connection, help_id: str, *, person: int | None, at: int) -> bool:
    """The first who accepts; False when somebody already has."""
    changed = tx.execute(
        update(help_calls)
        .where(help_calls.c.help_id == help_id, help_calls.c.accepted_at.is_(None))
        .values(accepted_at=at, accepted_by=person)
    )
    return changed.rowcount == 1


def open_help(tx: Connection, site: int) -> list[Help]:
    """Who waits for a person, longest first."""
    query = _HELP.where(help_calls.c.site_id == site, help_calls.c.accepted_at.is_(None))
    return [Help(**row._mapping) for row in tx.execute(query.order_by(help_calls.c.called_at))]


_HELP = select(
    help_calls.c.help_id,
    help_calls.c.device_id,
    devices.c.name,
    help_calls.c.reason,
    help_calls.c.called_at,
    help_calls.c.accepted_at,
).join(devices, devices.c.id == help_calls.c.device_id)
