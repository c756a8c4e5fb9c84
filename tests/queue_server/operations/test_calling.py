"""Who is next, and what being passed costs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from queue_server.operations import classes, move
from tests.at_work import AtWork, at_work, small_hospital, with_policy
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


def test_priority_passes_the_earlier_and_they_lose_its_share_of_the_rooms(work: AtWork) -> None:
    came(work, "noi", "noi")
    old = came(work, "noi", priority="elderly_75")[0]
    view = work.next("pk-1")
    assert (view.places[0].number, view.places[0].right) == (old, "priority")
    # 300 s of service over two open rooms, for each of the two who were passed
    assert [work.turn(one).lost_ms for one in ("N001", "N002")] == [150_000, 150_000]
    detail = work.rows("events", act="call")[0]["detail"]
    assert detail["passed"] == [work.turn("N001").id, work.turn("N002").id]
    assert detail["right"] == "priority"


def test_whoever_lost_the_guarded_minutes_is_next_before_priority(
    database_url: str, clock: Clock
) -> None:
    hospital = with_policy("noi", guard_minutes=5, mean_service_s=300)
    work = at_work(database_url, clock, hospital)
    work.open("pk-1")
    came(work, "noi")
    old = [came(work, "noi", priority="elderly_75")[0] for _ in range(3)]
    order = [work.called("pk-1") for _ in range(4)]
    assert order == [old[0], "N001", old[1], old[2]]  # one pass of five minutes, then the guard
    assert work.turn("N001").lost_ms == 300_000
    work.db.close()


def test_an_emergency_is_first_and_costs_nobody_guarded_minutes(work: AtWork) -> None:
    came(work, "noi", "noi", "noi")
    card = work.press_card("N003")
    classes.change_class(work.staff(), visit=card, group="", checked=False, emergency=True)
    view = work.next("pk-1")
    assert (view.places[0].number, view.places[0].right) == ("N003", "emergency")
    assert work.turn("N001").lost_ms == 0


def test_a_patient_who_is_with_somebody_else_is_skipped_and_keeps_the_place(work: AtWork) -> None:
    came(work, "noi", "noi")
    first = work.turn("N001")
    work.second_turn(first, "mau")
    work.next("mau", place=1)
    assert work.called("pk-1") == "N002"
    assert [one.elsewhere for one in work.view("pk-1").waiting] == [True]
    assert work.rows("turns", id=first.id)[0]["lost_ms"] == 0  # not here to be passed


def test_the_priority_window_takes_priority_first_and_anybody_when_none_waits(
    work: AtWork,
) -> None:
    came(work, "tiep-don")
    work.clock.forward(hours=3)  # longer than any head start
    came(work, "tiep-don")
    old = came(work, "tiep-don", priority="pregnant")[0]
    assert work.view("quay-1").waiting[0].number == old == "U001"
    assert work.called("quay-2") == "A001"
    assert work.called("quay-1") == old
    assert work.called("quay-1") == "A002"


def test_a_guarded_patient_comes_before_priority_even_at_the_priority_window(
    database_url: str, clock: Clock
) -> None:
    work = at_work(database_url, clock, with_policy("tiep-don", guard_minutes=1))
    work.open("quay-1")
    came(work, "tiep-don")
    old = [came(work, "tiep-don", priority="pregnant")[0] for _ in range(2)]
    assert [work.called("quay-1") for _ in range(3)] == [old[0], "A001", old[1]]
    work.db.close()


def test_a_room_with_two_lines_takes_the_earliest_of_both(work: AtWork) -> None:
    work.open("pk-3")
    came(work, "noi")
    child = work.staff_number("nhi")
    work.clock.forward(seconds=1)
    came(work, "noi")
    assert [work.called("pk-3") for _ in range(3)] == ["N001", child, "N002"]


def test_a_pass_counts_only_for_those_this_room_may_call(work: AtWork) -> None:
    came(work, "noi")
    mover = came(work, "noi")[0]
    bound = work.turn(mover)
    move.send_to_room(
        work.staff(), room="", turn=bound.id, to_room="pk-2", place="KEEP", key=work.key()
    )
    came(work, "noi", priority="elderly_75")
    work.next("pk-1")
    assert work.turn("N001").lost_ms == 150_000
    assert work.turn(mover).lost_ms == 0  # bound to another room
    assert work.line("pk-1") == ["N001"]


def test_tickets_before_opening_count_from_opening(database_url: str, clock: Clock) -> None:
    work = at_work(database_url, clock, small_hospital(hours={"weekdays": "08:00-11:30"}))
    came(work, "noi")
    work.clock.forward(minutes=20)
    old = came(work, "noi", priority="elderly_75")[0]
    work.clock.forward(hours=1)
    work.open("pk-1")
    assert work.called("pk-1") == old
    work.db.close()
