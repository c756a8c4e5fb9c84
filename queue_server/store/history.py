"""History read back: what a room did last, what is still to be spoken, what has no order yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select, update

from queue_server.store.tables import events, sites, turns


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One event as it was kept."""

    id: int
    uid: str
    at: int
    act: str
    turn_id: int | None
    visit_id: int | None
    room_id: int | None
    from_state: str | None
    to_state: str | None
    by_kind: str
    by_id: str
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallMade:
    """One call or recall with how its turn stands now."""

    call: str
    room_id: int
    number: str
    day: str
    priority: bool
    at: int
    state: str
    right: str
    recalls: int
    latest: bool  # no later call of this turn
    announcement: str
    silent: bool


def events_of_room(tx: Connection, room: int, *, since_at: int, most: int) -> list[Past]:
    """What happened at a room lately, newest first."""
    query = select(events).where(events.c.room_id == room, events.c.at >= since_at)
    return [_past(row) for row in tx.execute(query.order_by(events.c.id.desc()).limit(most))]


def last_spoken_at(tx: Connection, turn: int, call: str) -> int | None:
    """When a board reported that it has spoken this call of a turn."""
    query = select(events.c.at, events.c.detail).where(
        events.c.turn_id == turn, events.c.act == "spoken"
    )
    told = [row.at for row in tx.execute(query) if row.detail.get("call") == call]
    return max(told, default=None)


def calls_of_rooms(
    tx: Connection, rooms: Collection[int], *, since_at: int, most: int
) -> list[CallMade]:
    """Calls and recalls of these rooms, newest first, with how their turns stand now."""
    query = (
        select(
            events.c.uid,
            events.c.room_id,
            events.c.at,
            events.c.detail,
            turns.c.number,
            turns.c.day,
            turns.c.turn_class,
            turns.c.state,
            turns.c.room_id.label("turn_room"),
            turns.c.call_id,
            turns.c.recalls,
        )
        .join(turns, turns.c.id == events.c.turn_id)
        .where(events.c.room_id.in_(rooms), events.c.at >= since_at)
        .where(events.c.act.in_(("call", "recall")))
        .order_by(events.c.at.desc(), events.c.id.desc())
        .limit(most)
    )
    return [_call(row) for row in tx.execute(query)]


def last_calls(tx: Connection, turn_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """By turn, what its latest call said: its right, whom it passed."""
    query = select(events.c.id, events.c.turn_id, events.c.detail).where(
        events.c.turn_id.in_(turn_ids), events.c.act == "call"
    )
    # Ordered here: asked to order, SQLite would walk through all events for a handful of them.
    found = sorted(tx.execute(query), key=lambda row: int(row.id))
    return {row.turn_id: row.detail for row in found}


# ---- the order everybody reads -----------------------------------------------------------------


def stand_in_line(tx: Connection, site: int) -> tuple[int, str]:
    """Be the only sequencer of a hospital until the commit: the last order and seal given."""
    query = select(sites.c.event_seq, sites.c.seal_head).where(sites.c.id == site)
    if tx.dialect.name == "postgresql":
        tx.execute(select(func.pg_advisory_xact_lock(_SEQUENCER, site)))
    row = tx.execute(query).one()
    return row.event_seq, row.seal_head


_SEQUENCER: Final = 0x4C55  # first key of this lock, so that no other advisory lock meets it


def without_order(tx: Connection, site: int, *, most: int) -> list[Row[Any]]:
    """Committed events that have no place in the order yet, oldest first, whole rows."""
    query = select(events).where(events.c.site_id == site, events.c.seq.is_(None))
    return list(tx.execute(query.order_by(events.c.id).limit(most)))


def give_order(tx: Connection, event: int, *, seq: int, seal: str) -> None:
    """The event's place in the order, and its seal over everything before it."""
    tx.execute(update(events).where(events.c.id == event).values(seq=seq, seal=seal))


def keep_head(tx: Connection, site: int, *, seq: int, seal: str) -> None:
    """The last order and seal given."""
    tx.execute(update(sites).where(sites.c.id == site).values(event_seq=seq, seal_head=seal))


def all_in_order(tx: Connection, site: int) -> Iterator[Row[Any]]:
    """Every event by its order, a few at a time: a year of them need not fit into memory."""
    query = select(events).where(events.c.site_id == site, events.c.seq.is_not(None))
    yield from tx.execution_options(yield_per=1000).execute(query.order_by(events.c.seq))


def last_event_at(tx: Connection, turn: int) -> int | None:
    """When anything last happened to a turn."""
    query = select(func.max(events.c.at)).where(events.c.turn_id == turn)
    latest: int | None = tx.execute(query).scalar_one()
    return latest


def _past(row: Row[Any]) -> Past:
    return Past(**{name: getattr(row, name) for name in Past.__slots__})


def _call(row: Any) -> CallMade:
    latest = row.call_id == row.uid
    return CallMade(
        call=row.uid,
        room_id=row.room_id,
        number=row.number,
        day=row.day,
        priority=row.turn_class == "priority",
        at=row.at,
        state=row.state if row.turn_room == row.room_id else "",
        right=row.detail.get("right", ""),
        recalls=row.recalls,
        latest=latest,
        announcement=row.detail.get("announcement", ""),
        silent=bool(row.detail.get("silent", False)),
    )
