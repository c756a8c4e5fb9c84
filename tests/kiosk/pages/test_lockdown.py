"""An abandoned kiosk goes home, nobody leaves the page but staff, and all is large enough."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.harness.browser import Browsing
from tests.harness.waiting import wait_until
from tests.kiosk.bench import PIN, one_service
from tests.kiosk.touch import (
    LYING,
    SMALLEST_CAPITALS_PX,
    TWENTY_MM_PX,
    UPRIGHT,
    Start,
    open_page,
)
from tests.simulators.kiosk_server import KioskServer

pytestmark = [pytest.mark.browser]


def test_an_abandoned_screen_asks_after_a_minute_and_then_goes_home(
    browse: Browsing, kiosk_page: Start
) -> None:
    kiosk = kiosk_page()
    page = open_page(browse, kiosk)
    page.clock.install()
    page.reload()
    page.get_by_role("button", name="ƯU TIÊN").tap()
    expect(page.locator("[data-screen=groups]")).to_be_visible()

    page.clock.run_for(59_000)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.clock.run_for(2_000)
    expect(page.get_by_role("dialog")).to_contain_text("Ông/bà còn ở đó không?")
    page.get_by_role("button", name="Tôi vẫn ở đây").tap()
    expect(page.locator("[data-screen=groups]")).to_be_visible()
    page.clock.run_for(82_000)

    expect(page.locator("[data-screen=first]")).to_be_visible()


def test_there_is_no_way_out_of_the_page(browse: Browsing, kiosk_page: Start) -> None:
    page = open_page(browse, kiosk_page())
    prevented = """(event) => !document.body.dispatchEvent(event)"""

    for made in (
        "new MouseEvent('contextmenu', {bubbles: true, cancelable: true})",
        "new Event('selectstart', {bubbles: true, cancelable: true})",
        "new WheelEvent('wheel', {bubbles: true, cancelable: true, ctrlKey: true})",
        "new KeyboardEvent('keydown', {bubbles: true, cancelable: true, key: 'F11'})",
        "new KeyboardEvent('keydown', {bubbles: true, cancelable: true, key: 'w', ctrlKey: true})",
        "new KeyboardEvent('keydown', {bubbles: true, cancelable: true, key: 'F4', altKey: true})",
    ):
        assert page.evaluate(f"({prevented})({made})"), made


def test_staff_leave_by_pin_and_nobody_else(browse: Browsing, kiosk_page: Start) -> None:
    kiosk = kiosk_page()
    page = open_page(browse, kiosk)
    page.clock.install()
    page.reload()
    page.mouse.move(30, 30)
    page.mouse.down()
    page.clock.run_for(3_100)
    page.mouse.up()
    page.keyboard.type("000000")
    page.get_by_role("button", name="Thoát khỏi máy lấy số").tap()
    expect(page.locator(".wrong")).to_have_text("Mã PIN không đúng.")
    assert not kiosk.kiosk.stop.is_set()

    page.keyboard.type(PIN)
    page.get_by_role("button", name="Thoát khỏi máy lấy số").tap()

    wait_until(kiosk.kiosk.stop.is_set)


MEASURE = """() => {
  const seen = (element) => element.getClientRects().length > 0;
  const targets = [...document.querySelectorAll("button, a, input, [onclick]")].filter(seen);
  const texts = [...document.querySelectorAll("body *")].filter((element) => seen(element) &&
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  const pen = document.createElement("canvas").getContext("2d");
  const capital = (element) => {
    const style = getComputedStyle(element);
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    return pen.measureText("H").actualBoundingBoxAscent;
  };
  const out = (box) => box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.top < -1;
  return {
    targets: targets.map((element) => [element.textContent, Math.min(
      element.getBoundingClientRect().width, element.getBoundingClientRect().height)]),
    capitals: texts.map((element) => [element.textContent, capital(element)]),
    clipped: [...texts, ...targets].filter((element) => out(element.getBoundingClientRect()) ||
      element.scrollWidth > element.clientWidth + 2 &&
      getComputedStyle(element).display !== "inline")
      .map((element) => element.textContent),
  };
}"""


def measured(page: Page) -> None:
    facts = page.evaluate(MEASURE)
    assert min(size for _, size in facts["targets"]) >= TWENTY_MM_PX, facts["targets"]
    assert min(size for _, size in facts["capitals"]) >= SMALLEST_CAPITALS_PX, facts["capitals"]
    assert facts["clipped"] == []


@pytest.mark.parametrize("size", [UPRIGHT, LYING])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_everything_is_large_enough_to_touch_and_to_read_on_every_screen(
    browse: Browsing, kiosk_page: Start, size: tuple[int, int], lang: str
) -> None:
    kiosk = kiosk_page(voice=True)
    page = open_page(browse, kiosk, size)
    page.evaluate("document.fonts.ready")
    if lang == "en":
        page.locator(".language").tap()
    measured(page)
    page.locator("button.emergency").tap()
    measured(page)
    page.locator("[data-back]").tap()
    page.locator("button.priority").tap()
    measured(page)
    page.locator("[data-back]").tap()
    if lang == "en":
        page.locator(".language").tap()
    page.locator("button.take").tap()
    measured(page)
    page.locator("[data-service=kham]").tap()
    expect(page.locator(".digits")).to_be_visible()
    measured(page)


@pytest.mark.parametrize("path", ["first", "groups", "number"])
def test_contrast_is_seven_to_one_and_names_are_there_for_who_cannot_see(
    browse: Browsing, kiosk_page: Start, server: KioskServer, path: str
) -> None:
    page = open_page(browse, kiosk_page(menu=one_service(server)))
    if path == "groups":
        page.locator("button.priority").tap()
    if path == "number":
        page.locator("button.take").tap()
        expect(page.locator(".digits")).to_be_visible()
    rules = {"runOnly": ["color-contrast-enhanced", "button-name", "image-alt", "html-has-lang"]}

    found = Axe().run(
        page, options={"rules": {"color-contrast-enhanced": {"enabled": True}}, **rules}
    )

    assert found.violations_count == 0, found.generate_report()
