"""What *next* costs: it grows with who waits, not with what has happened before.

Counted, not timed: rows that SQLite hands over and steps of its machine, the same on any computer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, event, insert, text

from queue_server.store import tables
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock

WAITING = 2_000
HISTORY = 20_000
GROWING = ("turns", "other", "visits", "numbers", "events", "repeats", "presses", "links")


@pytest.fixture
def work(sqlite_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(sqlite_url, clock)
    there.open("pk-1", "pk-2")
    yield there
    there.db.close()


def fill(work: AtWork, many: int, *, state: str, day: str = "2026-11-23") -> None:
    """So many turns of one line, straight into the rows."""
    line = work.rows("services", code="noi")[0]["id"]
    with work.db.write() as tx:
        first = tx.execute(text("SELECT coalesce(max(id), 0) FROM visits")).scalar_one() + 1
        ids = range(first, first + many)
        site = work.built.site
        visits = [
            {"id": n, "public_id": f"visit-{n:08}", "site_id": site, "day": day,
             "number": f"N{n}", "ticket_at": work.clock() + n}
            for n in ids
        ]  # fmt: skip
        turns = [
            {"site_id": site, "visit_id": n, "service_id": line, "day": day, "number": f"N{n}",
             "state": state, "joined_at": work.clock() + n, "ready_at": work.clock() + n}
            for n in ids
        ]  # fmt: skip
        tx.execute(insert(tables.visits), visits)
        tx.execute(insert(tables.turns), turns)


@contextmanager
def counted(work: AtWork) -> Iterator[dict[str, int]]:
    """Statements sent and steps of SQLite's machine (in hundreds) by the writing connection."""
    seen = {"statements": 0, "steps": 0}

    def step() -> int:
        seen["steps"] += 1
        return 0

    def sent(*_: object) -> None:
        seen["statements"] += 1

    def begun(tx: Connection) -> None:
        tx.connection.dbapi_connection.set_progress_handler(step, 100)  # type: ignore[union-attr]  # SQLite's own

    engine = work.db._writer
    event.listen(engine, "begin", begun)
    event.listen(engine, "before_cursor_execute", sent)
    yield seen
    event.remove(engine, "begin", begun)
    event.remove(engine, "before_cursor_execute", sent)


def cost_of_next(work: AtWork) -> dict[str, int]:
    work.next("pk-1")
    current = work.here("pk-1").turn
    with counted(work) as seen:
        work.next("pk-1", current=current)
    return seen


def test_history_makes_the_next_call_no_dearer(work: AtWork) -> None:
    fill(work, 200, state="WAITING")
    fresh = cost_of_next(work)
    for day in range(1, 21):
        fill(work, HISTORY // 20, state="DONE", day=f"2026-10-{day:02}")
    later = cost_of_next(work)
    assert later["statements"] == fresh["statements"] <= 40
    assert later["steps"] <= fresh["steps"] * 1.1


def test_two_thousand_waiting_cost_in_proportion_and_no_more(work: AtWork) -> None:
    fill(work, WAITING // 10, state="WAITING")
    few = cost_of_next(work)
    fill(work, WAITING - WAITING // 10, state="WAITING")
    many = cost_of_next(work)
    assert many["statements"] == few["statements"]
    assert many["steps"] <= few["steps"] * 12


def test_no_statement_of_next_walks_through_all_that_ever_was(work: AtWork) -> None:
    fill(work, 200, state="WAITING")
    work.next("pk-1")
    sent: list[tuple[str, Any]] = []

    def keep(_: object, __: object, statement: str, said: Any, *___: object) -> None:
        sent.append((statement, said))

    current = work.here("pk-1").turn
    engines = (work.db._writer, work.db._reader)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", keep)
    work.next("pk-1", current=current)
    for engine in engines:
        event.remove(engine, "before_cursor_execute", keep)
    asked = [one for one in sent if one[0].startswith(("SELECT", "UPDATE"))]
    assert len(asked) > 20, "next must have asked something, or this proves nothing"
    with work.looking() as tx:
        for statement, said in asked:
            plan = tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", said).all()
            walked = [row[3] for row in plan if row[3].startswith("SCAN")]
            grows = [one for one in walked if one.split()[1] in GROWING]
            assert not grows, f"{grows} in {statement}"
