"""The day turns: whatever is open ends and is listed; a line that never closes goes on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import insert

from queue_server.operations import absent, day, serve
from queue_server.store.tables import print_jobs
from tests.at_work import SMALL, AtWork, at_work, small_hospital
from tests.harness.clock import Clock


@pytest.fixture
def work(database_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(database_url, clock)
    there.open("pk-1", "pk-2")
    yield there
    there.db.close()


def test_at_the_turn_of_the_day_served_is_done_and_the_rest_closed(work: AtWork) -> None:
    for _ in range(4):
        work.press("noi")
        work.clock.forward(seconds=1)
    work.next("pk-1")
    serve.start(work.staff(), room="pk-1", turn=work.turn("N001").id, key=work.key())
    work.next("pk-2")
    work.clock.forward(seconds=61)
    absent.miss(work.staff(), room="pk-2", turn=work.turn("N002").id, key=work.key())
    work.next("pk-2")
    work.clock.forward(hours=10)
    assert day.close_day(work.clockwork) == 0, "the same day: nobody ends"
    work.clock.forward(hours=12)
    assert day.close_day(work.clockwork) == 4
    ends = {row["number"]: (row["state"], row["end_note"]) for row in work.rows("turns")}
    assert ends == {
        "N001": ("DONE", "ended by close"),
        "N002": ("CLOSED", "not served"),
        "N003": ("CLOSED", "not served"),
        "N004": ("CLOSED", "not served"),
    }
    assert day.close_day(work.clockwork) == 0


def test_a_slip_that_never_became_paper_forgets_its_link_when_the_day_turns(work: AtWork) -> None:
    values = {"site_id": work.built.site, "device_id": work.kiosk, "turn_id": None, "copy": 1}
    with work.db.write() as tx:
        tx.execute(
            insert(print_jobs).values(
                slip_id="lost-slip", slip="a link", state="failed",
                made_at=work.clock(), changed_at=work.clock(), **values,
            )
        )  # fmt: skip
    work.clock.forward(hours=10)
    day.close_day(work.clockwork)
    assert work.rows("print_jobs")[0]["slip"] == "a link", "today it may still be printed"
    work.clock.forward(hours=12)
    day.close_day(work.clockwork)
    assert work.rows("print_jobs")[0]["slip"] == ""


def test_a_line_open_around_the_clock_keeps_whom_somebody_just_dealt_with(
    database_url: str, clock: Clock
) -> None:
    always = {"weekdays": "00:00-24:00", "sat": "00:00-24:00", "sun": "00:00-24:00"}
    services = SMALL["services"] | {"noi": SMALL["services"]["noi"] | {"hours": always}}
    work = at_work(database_url, clock, small_hospital(services=services))
    work.clock.forward(hours=18)  # 01:30, before the service day turns
    work.press("noi")
    work.clock.forward(hours=2)
    assert day.close_day(work.clockwork) == 0
    work.clock.forward(hours=3)
    assert day.close_day(work.clockwork) == 1
    work.db.close()


def test_a_held_turn_waits_again_when_its_time_has_come(work: AtWork) -> None:
    work.press("noi")
    turn = work.turn("N001")
    with work.db.write() as tx:
        tx.exec_driver_sql(
            f"UPDATE turns SET state='HELD', due_at={work.clock() + 60_000} WHERE id={turn.id}"
        )
    assert day.resume_holds(work.clockwork) == 0
    work.clock.forward(minutes=1)
    assert day.resume_holds(work.clockwork) == 1
    assert work.line("pk-1") == ["N001"]
