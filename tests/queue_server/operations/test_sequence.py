"""Every committed event gets its order and seal once; a change to the past shows."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import update

from queue_server.core.seal import Head, Sealer
from queue_server.operations.sequence import sequence, verify
from queue_server.store import tables
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock

SEALER = Sealer(b"0123456789abcdef0123456789abcdef")


@pytest.fixture
def work(database_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(database_url, clock)
    there.open("pk-1")
    there.press("noi")
    there.next("pk-1")
    yield there
    there.db.close()


def orders(work: AtWork) -> list[int | None]:
    return [row["seq"] for row in work.rows("events")]


def test_events_get_an_order_without_a_gap_and_only_once(work: AtWork) -> None:
    many = len(orders(work))
    assert sequence(work.clockwork) == many
    assert sequence(work.clockwork) == 0
    work.press("noi")
    assert sequence(work.clockwork) == 1
    assert orders(work) == list(range(1, many + 2))
    assert work.rows("sites")[0]["event_seq"] == many + 1


def test_sequencers_that_run_at_once_give_each_event_one_order(work: AtWork) -> None:
    for _ in range(10):
        work.press("noi")
    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(lambda _: sequence(work.clockwork, sealer=SEALER), range(4)))
    assert sum(given) == len(orders(work))
    assert sorted(filter(None, orders(work))) == list(range(1, len(orders(work)) + 1))
    assert verify(work.clockwork, sealer=SEALER).whole


def test_a_changed_reason_and_a_cut_tail_show(work: AtWork) -> None:
    sequence(work.clockwork, sealer=SEALER)
    kept = work.rows("sites")[0]
    outside = Head(kept["event_seq"], kept["seal_head"])
    assert verify(work.clockwork, sealer=SEALER, outside=outside).whole
    with work.db.write() as tx:
        query = update(tables.events).where(tables.events.c.seq == 2)
        tx.execute(query.values(by_id="somebody else"))
        tx.execute(tables.events.delete().where(tables.events.c.seq == outside.seq))
    found = verify(work.clockwork, sealer=SEALER, outside=outside)
    assert [(one.kind, one.seq) for one in found.faults] == [
        ("changed", 2),
        ("cut", outside.seq),
    ]
