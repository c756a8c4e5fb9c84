"""Called and not seen: missed, back again, not come at all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from queue_server.core.refusal import Refusal
from queue_server.operations import absent
from tests.at_work import AtWork, at_work
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


def missed(work: AtWork, number: str, room: str = "pk-1") -> None:
    work.clock.forward(seconds=61)
    absent.miss(work.staff(), room=room, turn=work.turn(number).id, key=work.key())


def test_absent_works_a_minute_after_the_call_and_frees_the_place(work: AtWork) -> None:
    came(work, "noi")
    work.next("pk-1")
    work.clock.forward(seconds=20)
    with pytest.raises(Refusal, match="absent_too_soon") as told:
        absent.miss(work.staff(), room="pk-1", turn=work.turn("N001").id, key=work.key())
    assert told.value.facts == {"seconds": 40}
    missed(work, "N001")
    view = work.view("pk-1")
    assert view.places[0].turn is None
    assert [(one.number, one.calls_left) for one in view.absent] == [("N001", 3)]


def test_an_absent_patient_is_called_again_after_three_calls_and_it_is_no_pass(
    work: AtWork,
) -> None:
    came(work, *["noi"] * 6)
    work.next("pk-1")
    missed(work, "N001")
    assert [work.called("pk-1") for _ in range(4)] == ["N002", "N003", "N004", "N001"]
    assert work.turn("N005").lost_ms == 0


def test_the_second_absence_goes_back_five_places_and_the_third_is_a_no_show(
    work: AtWork,
) -> None:
    came(work, *["noi"] * 12)
    work.next("pk-1")
    missed(work, "N001")
    for _ in range(4):
        work.next("pk-1")
    missed(work, "N001")
    assert work.acts("N001")[-2:] == ["miss", "return"]
    assert work.line("pk-1")[:6] == ["N005", "N006", "N007", "N008", "N009", "N001"]
    for _ in range(6):
        work.next("pk-1")
    missed(work, "N001")
    assert work.turn("N001").state == "NO_SHOW"
    assert work.acts("N001")[-2:] == ["miss", "no_show"]
    absent.come_back(work.staff(), turn=work.turn("N001").id, key=work.key())
    assert work.turn("N001").state == "WAITING"


def test_back_within_half_an_hour_keeps_the_place_and_later_is_a_new_arrival(
    work: AtWork,
) -> None:
    came(work, *["noi"] * 3)
    for number in ("N001", "N002"):
        work.next("pk-1")
        missed(work, number)
    joined = work.turn("N001").joined_at
    absent.come_back(work.staff(), turn=work.turn("N001").id, key=work.key())
    assert work.turn("N001").joined_at == joined
    assert work.line("pk-1") == ["N001", "N003"]
    work.clock.forward(minutes=31)
    absent.come_back(work.staff(), turn=work.turn("N002").id, key=work.key())
    assert work.turn("N002").joined_at == work.clock()
    assert work.line("pk-1") == ["N001", "N003", "N002"]


def test_after_an_hour_the_clock_makes_it_a_no_show_and_after_half_more_it_is_final(
    work: AtWork,
) -> None:
    came(work, "noi")
    work.next("pk-1")
    missed(work, "N001")
    work.clock.forward(minutes=59)
    assert absent.expire_absences(work.clockwork) == 0
    work.clock.forward(minutes=1)
    assert absent.expire_absences(work.clockwork) == 1
    work.clock.forward(minutes=31)
    with pytest.raises(Refusal, match="undo_too_late"):
        absent.come_back(work.staff(), turn=work.turn("N001").id, key=work.key())
