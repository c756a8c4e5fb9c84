"""A press at a kiosk: one number, whatever is retried."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import msgspec
import pytest

from queue_server import wire
from queue_server.core.access import Role
from queue_server.core.refusal import Refusal
from queue_server.operations import issue, patient
from queue_server.operations.context import NOBODY
from queue_server.operations.views import Given
from tests.at_work import SMALL, AtWork, at_work, small_hospital, with_policy
from tests.harness.clock import Clock


@pytest.fixture
def work(database_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(database_url, clock)
    yield there
    there.db.close()


def sent(work: AtWork, press: wire.Press) -> wire.Issued:
    return issue.press(work.at_kiosk, press=press, device=work.kiosk)


def test_the_first_press_of_the_day_is_number_one_and_the_next_is_two(work: AtWork) -> None:
    assert [work.number("tiep-don"), work.number("tiep-don")] == ["A001", "A002"]


def test_a_full_day_says_so_at_the_kiosk_and_staff_may_still_give_a_number(
    database_url: str, clock: Clock
) -> None:
    services = {code: dict(one) for code, one in SMALL["services"].items()}
    services["noi"]["most_a_day"] = 2
    work = at_work(database_url, clock, small_hospital(services=services))
    assert [work.number("noi"), work.number("noi")] == ["N001", "N002"]
    with pytest.raises(Refusal, match="day_full") as told:
        work.number("noi")
    assert told.value.facts == {"most": 2}
    by_hand = issue.give(work.staff(), key="by-hand-1", service="noi")
    assert by_hand.number == "N003"
    assert work.number("tiep-don") == "A001"
    work.db.close()


def test_called_is_who_took_the_first_number(work: AtWork) -> None:
    work.open("pk-1")
    work.press("noi")
    work.clock.forward(seconds=1)
    work.press("noi")
    assert [work.called("pk-1"), work.called("pk-1")] == ["N001", "N002"]
    assert work.acts("N001") == ["issue", "call", "finish"]


def test_numbers_begin_anew_when_the_service_day_turns(work: AtWork) -> None:
    assert work.number("noi") == "N001"
    work.clock.forward(hours=24)
    assert work.number("noi") == "N001"
    assert [row["day"] for row in work.rows("numbers")] == ["2026-11-23", "2026-11-24"]


def test_the_answer_tells_who_stands_before_where_to_wait_and_the_guarantee(work: AtWork) -> None:
    work.press("tiep-don")
    work.clock.forward(seconds=1)
    told = work.press("tiep-don")
    assert (told.number, told.ahead, told.where) == ("A002", 1, "Quầy 1–3, tầng 1")
    assert told.guarantee_minutes == 15  # ten minutes and one pass of a minute, rounded up to five
    assert not told.priority
    room = work.press("noi")
    assert room.where == "Phòng khám số 1, Phòng khám số 2, Phòng khám số 3"


def test_priority_has_its_series_and_only_those_it_does_not_pass_stand_before_it(
    work: AtWork,
) -> None:
    work.press("tiep-don")
    told = work.press("tiep-don", priority="elderly_75")
    assert (told.number, told.ahead, told.priority) == ("U001", 0, True)


def test_a_line_without_guard_promises_nothing(database_url: str, clock: Clock) -> None:
    work = at_work(database_url, clock, with_policy("noi", guard=False))
    assert work.press("noi").guarantee_minutes is None
    work.db.close()


# ---- the same press again ----------------------------------------------------------------------


def test_the_same_press_gets_the_same_answer(work: AtWork) -> None:
    press = work.a_press("noi")
    first = sent(work, press)
    work.clock.forward(minutes=2)
    again = sent(work, press)
    assert again == msgspec.structs.replace(first, repeated=True)
    assert len(work.rows("numbers")) == len(work.rows("turns")) == 1


def test_the_same_press_with_another_choice_is_refused(work: AtWork) -> None:
    press = work.a_press("noi")
    sent(work, press)
    with pytest.raises(Refusal, match="press_reused"):
        sent(work, msgspec.structs.replace(press, service="tiep-don"))
    with pytest.raises(Refusal, match="press_reused"):
        sent(work, msgspec.structs.replace(press, priority="pregnant"))


def test_two_presses_never_share_a_link(work: AtWork) -> None:
    first = work.a_press("noi")
    sent(work, first)
    with pytest.raises(Refusal, match="press_reused"):
        sent(work, work.a_press("noi", link_hash=first.link_hash))
    assert work.number("noi") == "N002"  # what failed has taken no number


# ---- what a kiosk is not given -----------------------------------------------------------------


def test_before_opening_and_over_noon_numbers_are_given(work: AtWork) -> None:
    for minutes in (-120, 300):  # 05:30 and 12:30
        work.clock.forward(minutes=minutes)
        assert work.number("noi")


def test_after_the_last_closing_the_next_opening_is_told(work: AtWork) -> None:
    work.clock.forward(hours=9, minutes=5)  # 16:35 on Monday
    with pytest.raises(Refusal, match="service_closed") as told:
        work.press("noi")
    assert told.value.facts["opens"] == "07:00 24/11"


def test_an_unknown_service_group_or_device_role_is_refused(work: AtWork) -> None:
    with pytest.raises(Refusal, match="service_unknown"):
        work.press("ghost")
    with pytest.raises(Refusal, match="group_unknown"):
        work.press("noi", priority="vip")
    with pytest.raises(Refusal, match="group_unknown"):
        work.press("noi", priority="emergency")  # staff only: the kiosk calls somebody
    with pytest.raises(Refusal, match="not_allowed"):
        issue.press(work.staff(), press=work.a_press("noi"), device=work.kiosk)
    assert work.rows("numbers") == []


# ---- at reception ------------------------------------------------------------------------------


def given(work: AtWork, key: str = "give-one", **said: str) -> Given:
    return issue.give(work.staff(), key=key, service="noi", **said)


def test_reception_gives_a_number_with_a_link_of_its_own(work: AtWork) -> None:
    told = given(work, group="pregnant", kind="bhyt", lang="en")
    assert (told.number, told.priority, told.to_check, told.lang) == ("N001", True, False, "en")
    link_hash = hashlib.sha256(told.secret.encode()).hexdigest()
    page = patient.patient_view(work.built.by(NOBODY), link_hash=link_hash)
    assert (page.number, page.state, page.ahead) == ("N001", "WAITING", 0)
    visit = work.rows("visits")[0]
    assert (visit["group_checked"], visit["patient_kind"]) == (True, "bhyt")


def test_a_double_click_gives_one_number_and_tells_the_secret_once(work: AtWork) -> None:
    first, again = given(work), given(work)
    assert (again.number, again.visit, again.repeated, again.secret) == (
        first.number, first.visit, True, "",
    )  # fmt: skip
    assert len(work.rows("numbers")) == 1
    assert "secret" not in str(work.rows("repeats"))


def test_staff_may_give_a_number_after_closing_but_not_an_unknown_kind(work: AtWork) -> None:
    work.clock.forward(hours=12)
    assert given(work).number == "N001"
    with pytest.raises(Refusal, match="kind_unknown"):
        given(work, key="give-two", kind="vip")
    with pytest.raises(Refusal, match="not_allowed"):
        issue.give(work.staff(Role.ROOM), key=work.key(), service="noi")


# ---- the menu ----------------------------------------------------------------------------------


def test_the_menu_offers_what_people_may_choose_and_its_version_is_its_content(
    work: AtWork,
) -> None:
    menu = issue.menu(work.at_kiosk, device=work.kiosk)
    assert [one.code for one in menu.services] == ["tiep-don", "noi"]
    assert [one.open for one in menu.services] == [True, True]
    assert [one.code for one in menu.groups] == ["elderly_75", "pregnant"]
    assert (menu.kiosk_number, menu.kiosk_name) == (2, "Kiosk 2")
    assert menu.services[0].hours == ["03:00-16:30"] * 5 + ["", ""]
    work.press("noi")
    work.clock.forward(minutes=1)
    assert issue.menu(work.at_kiosk, device=work.kiosk).version == menu.version
    work.clock.forward(hours=10)
    later = issue.menu(work.at_kiosk, device=work.kiosk)
    assert (later.services[0].open, later.services[0].opens) == (False, "07:00 24/11")
    assert later.version != menu.version
