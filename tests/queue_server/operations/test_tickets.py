"""The parts of a number: who stands before it, where to wait, until when its link lives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from queue_server.core.refusal import Refusal
from queue_server.operations import tickets
from queue_server.operations.hall import Hall, hall_of
from queue_server.operations.work import begin
from queue_server.settings import from_data
from queue_server.store import turns
from tests.at_work import SMALL, AtWork, at_work, small_hospital, with_policy
from tests.harness.clock import Clock


@pytest.fixture
def work(sqlite_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(sqlite_url, clock)
    yield there
    there.db.close()


@pytest.fixture
def hall(work: AtWork) -> Iterator[Hall]:
    with work.looking() as tx:
        yield hall_of(tx, work.staff())


def came(work: AtWork, *groups: str) -> None:
    for group in groups:
        work.press("noi", priority=group)
        work.clock.forward(seconds=1)


def ahead(work: AtWork, number: str) -> int:
    with work.looking() as tx:
        return tickets.ahead_of(hall_of(tx, work.staff()), work.turn(number))


def test_the_people_ahead_are_those_who_would_be_called_before(work: AtWork) -> None:
    came(work, "", "", "pregnant", "", "elderly_75")
    work.open("pk-1")
    told = {f"N00{n}": ahead(work, f"N00{n}") for n in range(1, 6)}
    assert told == {"N003": 0, "N005": 1, "N001": 2, "N002": 3, "N004": 4}
    assert [work.called("pk-1") for _ in range(5)] == sorted(told, key=lambda one: told[one])


def test_whoever_has_given_way_enough_is_ahead_of_every_priority(work: AtWork) -> None:
    came(work, "", "", "pregnant")
    with work.db.write() as tx:
        turns.raise_lost(tx, {work.turn("N002").id: 20 * 60_000})
    assert [ahead(work, one) for one in ("N002", "N003", "N001")] == [0, 1, 2]


def test_nobody_called_or_gone_stands_ahead(work: AtWork) -> None:
    came(work, "", "", "")
    work.open("pk-1")
    work.next("pk-1")
    with work.db.write() as tx:
        turns.set_turn(tx, work.turn("N002").id, state="LEFT")
    assert ahead(work, "N003") == 0


def test_a_time_is_told_as_people_say_it(hall: Hall) -> None:
    def at(day: int, hour: int, minute: int) -> int:
        moment = datetime(2026, 11, day, hour, minute, tzinfo=hall.zone)
        return int(moment.astimezone(UTC).timestamp() * 1000)

    assert tickets.when(hall, at(23, 13, 30)) == "13:30"
    assert tickets.when(hall, at(24, 7, 0)) == "07:00 24/11"


def test_where_to_wait_is_what_the_hospital_says_else_the_rooms_that_call(hall: Hall) -> None:
    by_code = {one.code: one for one in hall.services.values()}
    assert tickets.where_of(hall, by_code["tiep-don"], "vi") == "Quầy 1–3, tầng 1"
    assert tickets.where_of(hall, by_code["nhi"], "vi") == "Phòng khám số 3"
    assert tickets.where_of(hall, by_code["nhi"], "en") == "Room 3"


def test_thirty_rooms_still_fit_on_a_slip(sqlite_url: str, clock: Clock) -> None:
    rooms = {
        f"pk-{n}": {"name_vi": f"Phòng khám số {n}", "name_en": f"Room {n}", "services": ["noi"]}
        for n in range(1, 31)
    }
    boards = {"noi": {"title_vi": "Nội", "title_en": "Internal", "rooms": list(rooms)}}
    services = {"noi": SMALL["services"]["noi"]}
    work = at_work(sqlite_url, clock, small_hospital(rooms=rooms, boards=boards, services=services))
    told = work.press("noi")
    assert told.where.startswith("Phòng khám số 1, Phòng khám số 2")
    assert len(told.where) == tickets.WHERE_MOST
    work.db.close()


def test_priority_counts_in_its_own_series_only_where_there_is_one(work: AtWork) -> None:
    assert [work.number("tiep-don", priority=one) for one in ("", "pregnant", "")] == [
        "A001", "U001", "A002",
    ]  # fmt: skip
    assert [work.number("noi", priority=one) for one in ("", "pregnant")] == ["N001", "N002"]


def test_first_come_first_served_promises_nothing(sqlite_url: str, clock: Clock) -> None:
    work = at_work(sqlite_url, clock, with_policy("noi", rule="fifo"))
    with work.looking() as tx:
        lines = {one.code: one for one in hall_of(tx, work.staff()).services.values()}
    assert tickets.promise_of(lines["noi"]) is None
    assert tickets.promise_of(lines["nhi"]) == 25
    work.db.close()


def test_a_group_of_the_staff_is_not_for_a_kiosk_and_an_unknown_one_for_nobody() -> None:
    applied = from_data(SMALL)
    tickets.group_of(applied, "", by_staff=False)
    tickets.group_of(applied, "emergency", by_staff=True)
    for group, by_staff in (("emergency", False), ("vip", True)):
        with pytest.raises(Refusal, match="group_unknown"):
            tickets.group_of(applied, group, by_staff=by_staff)


def test_the_patients_page_lives_until_the_service_day_turns(work: AtWork) -> None:
    work.press("noi")
    (link,) = work.rows("links")
    work.clock.forward(hours=19.5)  # 03:00 of the next morning
    assert link["dies_at"] == work.clock()
    with work.db.write() as tx, pytest.raises(Refusal, match="press_reused"):
        tickets.open_link(
            begin(tx, work.staff(), name="give"), link_hash=link["hash"], visit=link["visit_id"]
        )


def test_a_line_nobody_knows_gives_no_number(work: AtWork) -> None:
    with work.db.write() as tx, pytest.raises(Refusal, match="service_unknown"):
        tickets.service_of(begin(tx, work.staff(), name="give"), "ghost")
