"""Turns as rows: who waits, who is with whom, and the compare-and-set that moves one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    case,
    exists,
    insert,
    or_,
    select,
    update,
)

from queue_server.store.tables import events, turns, visits

ACTIVE: Final = ("CALLED", "SERVING")
OPEN: Final = ("PLANNED", "WAITING", "CALLED", "SERVING", "HELD", "ABSENT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn, every column; see ``store.tables.queue`` for what each means."""

    id: int
    site_id: int
    visit_id: int
    service_id: int
    day: str
    number: str
    state: str
    turn_class: str
    joined_at: int
    ready_at: int
    slot_at: int | None = None
    placed_at: int | None = None
    lost_ms: int = 0
    bound_room_id: int | None = None
    bound_person_id: int | None = None
    room_id: int | None = None
    place: int | None = None
    call_id: str | None = None
    called_at: int | None = None
    last_call_at: int | None = None
    recalls: int = 0
    misses: int = 0
    missed_at: int | None = None
    calls_since_miss: int = 0
    started_at: int | None = None
    start_inferred: bool = False
    ended_at: int | None = None
    end_note: str = ""
    held_reason: str = ""
    due_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiter:
    """A turn in a line with what its visit says of it; ``elsewhere``: with somebody else now."""

    turn: Turn
    visit: str  # public id
    group: str
    checked: bool
    lang: str
    elsewhere: bool


# Written out in the statement, because a partial index is found only by a condition that stands
# there as it stands in the index; with a parameter SQLite would read every turn there ever was.
_NOW_ACTIVE: Final[BindParameter[Any]] = bindparam(
    "active", ACTIVE, expanding=True, literal_execute=True
)
_NOW_WAITING: Final[BindParameter[Any]] = bindparam("waiting", "WAITING", literal_execute=True)

_COLUMNS: Final = tuple(turns.c[name] for name in Turn.__slots__)
_OTHER: Final = turns.alias("other")


def insert_turn(tx: Connection, **values: object) -> int:
    """A new turn; answers its id."""
    made: int = tx.execute(insert(turns).values(**values).returning(turns.c.id)).scalar_one()
    return made


def turn_row(tx: Connection, site: int, turn: int) -> Turn | None:
    """The turn ``turn`` of this hospital."""
    query = select(*_COLUMNS).where(turns.c.id == turn, turns.c.site_id == site)
    row = tx.execute(query).one_or_none()
    return None if row is None else _turn(row)


def turns_by_id(tx: Connection, ids: Collection[int]) -> dict[int, Turn]:
    """Turns by id."""
    return {row.id: _turn(row) for row in tx.execute(select(*_COLUMNS).where(turns.c.id.in_(ids)))}


def turns_of_visit(tx: Connection, visit: int) -> list[Turn]:
    """Every turn of a visit, oldest first."""
    query = select(*_COLUMNS).where(turns.c.visit_id == visit).order_by(turns.c.id)
    return [_turn(row) for row in tx.execute(query)]


def active_in_rooms(tx: Connection, rooms: Collection[int]) -> list[Turn]:
    """Who is called or served in these rooms, by room and place."""
    query = select(*_COLUMNS).where(turns.c.room_id.in_(rooms), turns.c.state.in_(_NOW_ACTIVE))
    return [_turn(row) for row in tx.execute(query.order_by(turns.c.room_id, turns.c.place))]


def turns_of_call(tx: Connection, site: int, call: str) -> list[Turn]:
    """Whom a call is about: its own turn, or every turn of one announcement, while it is called."""
    about = select(events.c.turn_id, events.c.uid, events.c.detail).where(
        events.c.uid == call, events.c.site_id == site
    )
    row = tx.execute(about).one_or_none()
    wanted = turns.c.id == row.turn_id if row is not None else turns.c.state == "CALLED"
    query = select(*_COLUMNS, events.c.detail).join(events, events.c.uid == turns.c.call_id)
    found = tx.execute(query.where(turns.c.site_id == site, wanted, turns.c.state == "CALLED"))
    return [
        _turn(one) for one in found if one.call_id == call or one.detail.get("announcement") == call
    ]


def waiting_in(
    tx: Connection, services: Collection[int], *, room: int | None = None, person: int | None = None
) -> list[Waiter]:
    """Who waits in these lines; with ``room``, only those whom it (or who sits there) may call.

    Reads the index of waiting turns, so the cost follows the line and not the hospital's history.
    """
    query = _waiters().where(turns.c.service_id.in_(services), turns.c.state == _NOW_WAITING)
    if room is not None:
        query = query.where(_callable_by(room, person))
    return [_waiter(row) for row in tx.execute(query)]


def absent_in(
    tx: Connection,
    site: int,
    services: Collection[int],
    *,
    days: Collection[str],
) -> list[Waiter]:
    """Called and not seen in these lines, the longest absent first."""
    query = _waiters().where(
        turns.c.site_id == site,
        turns.c.day.in_(days),
        turns.c.state == "ABSENT",
        turns.c.service_id.in_(services),
    )
    return [_waiter(row) for row in tx.execute(query.order_by(turns.c.missed_at, turns.c.id))]


