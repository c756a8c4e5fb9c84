"""The reception screen in a real browser: a number found, given, mended, and a bell that rings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from queue_server import wire
from queue_server.core.access import Role
from queue_server.operations import cards
from queue_server.operations.context import Actor
from queue_server.operations.views_desk import VisitCard
from tests.front import Machine
from tests.harness.waiting import wait_until
from tests.queue_server.web.desks import Desks, accessible, sideways
from tests.simulators.network import Network

LAN = Actor("staff", "1", frozenset({Role.RECEPTION}))


def look(hall: Desks, number: str) -> VisitCard:
    (card,) = hall.house.site.look(cards.find, LAN, number=number)
    return card


def found(page: Page, typed: str, number: str) -> None:
    """Type a number into the field that has the focus, and see its card."""
    page.wait_for_selector(".find input")
    page.keyboard.press("F3")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"article[aria-label='{number}']")


@pytest.fixture
def printer(hall: Desks) -> Machine:
    return hall.house.machine("printer", "Máy in quầy")


def test_a_number_is_given_with_group_and_language_by_keyboard_alone(
    hall: Desks, printer: Machine
) -> None:
    page = hall.at("/reception")
    page.wait_for_selector(".find input:focus")

    page.keyboard.press("F2")
    page.wait_for_selector("dialog[open]")
    page.get_by_label("Tiếng Anh").check()
    page.keyboard.press("3")  # no group, 75 and over, pregnant

    page.wait_for_selector("text=Đã cấp số U001")
    page.wait_for_selector("article >> text=Nói tiếng Anh")
    assert look(hall, "U001").group == "pregnant"
    (job,) = printer.get("print-jobs").get_json()
    assert (job["slip"]["number"], job["slip"]["lang"]) == ("U001", "en")


def test_a_number_is_found_as_it_is_typed_and_the_next_one_takes_its_place(hall: Desks) -> None:
    hall.house.give(), hall.house.give()
    page = hall.at("/reception")

    found(page, "a 1", "A001")
    found(page, "a02", "A002")
    page.keyboard.press("F3")
    page.keyboard.type("a99")
    page.keyboard.press("Enter")

    page.wait_for_selector("text=Hôm nay không có số A99.")


def test_a_number_nobody_can_read_says_how_numbers_look(hall: Desks) -> None:
    page = hall.at("/reception")
    page.wait_for_selector(".find input:focus")

    page.keyboard.type("xin chào")
    page.keyboard.press("Enter")

    page.wait_for_selector(".message.trouble >> text=A012")


def test_kind_and_room_number_are_a_key_each(hall: Desks, printer: Machine) -> None:
    hall.house.give()
    page = hall.at("/reception")
    found(page, "a1", "A001")

    page.keyboard.press("F6")
    page.wait_for_selector("button[data-key=F6][aria-pressed=true]")
    page.keyboard.press("F4")
    page.wait_for_selector("dialog[open] >> text=chờ khám ở đâu")
    page.keyboard.press("1")

    page.wait_for_selector(".turns >> text=N001")
    assert look(hall, "A001").kind == "bhyt"
    wait_until(lambda: len(printer.get("print-jobs").get_json()) == 1, what="the slip is queued")


def test_a_group_is_marked_corrected_and_papers_are_right_by_one_click(hall: Desks) -> None:
    hall.house.give()
    page = hall.at("/reception")
    found(page, "a1", "A001")

    page.click("text=Đối tượng ưu tiên")
    page.keyboard.press("2")
    page.wait_for_selector("article .mark.priority")
    assert (look(hall, "A001").group, look(hall, "A001").checked) == ("elderly_75", True)
    page.click("text=Đối tượng ưu tiên")
    page.keyboard.press("1")

    wait_until(lambda: look(hall, "A001").group == "", what="no group any more")


def test_an_emergency_is_made_and_taken_back(hall: Desks) -> None:
    hall.house.give()
    page = hall.at("/reception")
    found(page, "a1", "A001")

    page.click("button:text-is('Cấp cứu')")
    page.keyboard.press("1")
    page.wait_for_selector("article .mark.emergency")
    page.click("text=Không phải cấp cứu")
    page.keyboard.press("1")

    wait_until(lambda: not look(hall, "A001").emergency, what="no emergency any more")


def test_void_is_offered_only_to_those_who_may(hall: Desks) -> None:
    hall.house.give()
    page = hall.at("/reception")
    found(page, "a1", "A001")
    assert page.locator("text=Hủy số").count() == 0

    other = hall.at("/reception", Role.SUPERVISOR, login="hoa")
    found(other, "a1", "A001")
    other.click("text=Hủy số")
    other.keyboard.press("1")

    other.wait_for_selector("article >> text=Đã hủy: Lấy trùng")
    assert other.locator("article .keys button").count() == 0
    wait_until(lambda: "Đã hủy" in page.inner_text("article"), 15, what="the first card follows")


def test_the_card_follows_what_the_room_does(hall: Desks) -> None:
    hall.house.give()
    page = hall.at("/reception", login="hoa")
    found(page, "a1", "A001")
    room = hall.sit("quay-2")

    room.keyboard.press("Enter")

    page.wait_for_selector("article >> text=Đang được mời")
    page.wait_for_selector("article >> text=Quầy số 2")


def test_help_rings_until_somebody_comes(hall: Desks) -> None:
    kiosk = hall.house.machine("kiosk", "Máy lấy số 1")
    page = hall.at("/reception")
    page.evaluate(
        "window.rung = 0; const play = HTMLMediaElement.prototype.play;"
        "HTMLMediaElement.prototype.play = function () { this.addEventListener('ended',"
        " () => { window.rung += 1; }); return play.call(this); }; undefined"
    )

    kiosk.post("help", wire.HelpCall(help_id="help-0001", called_at=hall.house.clock()))
    page.wait_for_selector(".call >> text=Máy lấy số 1: người bệnh gọi nhân viên")
    wait_until(lambda: page.evaluate("window.rung") >= 2, 15, what="it rings again and again")
    accessible(page)
    page.keyboard.press("F1")

    wait_until(lambda: page.locator(".call").count() == 0, what="the call is answered")
    assert kiosk.get("help/help-0001").get_json() == {"accepted": True}
    page.wait_for_timeout(500)
    rung = page.evaluate("window.rung")
    page.wait_for_timeout(3_500)
    assert page.evaluate("window.rung") == rung


def test_a_machine_in_trouble_is_named_and_does_not_ring(hall: Desks) -> None:
    printer = hall.house.machine("printer", "Máy in quầy")
    paper = wire.PrinterReport(paper="paper_out", at=hall.house.clock())
    printer.post("heartbeat", wire.Heartbeat(paper=paper))

    page = hall.at("/reception")

    page.wait_for_selector(".device >> text=Máy in quầy: hết giấy")
    assert page.locator(".call").count() == 0


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_stands_in_the_way_of_a_screen_reader_or_a_small_screen(
    hall: Desks, lang: str
) -> None:
    hall.house.machine("printer", "Máy in quầy")
    hall.house.give()
    page = hall.at(f"/reception?lang={lang}", Role.SUPERVISOR, width=1024, height=768)
    page.wait_for_selector(".find input")
    accessible(page)
    found(page, "a1", "A001")
    accessible(page)
    assert sideways(page) <= 0
    page.keyboard.press("F2")
    page.wait_for_selector("dialog[open]")
    accessible(page)
    assert sideways(page) <= 0
    assert "reception." not in page.locator("main").inner_text()


@pytest.mark.slow
def test_with_the_server_away_nothing_can_be_pressed_and_it_says_since_when(
    hall: Desks, network: Callable[[int], Network]
) -> None:
    hall.house.give()
    cable = network(hall.port)
    page = hall.at("/reception", port=cable.port)
    found(page, "a1", "A001")

    cable.refuse()
    page.wait_for_selector(".lost-contact", timeout=20_000)

    enabled = page.locator(".reception .columns button:not([disabled])")
    assert enabled.count() == 0
    cable.mend()
    wait_until(lambda: page.locator(".lost-contact").count() == 0, 20, what="contact is back")
    assert enabled.count() > 3
