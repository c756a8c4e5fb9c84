"""Who has been absent for an hour is given up by the clock, once, and by the hospital's rule."""

from __future__ import annotations

import pytest

from queue_server.jobs import absences
from queue_server.operations import absent
from queue_server.operations.context import COMMAND_LINE
from queue_server.operations.setup import apply_hospital
from queue_server.site import Site
from tests.at_work import AtWork, small_hospital


@pytest.fixture(autouse=True)
def two_did_not_come(work: AtWork) -> None:
    for number in ("N001", "N002"):
        work.next("pk-1")
        work.clock.forward(seconds=61)
        absent.miss(work.staff(), room="pk-1", turn=work.turn(number).id, key=work.key())


def states(work: AtWork) -> list[str]:
    return [row["state"] for row in work.rows("turns")]


def test_each_is_given_up_after_an_hour_and_asking_again_does_nothing(
    work: AtWork, site: Site
) -> None:
    work.clock.forward(minutes=59)
    assert absences.run(site) == 1, "the second was missed a minute later"
    assert states(work) == ["NO_SHOW", "ABSENT", "WAITING"]
    work.clock.forward(minutes=2)
    assert [absences.run(site), absences.run(site)] == [1, 0]
    assert states(work) == ["NO_SHOW", "NO_SHOW", "WAITING"]
    assert [row["by_kind"] for row in work.rows("events", act="no_show")] == ["clock", "clock"]


def test_how_long_is_the_hospitals_to_say_not_the_jobs(work: AtWork, site: Site) -> None:
    patient = small_hospital(policy={"call": {"no_show_minutes": 90}})
    apply_hospital(work.built.by(COMMAND_LINE), hospital=patient)
    work.clock.forward(minutes=89)
    assert absences.run(site) == 1
    assert states(work)[0] == "NO_SHOW"


def test_the_boards_learn_of_it(work: AtWork, site: Site) -> None:
    work.clock.forward(hours=2)
    ear = site.bell.ear()
    before = work.rows("boards", code="noi")[0]["version"]
    absences.run(site)
    assert ear.wait(10)
    assert work.rows("boards", code="noi")[0]["version"] == before + 1
