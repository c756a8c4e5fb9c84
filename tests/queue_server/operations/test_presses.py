"""A press and its one answer, whatever the network does with either."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import msgspec
import pytest

from queue_server import wire
from queue_server.core.refusal import Refusal
from queue_server.operations import issue, presses
from queue_server.operations.work import begin
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock


@pytest.fixture
def work(sqlite_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(sqlite_url, clock)
    yield there
    there.db.close()


def sent(work: AtWork, press: wire.Press) -> wire.Issued:
    return issue.press(work.at_kiosk, press=press, device=work.kiosk)


def handed(work: AtWork, press: wire.Press, number: str, *, printed: bool = True) -> wire.Issued:
    told = wire.HandIn(press=press, number=number, printed=printed)
    return issue.hand_in(work.at_kiosk, hand_in=told, device=work.kiosk)


def test_the_answer_stays_as_it_was_though_the_line_has_changed_since(work: AtWork) -> None:
    press = work.a_press("noi")
    first = sent(work, press)
    work.open("pk-1")
    work.next("pk-1")
    work.clock.forward(minutes=20)
    assert sent(work, press) == msgspec.structs.replace(first, repeated=True)


def test_after_the_hand_in_the_press_answers_with_what_is_on_paper(work: AtWork) -> None:
    press = work.a_press("noi")
    assert sent(work, press).number == "N001"
    handed(work, press, "N2-001")
    answer = sent(work, press)
    assert (answer.number, answer.repeated, answer.ahead) == ("N2-001", True, None)
    assert len(work.rows("visits")) == 1


def test_a_number_that_never_was_paper_leaves_the_press_free_for_a_new_one(work: AtWork) -> None:
    press = work.a_press("noi")
    handed(work, press, "N2-001", printed=False)
    answer = sent(work, press)
    assert (answer.number, answer.repeated) == ("N001", False)


@pytest.mark.parametrize(
    "change", [{"service": "tiep-don"}, {"priority": "pregnant"}, {"lang": "en"}]
)
def test_another_choice_is_another_press(work: AtWork, change: dict[str, str]) -> None:
    press = work.a_press("noi")
    sent(work, press)
    other = msgspec.structs.replace(press, **change)
    with pytest.raises(Refusal, match="press_reused"):
        sent(work, other)
    with pytest.raises(Refusal, match="press_reused"):
        handed(work, other, "A2-001" if "service" in change else "N2-001")
    assert [row["label"] for row in work.rows("numbers")] == ["N001"]


def test_the_kiosks_clock_and_a_new_link_do_not_make_it_another_press(work: AtWork) -> None:
    press = work.a_press("noi")
    sent(work, press)
    same = msgspec.structs.replace(press, pressed_at=0, link_hash="0" * 64, checked=True)
    assert presses.chosen(same) == presses.chosen(press)
    assert sent(work, same).repeated


def test_the_slip_tells_the_true_time_place_and_promise(work: AtWork) -> None:
    sent(work, work.a_press("noi"))
    work.clock.forward(seconds=1)
    told = sent(work, work.a_press("noi", priority="elderly_75", lang="en"))
    assert (told.number, told.ahead, told.priority) == ("N002", 0, True)
    assert told.where == "Room 1, Room 2, Room 3"
    assert (told.issued_at, told.guarantee_minutes) == (work.clock(), 25)


def test_without_applied_settings_nothing_can_be_chosen(work: AtWork) -> None:
    with work.db.write() as tx:
        under_way = begin(tx, work.staff(), name="press")
        under_way.ctx = replace(under_way.ctx, site=99)
        with pytest.raises(Refusal, match="no_hospital"):
            presses.settings_of(under_way)
