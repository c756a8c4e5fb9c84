"""Two touches to a number, by hand or keyboard; double taps, tabs and reloads change nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from kiosk.issuing import Choice
from kiosk.settings import Screen
from tests.harness.browser import Browsing
from tests.harness.waiting import wait_until
from tests.kiosk.bench import one_service
from tests.kiosk.touch import Start, open_page
from tests.simulators.kiosk_server import KioskServer

pytestmark = [pytest.mark.browser]


def test_two_touches_lead_from_the_first_screen_to_a_number(
    browse: Browsing, kiosk_page: Start
) -> None:
    page = open_page(browse, kiosk_page())

    page.get_by_role("button", name="LẤY SỐ KHÁM").tap()
    page.get_by_role("button", name="Tiếp đón").tap()

    expect(page.locator(".digits")).to_have_text("A001")
    expect(page.locator(".where")).to_contain_text("Quầy 1–3, tầng 1")
    expect(page.locator(".ahead")).to_contain_text("Còn 12 người")
    expect(page.locator(".guard")).to_contain_text("15")


def test_with_one_service_one_touch_is_enough(
    browse: Browsing, kiosk_page: Start, server: KioskServer
) -> None:
    page = open_page(browse, kiosk_page(menu=one_service(server)))

    page.get_by_role("button", name="LẤY SỐ KHÁM").tap()

    expect(page.locator(".digits")).to_have_text("A001")


def test_a_pregnant_woman_chooses_her_group_and_is_checked_at_the_desk(
    browse: Browsing, kiosk_page: Start, server: KioskServer
) -> None:
    kiosk = kiosk_page(menu=one_service(server))
    page = open_page(browse, kiosk)

    page.get_by_role("button", name="ƯU TIÊN").tap()
    expect(page.get_by_role("button", name="Cấp cứu")).to_have_count(0)
    page.get_by_role("button", name="Phụ nữ có thai").tap()

    expect(page.locator(".digits")).to_have_text("U001")
    [press] = server.presses.values()
    assert (press.priority, press.checked) == ("pregnant", False)


def test_english_is_one_touch_away_and_the_slip_is_english_too(
    browse: Browsing, kiosk_page: Start, server: KioskServer
) -> None:
    kiosk = kiosk_page(menu=one_service(server))
    page = open_page(browse, kiosk)

    page.get_by_role("button", name="English").tap()
    page.get_by_role("button", name="TAKE A NUMBER").tap()

    expect(page.locator(".label")).to_have_text("Your number")
    slip = kiosk.bench.spool.find("A001")
    assert slip is not None
    assert slip.slip.lang == "en"


def test_the_whole_way_goes_by_keyboard_alone(browse: Browsing, kiosk_page: Start) -> None:
    page = open_page(browse, kiosk_page())
    expect(page.locator("button.take")).to_be_focused()

    page.keyboard.press("Enter")
    expect(page.locator("[data-service=kham]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-service=lay-mau]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("button.take")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-service=kham]")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator(".digits")).to_have_text("A001")
    expect(page.locator(".done")).to_be_focused()
    outline = page.locator(".done").evaluate("e => getComputedStyle(e).outlineWidth")
    assert float(outline.removesuffix("px")) >= 4


def test_a_closed_service_says_when_it_opens_and_cannot_be_taken(
    browse: Browsing, kiosk_page: Start
) -> None:
    page = open_page(browse, kiosk_page())
    page.get_by_role("button", name="LẤY SỐ KHÁM").tap()

    expect(page.locator("[data-service=thu-ngan]")).to_be_disabled()
    expect(page.locator("[data-service=thu-ngan]")).to_contain_text("Mở lúc 13:00")


def test_without_the_network_a_number_comes_all_the_same(
    browse: Browsing, kiosk_page: Start, server: KioskServer
) -> None:
    page = open_page(browse, kiosk_page(menu=one_service(server)))
    server.mode = "hangs"

    page.get_by_role("button", name="LẤY SỐ KHÁM").tap()

    expect(page.locator(".digits")).to_have_text("A2-001")
    expect(page.locator(".ahead")).to_have_count(0)


# ---- one press, one number ---------------------------------------------------------------------


def test_a_double_tap_is_one_press(
    browse: Browsing, kiosk_page: Start, server: KioskServer
) -> None:
    page = open_page(browse, kiosk_page(menu=one_service(server)))

    page.get_by_role("button", name="LẤY SỐ KHÁM").dblclick()

    expect(page.locator(".digits")).to_have_text("A001")
    assert len(server.numbers) == 1


def test_two_tabs_show_one_number(browse: Browsing, kiosk_page: Start, server: KioskServer) -> None:
    kiosk = kiosk_page(menu=one_service(server))
    one, two = open_page(browse, kiosk), open_page(browse, kiosk)
    press = kiosk.kiosk.issuing.coming()

    for tab in (one, two):
        answer = tab.evaluate(
            "press => fetch('/press', {method: 'POST', headers: {'Content-Type':"
            " 'application/json'}, body: JSON.stringify({press, service: 'kham'})})"
            ".then(answer => answer.json())",
            press,
        )
        assert answer["result"]["given"]["number"] == "A001"

    expect(one.locator(".digits")).to_have_text("A001")
    expect(two.locator(".digits")).to_have_text("A001")
    assert len(server.numbers) == 1


def test_a_reload_between_press_and_answer_shows_the_same_number(
    browse: Browsing, kiosk_page: Start, server: KioskServer
) -> None:
    kiosk = kiosk_page(menu=one_service(server), answer_within_ms=800)
    page = open_page(browse, kiosk)
    server.mode = "hangs"

    page.get_by_role("button", name="LẤY SỐ KHÁM").tap()
    wait_until(lambda: server.asked == 1)
    page.reload()

    expect(page.locator(".digits")).to_have_text("A2-001")
    assert len(kiosk.bench.spool.queued()) == 1


def test_a_browser_that_died_after_the_press_comes_up_with_the_number(
    browse: Browsing, kiosk_page: Start
) -> None:
    kiosk = kiosk_page()
    kiosk.kiosk.issuing.press(kiosk.kiosk.issuing.coming(), Choice(service="kham"))

    page = open_page(browse, kiosk)

    expect(page.locator(".digits")).to_have_text("A001")


def test_the_next_person_finds_the_first_screen_in_vietnamese_with_a_new_press(
    browse: Browsing, kiosk_page: Start, server: KioskServer
) -> None:
    kiosk = kiosk_page(menu=one_service(server), screen=Screen(result_s=10))
    page = open_page(browse, kiosk)
    page.clock.install()
    page.reload()
    page.get_by_role("button", name="English").tap()
    page.get_by_role("button", name="TAKE A NUMBER").tap()
    expect(page.locator(".returns")).to_contain_text("10")
    used = kiosk.kiosk.issuing.coming()

    page.clock.run_for(11_000)

    expect(page.get_by_role("button", name="LẤY SỐ KHÁM")).to_be_visible()
    assert kiosk.kiosk.issuing.coming() != used
