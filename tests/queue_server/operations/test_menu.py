"""What a kiosk shows: which lines give numbers, from when, and what never changes its version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from queue_server import wire
from queue_server.core.refusal import Refusal
from queue_server.operations.context import COMMAND_LINE
from queue_server.operations.menu import menu
from queue_server.operations.setup import apply_hospital
from tests.at_work import SMALL, AtWork, at_work, small_hospital
from tests.harness.clock import Clock


@pytest.fixture
def work(sqlite_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(sqlite_url, clock)
    yield there
    there.db.close()


def shown(work: AtWork, device: str = "") -> wire.Menu:
    return menu(work.at_kiosk, device=device or work.kiosk)


def applied(work: AtWork, **changes: Any) -> None:
    apply_hospital(work.built.by(COMMAND_LINE), hospital=small_hospital(**changes))


def noi_with(**changes: Any) -> dict[str, Any]:
    services: dict[str, Any] = SMALL["services"]
    return services | {"noi": services["noi"] | changes}


def test_only_lines_and_groups_that_people_may_choose_themselves(work: AtWork) -> None:
    told = shown(work)
    assert [one.code for one in told.services] == ["tiep-don", "noi"]
    assert [one.code for one in told.groups] == ["elderly_75", "pregnant"]
    assert told.services[0].priority_letter == "U"


def test_numbers_are_given_before_opening_and_over_noon_and_not_after_closing(
    work: AtWork,
) -> None:
    told = {}
    for name, hours in {"05:00": -2.5, "12:00": 7, "16:29": 4.48, "16:30": 0.02}.items():
        work.clock.forward(hours=hours)
        button = shown(work).services[1]
        told[name] = (button.open, button.opens)
    assert told == {
        "05:00": (True, ""),
        "12:00": (True, ""),
        "16:29": (True, ""),
        "16:30": (False, "07:00 24/11"),
    }


def test_a_line_of_saturdays_is_closed_today_and_says_when_it_opens(work: AtWork) -> None:
    applied(work, services=noi_with(hours={"sat": "07:00-11:30"}))
    button = shown(work).services[1]
    assert (button.open, button.opens) == (False, "07:00 28/11")
    assert button.hours == [""] * 5 + ["03:00-11:30", ""]


def test_a_line_the_hospital_has_given_up_is_not_offered(work: AtWork) -> None:
    services = {code: one for code, one in SMALL["services"].items() if code != "noi"}
    rooms = {
        code: one | {"services": [line for line in one["services"] if line != "noi"] or ["nhi"]}
        for code, one in SMALL["rooms"].items()
    }
    applied(work, services=services, rooms=rooms)
    assert [one.code for one in shown(work).services] == ["tiep-don"]


def test_where_to_wait_and_the_promise_are_told_for_the_slip_that_needs_no_server(
    work: AtWork,
) -> None:
    desk, room = shown(work).services
    assert desk.where_vi == "Quầy 1–3, tầng 1"
    assert room.where_en == "Room 1, Room 2, Room 3"
    assert (desk.guarantee_minutes, room.guarantee_minutes) == (15, 25)


def test_the_version_is_the_content_and_not_the_hour(work: AtWork) -> None:
    first = shown(work)
    work.press("noi")
    work.clock.forward(minutes=90)
    later = shown(work)
    assert later.version == first.version
    assert later.server_at != first.server_at
    applied(work, services=noi_with(name_vi="Khám Nội tổng quát"))
    assert shown(work).version != first.version


def test_a_kiosk_learns_its_own_number_and_a_stranger_has_none(work: AtWork) -> None:
    assert (shown(work).kiosk_number, shown(work).kiosk_name) == (2, "Kiosk 2")
    assert (shown(work, "kiosk-unknown").kiosk_number) == 0


def test_the_menu_is_for_kiosks(work: AtWork) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        menu(work.staff(), device=work.kiosk)
