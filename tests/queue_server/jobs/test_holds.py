"""Held turns wait again when their time has come; the job only asks."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from queue_server.jobs import holds
from queue_server.site import Site
from queue_server.store import tables
from tests.at_work import AtWork


@pytest.fixture(autouse=True)
def two_are_held(work: AtWork) -> None:
    for number, minutes in (("N001", 10), ("N002", 20)):
        query = update(tables.turns).where(tables.turns.c.number == number)
        due_at = work.clock() + minutes * 60_000
        with work.db.write() as tx:
            tx.execute(query.values(state="HELD", held_reason="nhịn ăn", due_at=due_at))


def test_each_waits_again_at_its_own_time_and_at_its_old_place(work: AtWork, site: Site) -> None:
    assert holds.run(site) == 0
    assert work.line() == ["N003"]
    work.clock.forward(minutes=10)
    assert [holds.run(site), holds.run(site)] == [1, 0]
    assert work.line() == ["N001", "N003"]
    work.clock.forward(minutes=10)
    assert holds.run(site) == 1
    assert work.line() == ["N001", "N002", "N003"]
    turn = work.turn("N001")
    assert (turn.held_reason, turn.due_at) == ("", None)
    assert [row["by_kind"] for row in work.rows("events", act="resume")] == ["clock", "clock"]


def test_who_left_while_held_is_not_brought_back(work: AtWork, site: Site) -> None:
    with work.db.write() as tx:
        tx.execute(update(tables.turns).values(state="LEFT"))
    work.clock.forward(hours=1)
    assert holds.run(site) == 0
    assert work.line() == []