def move(tx: Connection, turn: Turn, **changes: object) -> bool:
    """Compare and set: change the turn only if it still stands where it was read.

    False: somebody was faster, nothing has changed, begin again.
    """
    query = (
        update(turns)
        .where(turns.c.id == turn.id, turns.c.state == turn.state)
        .where(turns.c.call_id.is_not_distinct_from(turn.call_id))
        .values(**changes)
    )
    moved: int = tx.execute(query).rowcount
    return moved == 1


def set_turn(tx: Connection, turn: int, **changes: object) -> None:
    """Change a turn without moving it: its class, its number, its lost minutes."""
    tx.execute(update(turns).where(turns.c.id == turn).values(**changes))


def raise_lost(tx: Connection, cost_ms: Mapping[int, int]) -> None:
    """Add to each turn what being passed has cost it, in one statement; negative takes it back."""
    if not cost_ms:
        return
    by_cost: dict[int, list[int]] = {}
    for turn, cost in cost_ms.items():
        by_cost.setdefault(cost, []).append(turn)
    costs = case(*((turns.c.id.in_(ids), cost) for cost, ids in by_cost.items()), else_=0)
    lost = turns.c.lost_ms + costs  # an absence may have cut it meanwhile: nobody gains minutes
    changed = update(turns).where(turns.c.id.in_(list(cost_ms)))
    tx.execute(changed.values(lost_ms=case((lost > 0, lost), else_=0)))


def count_call(
    tx: Connection, site: int, service: int, *, days: Collection[str], by: int = 1
) -> None:
    """One more call of this line since each of its absent was missed; one less when taken back."""
    tx.execute(
        update(turns)
        .where(
            turns.c.site_id == site,
            turns.c.day.in_(days),
            turns.c.state == "ABSENT",
            turns.c.service_id == service,
            turns.c.calls_since_miss + by >= 0,
        )
        .values(calls_since_miss=turns.c.calls_since_miss + by)
    )


def visit_is_active(tx: Connection, visit: int) -> bool:
    """Whether somebody calls or serves this visit now."""
    query = select(exists().where(turns.c.visit_id == visit, turns.c.state.in_(_NOW_ACTIVE)))
    return bool(tx.execute(query).scalar_one())


def opened_by(tx: Connection, visit: int, *, since_at: int) -> list[Turn]:
    """Turns of a visit that began to wait at ``since_at`` or later, or are still planned."""
    planned_or_later = or_(turns.c.ready_at >= since_at, turns.c.state == "PLANNED")
    query = select(*_COLUMNS).where(turns.c.visit_id == visit, planned_or_later)
    return [_turn(row) for row in tx.execute(query.order_by(turns.c.id))]


def open_before(tx: Connection, site: int, *, day: str) -> list[Turn]:
    """Turns of earlier days that have not come to an end."""
    query = select(*_COLUMNS).where(
        turns.c.site_id == site, turns.c.day < day, turns.c.state.in_(OPEN)
    )
    return [_turn(row) for row in tx.execute(query.order_by(turns.c.id))]


def due(
    tx: Connection, site: int, state: str, *, days: Collection[str], column: str, by_at: int
) -> list[Turn]:
    """Turns in ``state`` whose time in ``column`` has come: missed too long ago, held until now."""
    query = select(*_COLUMNS).where(
        turns.c.site_id == site,
        turns.c.day.in_(days),
        turns.c.state == state,
        turns.c[column] <= by_at,
    )
    return [_turn(row) for row in tx.execute(query.order_by(turns.c.id))]


def _callable_by(room: int, person: int | None) -> ColumnElement[bool]:
    anybody = turns.c.bound_person_id.is_(None)
    return and_(
        or_(turns.c.bound_room_id.is_(None), turns.c.bound_room_id == room),
        anybody if person is None else or_(anybody, turns.c.bound_person_id == person),
    )


def _waiters() -> Select[Any]:
    elsewhere = exists().where(
        _OTHER.c.visit_id == turns.c.visit_id, _OTHER.c.state.in_(_NOW_ACTIVE)
    )
    return select(
        *_COLUMNS,
        visits.c.public_id,
        visits.c.group_code,
        visits.c.group_checked,
        visits.c.lang,
        elsewhere.label("elsewhere"),
    ).join(visits, visits.c.id == turns.c.visit_id)


def _turn(row: Any) -> Turn:
    """By place: every query here begins with ``_COLUMNS``, and a long line is read at each call."""
    return Turn(**dict(zip(Turn.__slots__, row, strict=False)))


def _waiter(row: Row[Any]) -> Waiter:
    return Waiter(
        turn=_turn(row),
        visit=row.public_id,
        group=row.group_code,
        checked=row.group_checked,
        lang=row.lang,
        elsewhere=bool(row.elsewhere),
    )
