"""Counts for the screens: today at a room, now in a line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, case, func, select

from queue_server.store.tables import turns


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCount:
    """How a line stands now and what it has done today."""

    waiting: int = 0
    priority_waiting: int = 0
    absent: int = 0
    called: int = 0
    done: int = 0
    longest_since: int | None = None  # ready_at of who waits longest


def room_today(tx: Connection, site: int, *, room: int, day: str) -> tuple[int, int]:
    """Served by this room today, and missed at least once."""
    served = turns.c.state.in_(("DONE", "MOVED"))
    query = select(func.count(case((served, 1))), func.count(case((turns.c.misses > 0, 1)))).where(
        turns.c.site_id == site, turns.c.day == day, turns.c.room_id == room
    )
    done, missed = tx.execute(query).one()
    return done, missed


def lines_today(tx: Connection, site: int, days: tuple[str, ...]) -> dict[int, LineCount]:
    """Every line of the hospital at once, by service id."""
    waits = turns.c.state == "WAITING"
    query = (
        select(
            turns.c.service_id,
            func.count(case((waits, 1))).label("waiting"),
            func.count(case((waits & (turns.c.turn_class == "priority"), 1))).label("priority"),
            func.count(case((turns.c.state == "ABSENT", 1))).label("absent"),
            func.count(case((turns.c.state.in_(("CALLED", "SERVING")), 1))).label("called"),
            func.count(case(((turns.c.state == "DONE") & (turns.c.day == days[0]), 1))).label(
                "done"
            ),
            func.min(case((waits, turns.c.ready_at))).label("longest"),
        )
        .where(turns.c.site_id == site, turns.c.day.in_(days))
        .group_by(turns.c.service_id)
    )
    return {
        row.service_id: LineCount(
            waiting=row.waiting,
            priority_waiting=row.priority,
            absent=row.absent,
            called=row.called,
            done=row.done,
            longest_since=row.longest,
        )
        for row in tx.execute(query)
    }


def waiting_for(tx: Connection, services: Collection[int]) -> dict[tuple[int, int | None], int]:
    """How many wait, by line and by the room they are bound to (None: any room of the line)."""
    query = (
        select(turns.c.service_id, turns.c.bound_room_id, func.count())
        .where(turns.c.state == "WAITING", turns.c.service_id.in_(services))
        .group_by(turns.c.service_id, turns.c.bound_room_id)
    )
    return {(service, bound): count for service, bound, count in tx.execute(query)}
