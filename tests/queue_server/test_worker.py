"""Jobs are run when they are due, one failing keeps no other, and stopping ends the one in hand."""

from __future__ import annotations

import threading

import pytest

from queue_server.core.seal import Sealer
from queue_server.operations.context import COMMAND_LINE
from queue_server.operations.sequence import verify
from queue_server.site import Site
from queue_server.worker import Task, Worker, tasks
from tests.front import House


def test_a_job_runs_at_its_time_and_not_before(house: House) -> None:
    ran: list[int] = []
    worker = Worker(house.site, [Task("count", lambda site: ran.append(site.clock()) or 1, 1_000)])

    assert worker.tick() == 1
    assert worker.tick() == 0
    house.clock.forward(ms=1_000)
    assert worker.tick() == 1

    assert len(ran) == 2


def test_a_clock_set_back_stops_no_job_for_an_hour(house: House) -> None:
    worker = Worker(house.site, [Task("count", lambda site: 1, 1_000)])
    worker.tick()

    house.clock.forward(hours=-1)

    assert worker.tick() == 1


def test_a_failing_job_keeps_no_other_from_its_own(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks(site: Site) -> int:
        raise OSError("disk full")

    worker = Worker(
        house.site, [Task("breaks", breaks, 1_000), Task("works", lambda site: 1, 1_000)]
    )

    assert worker.tick() == 1
    assert "disk full" in "".join(capsys.readouterr())


def test_asked_to_stop_it_stops(house: House) -> None:
    worker = Worker(house.site, [])
    thread = threading.Thread(target=worker.run)
    thread.start()

    worker.stop()
    thread.join(5)

    assert not thread.is_alive()


def test_every_event_is_in_order_and_sealed_after_one_round(house: House) -> None:
    house.give()
    sealer = Sealer(b"k" * 32)

    Worker(house.site, tasks(sealer)).tick()

    verdict = house.site.look(verify, COMMAND_LINE, sealer=sealer)
    assert verdict.whole
    assert verdict.rows > 0
