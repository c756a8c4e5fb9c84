"""What a kiosk gave while the server was away: the paper wins, nobody loses a place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from queue_server import wire
from queue_server.core.refusal import Refusal
from queue_server.operations import issue
from tests.at_work import AtWork, at_work
from tests.cast import install
from tests.harness.clock import Clock


@pytest.fixture
def work(database_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(database_url, clock)
    there.open("pk-1")
    yield there
    there.db.close()


def handed(work: AtWork, press: wire.Press, number: str, **said: Any) -> wire.Issued:
    told = wire.HandIn(press=press, number=number, **({"printed": True} | said))
    return issue.hand_in(work.at_kiosk, hand_in=told, device=work.kiosk)


def test_a_number_given_offline_waits_at_the_time_it_was_issued(work: AtWork) -> None:
    offline = work.a_press("noi")
    work.clock.forward(minutes=10)
    work.press("noi", pressed_at=work.clock())
    visit = work.rows("visits")[0]
    assert visit["number"] == "N001"
    work.clock.forward(minutes=1)
    told = handed(work, offline, "N2-001")
    assert (told.number, told.repeated) == ("N2-001", False)
    # its issue is held at the last number this kiosk got from the server
    assert work.turn("N2-001").joined_at == visit["ticket_at"]


def test_offline_numbers_come_before_those_who_pressed_later_elsewhere(work: AtWork) -> None:
    offline = work.a_press("noi")
    work.clock.forward(minutes=10)
    work.staff_number("noi")
    handed(work, offline, "N2-001")
    assert work.line("pk-1") == ["N2-001", "N001"]


def test_a_hand_in_sent_again_changes_nothing(work: AtWork) -> None:
    press = work.a_press("noi")
    first = handed(work, press, "N2-001")
    again = handed(work, press, "N2-001")
    assert (again.number, again.visit, again.repeated) == (first.number, first.visit, True)
    assert len(work.rows("turns")) == 1


def test_another_kiosk_cannot_answer_for_a_press_nor_take_its_number_over(work: AtWork) -> None:
    """A stolen key of one machine must not reach what was given at another."""
    press = work.a_press("noi")
    issue.press(work.at_kiosk, press=press, device=work.kiosk)
    other = install(work.built, "kiosk", "Máy khác")
    theirs = work.built.by(other.actor)

    with pytest.raises(Refusal, match="press_reused"):
        issue.press(theirs, press=press, device=other.device)
    told = wire.HandIn(press=press, number=f"N{other.number}-001", printed=True)
    with pytest.raises(Refusal, match="press_reused"):
        issue.hand_in(theirs, hand_in=told, device=other.device)

    assert work.line("pk-1") == ["N001"]


def test_a_request_after_the_hand_in_answers_with_the_printed_number(work: AtWork) -> None:
    press = work.a_press("noi")
    handed(work, press, "N2-001")
    late = issue.press(work.at_kiosk, press=press, device=work.kiosk)
    assert (late.number, late.repeated) == ("N2-001", True)


def test_the_printed_number_replaces_the_servers_and_the_place_is_kept(work: AtWork) -> None:
    press = work.a_press("noi")
    issue.press(work.at_kiosk, press=press, device=work.kiosk)
    work.clock.forward(seconds=1)
    work.press("noi")
    told = handed(work, press, "N2-001")
    assert told.number == "N2-001"
    assert work.line("pk-1") == ["N2-001", "N002"]
    rows = {row["label"]: row["void_reason"] for row in work.rows("numbers")}
    assert rows == {"N001": "printed as N2-001", "N002": None, "N2-001": None}
    assert len(work.rows("visits")) == 2


def test_a_press_that_the_network_brought_late_keeps_the_place_of_its_press(work: AtWork) -> None:
    """The cable is mended: first arrives what was sent into the silence, then the hand-ins."""
    first = work.a_press("noi")
    work.clock.forward(seconds=5)
    second = work.a_press("noi")
    work.clock.forward(minutes=10)
    work.staff_number("noi")
    work.clock.forward(seconds=1)
    issue.press(work.at_kiosk, press=first, device=work.kiosk)
    told = handed(work, first, "N2-001")
    handed(work, second, "N2-002")
    assert work.line("pk-1") == ["N2-001", "N2-002", "N001"]
    assert told.issued_at == first.pressed_at == work.rows("visits")[1]["ticket_at"]


def test_called_under_the_other_number_goes_back_to_the_old_place_with_an_alert(
    work: AtWork,
) -> None:
    press = work.a_press("noi")
    issue.press(work.at_kiosk, press=press, device=work.kiosk)
    work.clock.forward(seconds=1)
    work.press("noi")
    assert work.called("pk-1") == "N001"
    handed(work, press, "N2-001")
    assert work.here("pk-1").turn is None
    assert work.line("pk-1") == ["N2-001", "N002"]
    alert = work.rows("events", act="put_back")[0]
    assert alert["detail"]["alert"] == "called_under_other_number"
    assert work.called("pk-1") == "N2-001"


def test_taken_for_served_under_a_number_nobody_held_the_patient_still_waits(work: AtWork) -> None:
    press = work.a_press("noi")
    issue.press(work.at_kiosk, press=press, device=work.kiosk)
    work.clock.forward(seconds=1)
    work.press("noi")
    work.press("noi")
    assert [work.called("pk-1"), work.called("pk-1")] == ["N001", "N002"]

    handed(work, press, "N2-001")
    handed(work, press, "N2-001")

    assert work.line("pk-1") == ["N2-001", "N003"], "at the old place, once"
    alert = work.rows("events", act="alert")[0]
    assert alert["detail"]["alert"] == "served_under_other_number"
    assert work.called("pk-1") == "N2-001"


def test_a_number_that_never_was_paper_is_a_void_row_with_its_reason(work: AtWork) -> None:
    press = work.a_press("noi")
    for _ in range(2):
        told = handed(work, press, "N2-001", printed=False, reason="paper_out")
        assert told.number == "N2-001"
    rows = work.rows("numbers")
    assert [(row["label"], row["visit_id"], row["void_reason"]) for row in rows] == [
        ("N2-001", None, "paper_out")
    ]
    assert work.rows("turns") == []


def test_a_void_own_number_leaves_the_servers_number_standing(work: AtWork) -> None:
    press = work.a_press("noi")
    issue.press(work.at_kiosk, press=press, device=work.kiosk)
    handed(work, press, "N2-001", printed=False)
    assert work.line("pk-1") == ["N001"]


@pytest.mark.parametrize("number", ["N3-001", "A2-001", "N001"])
def test_another_kiosks_series_another_line_or_the_servers_own_is_refused(
    work: AtWork, number: str
) -> None:
    with pytest.raises(Refusal, match="number_not_yours"):
        handed(work, work.a_press("noi"), number)


def test_a_number_that_belongs_to_somebody_else_is_refused(work: AtWork) -> None:
    handed(work, work.a_press("noi"), "N2-001")
    with pytest.raises(Refusal, match="number_taken"):
        handed(work, work.a_press("noi"), "N2-001")
    with pytest.raises(Refusal, match="number_taken"):
        handed(work, work.a_press("noi"), "N2-001", printed=False)


def test_a_kiosks_clock_cannot_issue_in_the_future_or_long_ago(work: AtWork) -> None:
    handed(work, work.a_press("noi", pressed_at=work.clock() + 3_600_000), "N2-001")
    assert work.turn("N2-001").joined_at == work.clock()
    handed(work, work.a_press("noi", pressed_at=1_000), "N2-002")
    today = [row["day"] for row in work.rows("numbers")]
    assert today == ["2026-11-23", "2026-11-23"]
