"""What a room did last, and what may stand between a deed and its undoing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from queue_server.operations import absent, call, classes, rooms, serve
from queue_server.operations.hall import hall_of
from queue_server.operations.last_deed import LastDeed, last_deed
from queue_server.store import hospital
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock


@pytest.fixture
def work(sqlite_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(sqlite_url, clock)
    there.open("pk-1", "pk-2")
    for _ in range(3):
        there.press("noi")
        there.clock.forward(seconds=1)
    there.next("pk-1")
    yield there
    there.db.close()


def last(work: AtWork, code: str = "pk-1") -> LastDeed | None:
    with work.looking() as tx:
        room = hospital.room_by_code(tx, work.built.site, code)
        assert room is not None
        return last_deed(hall_of(tx, work.staff()), room)


def name(work: AtWork, code: str = "pk-1") -> tuple[str, str] | None:
    found = last(work, code)
    return None if found is None else (found.name, found.number)


def test_a_deed_is_whole_with_everything_it_did_newest_first(work: AtWork) -> None:
    work.next("pk-1")
    found = last(work)
    assert found is not None
    assert [one.act for one in found.events] == ["call", "finish"]
    assert (found.name, found.number) == ("next", "N002"), "the one who was called, not the former"


def test_next_with_nobody_waiting_may_be_taken_back_for_who_was_served(work: AtWork) -> None:
    for _ in range(3):
        work.next("pk-1")
    assert name(work) == ("next", "N003")


def test_two_minutes_and_not_a_moment_longer(work: AtWork) -> None:
    work.clock.forward(seconds=120)
    assert name(work) == ("next", "N001")
    work.clock.forward(ms=1)
    assert last(work) is None


def test_a_call_again_stands_in_nobodys_way(work: AtWork) -> None:
    work.clock.forward(seconds=15)
    call.recall(work.staff(), room="pk-1", turn=work.turn("N001").id, key=work.key())
    assert name(work) == ("next", "N001")


def test_what_reception_did_for_the_absent_is_not_this_rooms_last_deed(work: AtWork) -> None:
    work.clock.forward(seconds=61)
    turn = work.turn("N001").id
    absent.miss(work.staff(), room="pk-1", turn=turn, key=work.key())
    work.next("pk-1")
    absent.come_back(work.staff(), turn=turn, key=work.key())
    assert name(work) == ("next", "N002")


def test_a_corrected_group_of_who_is_here_is_not_this_rooms_last_deed(work: AtWork) -> None:
    visit = work.press_card("N001")
    classes.change_class(work.staff(), visit=visit, group="pregnant", checked=True, emergency=False)
    assert name(work) == ("next", "N001")


@pytest.mark.parametrize("deed", ["start", "put_back", "pause"])
def test_a_deed_that_cannot_be_taken_back_hides_the_one_before(work: AtWork, deed: str) -> None:
    turn = work.turn("N001").id
    if deed == "pause":
        rooms.pause(work.staff(), room="pk-1", reason="Họp", resumes_at=None)
    else:
        how = serve.start if deed == "start" else serve.put_back
        how(work.staff(), room="pk-1", turn=turn, key=work.key())
    assert last(work) is None


def test_another_room_has_done_nothing(work: AtWork) -> None:
    assert last(work, "pk-2") is None
