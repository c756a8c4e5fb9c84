"""Served: started, done, put back into the line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from queue_server.operations import serve
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock


@pytest.fixture
def work(database_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(database_url, clock)
    there.open("pk-1", "pk-2", "quay-1", "quay-2", "mau")
    yield there
    there.db.close()


def came(work: AtWork, *services: str, **chosen: object) -> list[str]:
    """Patients press one after another, a second apart."""
    numbers = []
    for service in services:
        numbers.append(work.number(service, **chosen))
        work.clock.forward(seconds=1)
    return numbers


def test_start_and_finish_are_kept_as_they_were_pressed(work: AtWork) -> None:
    came(work, "noi")
    work.next("pk-1")
    turn = work.turn("N001").id
    started = work.clock.forward(seconds=30)
    serve.start(work.staff(), room="pk-1", turn=turn, key=work.key())
    work.clock.forward(minutes=6)
    serve.finish(work.staff(), room="pk-1", turn=turn, key=work.key())
    done = work.turn("N001")
    assert (done.started_at, done.start_inferred) == (started, False)
    assert work.view("pk-1").done_today == 1


def test_put_back_waits_at_the_old_place(work: AtWork) -> None:
    came(work, "noi", "noi")
    work.next("pk-1")
    serve.put_back(work.staff(), room="pk-1", turn=work.turn("N001").id, key=work.key())
    assert work.line("pk-1") == ["N001", "N002"]
    assert work.turn("N001").called_at is not None  # a recall never restarts the wait
