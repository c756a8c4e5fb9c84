"""Many kiosks at once: no number twice, no gap, one number a press; with a control."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select

from queue_server import wire
from queue_server.core.refusal import Refusal
from queue_server.operations import issue, tickets
from queue_server.store import tables
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock

CALLERS = 16
EACH = 6


@pytest.fixture
def on_postgres(postgres_url: str, clock: Clock) -> Iterator[AtWork]:
    """Where two transactions run at once; SQLite lets one write at a time whatever we do."""
    there = at_work(postgres_url, clock)
    there.open("pk-1", "pk-2")
    yield there
    there.db.close()


@pytest.fixture
def work(database_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(database_url, clock)
    yield there
    there.db.close()


class PowerCut(Exception):
    """Something goes wrong between the counter and the commit."""


def patiently(work: AtWork, press: wire.Press) -> wire.Issued:
    """As a kiosk does: busy means the same press again."""
    while True:
        try:
            return issue.press(work.at_kiosk, press=press, device=work.kiosk)
        except Refusal as refused:
            if refused.code != "busy":
                raise


def test_sixteen_callers_with_failures_in_between_leave_no_double_and_no_gap(
    work: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = tickets.keep_number
    spoiled: list[int] = []

    def sometimes(*said: Any, **also: Any) -> None:
        keep(*said, **also)
        spoiled.append(1)
        if len(spoiled) % 3 == 0:
            raise PowerCut

    monkeypatch.setattr(tickets, "keep_number", sometimes)
    presses = [work.a_press("noi") for _ in range(CALLERS * EACH)]

    def one(press: wire.Press) -> str | None:
        try:
            return patiently(work, press).number
        except PowerCut:
            return None

    with ThreadPoolExecutor(CALLERS) as pool:
        given = [number for number in pool.map(one, presses) if number]
    assert 0 < len(given) < len(presses), "some must fail, or this proves nothing"
    assert sorted(given) == [f"N{n:03}" for n in range(1, len(given) + 1)]
    assert [row["label"] for row in work.rows("numbers")] == sorted(given)
    assert len(work.rows("turns")) == len(work.rows("visits")) == len(given)


def test_control_counting_by_the_highest_number_gives_some_twice(
    on_postgres: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``max(n) + 1`` without lock and constraint: why there is a counter row."""
    work = on_postgres
    with work.db.write() as tx:
        tx.exec_driver_sql("ALTER TABLE numbers DROP CONSTRAINT uq_numbers_site_id_series_day_n")

    def highest(tx: Any, site: int, *, series: str, day: str) -> int:
        query = select(func.coalesce(func.max(tables.numbers.c.n), 0))
        return int(tx.execute(query).scalar_one()) + 1

    monkeypatch.setattr("queue_server.store.numbers.count_on", highest)
    monkeypatch.setattr("queue_server.store.lines.lock_services", lambda tx, ids: None)
    presses = [work.a_press("noi") for _ in range(CALLERS * EACH)]
    with ThreadPoolExecutor(CALLERS) as pool:
        given = [one.number for one in pool.map(lambda press: patiently(work, press), presses)]
    assert len(set(given)) < len(given)


def test_one_press_sent_by_eight_at_once_is_one_number(work: AtWork) -> None:
    press = work.a_press("noi")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: patiently(work, press), range(8)))
    assert {one.number for one in answers} == {"N001"}
    assert {one.visit for one in answers} == {answers[0].visit}
    assert sorted(one.repeated for one in answers) == [False] + [True] * 7
    assert len(work.rows("numbers")) == len(work.rows("visits")) == 1
