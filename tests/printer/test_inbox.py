"""What reception asks for is printed once, whatever is repeated, and reception hears of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest

from printer.inbox import Inbox, client, summary
from printer.spool import Spool
from queue_server.wire import PrinterReport, PrintJob
from tests.harness.clock import Clock
from tests.harness.waiting import wait_until
from tests.simulators.printer_server import KEY, PrintServer
from tests.simulators.printer_slips import a_slip

JOB = "job-00000001"


@pytest.fixture
def server() -> Iterator[PrintServer]:
    running = PrintServer()
    yield running
    running.close()


@pytest.fixture
def spool(tmp_path: Path, clock: Clock) -> Spool:
    return Spool(tmp_path / "spool.db", clock)


@pytest.fixture
def inbox(server: PrintServer, spool: Spool, clock: Clock) -> Iterator[Inbox]:
    line = client(server.url, KEY)
    yield Inbox(spool, line, clock=clock)
    line.close()


def advance(spool: Spool, state: str) -> None:
    one = spool.latest("slip-00000001")
    assert one is not None
    assert spool.move(one, state)  # type: ignore[arg-type]  # the test's own words


def test_a_job_fetched_three_times_waits_once(
    server: PrintServer, spool: Spool, inbox: Inbox
) -> None:
    server.add(PrintJob(job=JOB, slip=a_slip()))
    assert [inbox.fetch() for _ in range(3)] == [1, 1, 1]
    assert [one.slip for one in spool.queued()] == [a_slip()]


def test_the_server_hears_each_state_until_it_has_heard(
    server: PrintServer, spool: Spool, inbox: Inbox
) -> None:
    server.add(PrintJob(job=JOB, slip=a_slip()))
    inbox.fetch()
    assert inbox.tell() == 0
    advance(spool, "sending")
    assert inbox.tell() == 1
    server.faults.add("away")
    advance(spool, "unconfirmed")
    assert inbox.tell() == 0
    server.faults.clear()
    assert [inbox.tell(), inbox.tell()] == [1, 0]
    assert server.states(JOB) == ["sending", "unconfirmed"]
    advance(spool, "printed")  # the printer's late answer
    inbox.tell()
    assert server.states(JOB)[-1] == "printed"


def test_a_slip_the_kiosk_put_is_no_business_of_the_server(
    server: PrintServer, spool: Spool, inbox: Inbox
) -> None:
    spool.put(a_slip())
    advance(spool, "sending")
    assert inbox.tell() == 0
    assert server.heard == []


def test_a_wrong_slip_is_told_back_and_does_not_hold_up_the_next(
    server: PrintServer, spool: Spool, inbox: Inbox
) -> None:
    wrong = msgspec.json.encode({"job": "job-wrong-01", "slip": {"number": "A001"}})
    server.jobs["job-wrong-01"] = wrong
    server.jobs["no-name"] = b'{"slip": 1}'
    server.jobs["not-even"] = b"[]"
    server.add(PrintJob(job=JOB, slip=a_slip()))
    inbox.fetch()
    assert len(spool.queued()) == 1
    [(name, outcome)] = server.heard
    assert (name, outcome.state) == ("job-wrong-01", "failed")
    assert "slip_id" in outcome.detail


def test_two_different_slips_under_one_id_are_refused(
    server: PrintServer, spool: Spool, inbox: Inbox
) -> None:
    spool.put(a_slip(number="A012"))
    server.add(PrintJob(job=JOB, slip=a_slip(number="A013")))
    inbox.fetch()
    assert [(name, outcome.detail) for name, outcome in server.heard] == [(JOB, "slip_differs")]
    assert [one.slip.number for one in spool.queued()] == ["A012"]


def test_a_reprint_of_reception_is_another_print(
    server: PrintServer, spool: Spool, inbox: Inbox
) -> None:
    server.add(PrintJob(job=JOB, slip=a_slip()))
    inbox.fetch()
    server.add(PrintJob(job="job-00000002", slip=a_slip(copy=2)))
    inbox.fetch()
    assert [one.slip.copy for one in spool.queued()] == [1, 2]


def test_the_heartbeat_tells_paper_and_doubtful_numbers(
    server: PrintServer, spool: Spool, inbox: Inbox, clock: Clock
) -> None:
    spool.tell(PrinterReport(paper="near_end", at=clock()))
    spool.put(a_slip())
    advance(spool, "sending")
    spool.recover()
    inbox.heartbeat()
    [beat] = server.beats
    assert beat.paper is not None
    assert beat.paper.paper == "near_end"
    assert beat.detail == "A012"


def test_a_captive_portal_is_not_taken_for_jobs(
    server: PrintServer, spool: Spool, inbox: Inbox
) -> None:
    server.faults.add("nonsense")
    assert inbox.fetch() == 0
    assert spool.queued() == []


def test_a_revoked_key_gets_nothing_and_forgets_nothing(
    server: PrintServer, spool: Spool, clock: Clock
) -> None:
    server.add(PrintJob(job=JOB, slip=a_slip()))
    with client(server.url, "revoked") as line:
        stranger = Inbox(spool, line, clock=clock)
        with pytest.raises(httpx.HTTPStatusError):
            stranger.fetch()
        spool.put(a_slip(), JOB)
        advance(spool, "sending")
        assert stranger.tell() == 0
    assert len(spool.untold()) == 1


def test_a_job_the_server_has_forgotten_is_not_told_for_ever(
    server: PrintServer, spool: Spool, inbox: Inbox
) -> None:
    server.faults.add("forgets")
    spool.put(a_slip(), JOB)
    advance(spool, "sending")
    assert [inbox.tell(), inbox.tell()] == [1, 0]


def test_a_server_that_comes_back_is_found_again(
    server: PrintServer, spool: Spool, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("printer.inbox.FETCH_EVERY_S", 0.02)
    monkeypatch.setattr("printer.inbox.QUIET_AFTER_ERROR_S", 0.02)
    server.faults.add("away")
    server.add(PrintJob(job=JOB, slip=a_slip()))
    stop = threading.Event()
    thread = threading.Thread(target=inbox.run, args=(stop,))
    thread.start()
    server.faults.clear()
    wait_until(spool.queued)
    wait_until(lambda: server.beats)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


def test_the_summary_of_many_doubtful_slips_fits_the_message(spool: Spool) -> None:
    for n in range(100):
        spool.put(a_slip(slip_id=f"slip-{n:08d}", number=f"A{n:03d}"))
        spool.move(spool.queued()[0], "sending")
    spool.recover()
    assert len(summary(spool.unconfirmed())) <= 200
