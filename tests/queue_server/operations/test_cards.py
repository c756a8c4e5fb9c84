"""One patient's day as staff see it: found as it is typed, told as it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from queue_server.core.access import Role
from queue_server.core.refusal import Refusal
from queue_server.operations import absent, move
from queue_server.operations.cards import either, find, visit_card
from queue_server.operations.views import Outcome, RoomView
from queue_server.operations.views_desk import VisitCard
from queue_server.store import visits
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock


@pytest.fixture
def work(sqlite_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(sqlite_url, clock)
    there.open("pk-1")
    for _ in range(2):
        there.press("noi")
        there.clock.forward(minutes=1)
    yield there
    there.db.close()


def the(work: AtWork, number: str) -> VisitCard:
    (card,) = find(work.staff(), number=number)
    return card


@pytest.mark.parametrize("typed", ["N001", "n1", "n001"])
def test_a_number_is_found_as_people_type_it(work: AtWork, typed: str) -> None:
    assert the(work, typed).number == "N001"


def test_nobody_holds_an_unknown_number_and_nonsense_is_said_so(work: AtWork) -> None:
    assert find(work.staff(), number="N099") == []
    with pytest.raises(Refusal, match="number_unreadable"):
        find(work.staff(), number="???")
    with pytest.raises(Refusal, match="not_allowed"):
        find(work.staff(Role.KIOSK), number="N001")


def test_the_number_of_a_second_line_finds_the_same_visit(work: AtWork) -> None:
    turn = work.turn("N001").id
    move.send_on(work.staff(), room="", turn=turn, service="mau", key=work.key())
    card = the(work, "M001")
    assert card.number == "N001"
    assert [(one.number, one.service, one.state) for one in card.turns] == [
        ("N001", "noi", "MOVED"),
        ("M001", "mau", "WAITING"),
    ]


def test_todays_visit_comes_before_yesterdays_of_the_same_number(work: AtWork) -> None:
    work.clock.forward(hours=24)
    work.press("noi")
    cards = find(work.staff(), number="N001")
    assert [card.day for card in cards] == ["2026-11-24", "2026-11-23"]


def test_who_waits_sees_how_many_are_ahead_and_how_long_it_has_been(work: AtWork) -> None:
    (line,) = the(work, "N002").turns
    assert (line.ahead, line.waited_ms, line.room) == (1, 60_000, "")
    work.next("pk-1")
    work.clock.forward(minutes=5)
    (line,) = the(work, "N001").turns
    assert (line.ahead, line.waited_ms, line.room_vi) == (None, 120_000, "Phòng khám số 1")


def test_the_keys_on_a_card_are_those_that_work_now(work: AtWork) -> None:
    def keys(number: str = "N001") -> set[str]:
        return set(the(work, number).turns[0].keys)

    assert keys() == {"send_on", "leave"}
    work.next("pk-1")
    assert keys() >= {"recall", "start", "finish", "miss", "put_back", "send_on", "leave"}
    move.leave(work.staff(), turn=work.turn("N001").id, key=work.key())
    assert keys() == {"come_back"}
    work.clock.forward(minutes=30)
    assert keys() == {"come_back"}
    work.clock.forward(ms=1)
    assert keys() == set()
    work.next("pk-1")
    work.next("pk-1")
    assert (work.turn("N002").state, keys("N002")) == ("DONE", set())


def test_a_key_on_the_card_does_what_it_says(work: AtWork) -> None:
    turn = work.turn("N002").id
    move.leave(work.staff(), turn=turn, key=work.key())
    assert "come_back" in the(work, "N002").turns[0].keys
    absent.come_back(work.staff(), turn=turn, key=work.key())
    assert the(work, "N002").turns[0].state == "WAITING"


def test_a_void_number_tells_why_and_a_merged_visit_where_it_went(work: AtWork) -> None:
    first, second = the(work, "N001"), the(work, "N002")
    assert (first.void, first.merged_into) == ("", "")
    move.void(work.staff(Role.SUPERVISOR), visit=first.visit, reason="bấm nhầm", key=work.key())
    with work.db.write() as tx:
        rows = [work.turn(number).visit_id for number in ("N001", "N002")]
        visits.set_visit(tx, rows[0], merged_into=rows[1])
    card = visit_card(work.staff(), visit=first.visit)
    assert (card.void, card.merged_into) == ("bấm nhầm", second.number)
    assert card.turns[0].note == "bấm nhầm"


def test_a_card_is_told_to_staff_of_this_hospital(work: AtWork) -> None:
    with pytest.raises(Refusal, match="visit_unknown"):
        visit_card(work.staff(), visit="visit-of-nobody")
    with pytest.raises(Refusal, match="not_allowed"):
        visit_card(work.at_kiosk, visit=the(work, "N001").visit)


def test_a_deed_in_a_room_answers_the_room_and_elsewhere_the_card(work: AtWork) -> None:
    turn = work.turn("N001").id
    outcome = Outcome(deed="leave", turns=(turn,))
    here = either(work.staff(), room="pk-1", turn=turn, outcome=outcome)
    there = either(work.staff(), room="", turn=turn, outcome=outcome)
    assert isinstance(here, RoomView)
    assert here.outcome == outcome
    assert isinstance(there, VisitCard)
    assert there.number == "N001"
