"""The hospital at one moment: its day, its lines, its openings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from queue_server.core.discipline import TurnClass
from queue_server.core.refusal import Refusal
from queue_server.operations.hall import Hall, hall_of
from tests.at_work import AtWork, at_work, with_policy
from tests.harness.clock import Clock


@pytest.fixture
def work(sqlite_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(sqlite_url, clock, with_policy("noi", guard_minutes=7))
    there.press("noi", priority="pregnant")
    yield there
    there.db.close()


@pytest.fixture
def hall(work: AtWork) -> Iterator[Hall]:
    with work.looking() as tx:
        yield hall_of(tx, work.staff())


@pytest.mark.parametrize(
    "hours,day,before",
    [(19.49, "2026-11-23", "2026-11-22"), (19.5, "2026-11-24", "2026-11-23")],
    ids=["02:59", "03:00"],
)
def test_the_night_belongs_to_the_evening_until_the_service_day_turns(
    work: AtWork, hours: float, day: str, before: str
) -> None:
    work.clock.forward(hours=hours)
    with work.looking() as tx:
        hall = hall_of(tx, work.staff())
        assert (hall.day, hall.days) == (day, (day, before))


def test_numbers_taken_early_count_from_todays_opening(hall: Hall, clock: Clock) -> None:
    half_an_hour_ago = clock() - 30 * 60_000
    assert hall.openings["noi"] == half_an_hour_ago  # it is 07:30, and 07:00 is opening


def test_on_a_day_without_hours_no_opening_is_counted_from(work: AtWork) -> None:
    work.clock.forward(hours=24 * 5)
    with work.looking() as tx:
        assert hall_of(tx, work.staff()).openings == {}


def test_each_line_has_its_own_rule(hall: Hall) -> None:
    assert hall.policies["noi"].guard_minutes == 7
    assert hall.policies["tiep-don"].guard_minutes == 10
    assert hall.policies["nhi"].guard_minutes == 20


def test_the_rule_sees_of_a_turn_what_it_needs_and_nothing_of_the_person(
    work: AtWork, hall: Hall
) -> None:
    turn = work.turn("N001")
    seen = hall.as_waiting(turn)
    assert (seen.service, seen.turn_class, seen.bound) == ("noi", TurnClass.PRIORITY, False)
    assert (seen.joined_at, seen.lost_ms) == (turn.joined_at, turn.lost_ms)
    assert hall.as_waiting(replace(turn, bound_room_id=1)).bound
    assert hall.as_waiting(replace(turn, bound_person_id=1)).bound


def test_without_settings_there_is_no_hospital(work: AtWork) -> None:
    nowhere = replace(work.staff(), site=99)
    with work.looking() as tx, pytest.raises(Refusal, match="no_hospital"):
        hall_of(tx, nowhere)
