"""The kiosk in a real Chromium, as patients use it: by touch, keyboard, card, and with faults."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from kiosk.issuing import Choice
from kiosk.settings import Screen
from queue_server.wire import PrinterReport
from tests.harness.browser import Browsing
from tests.harness.waiting import wait_until
from tests.kiosk.bench import PIN, Served, one_service
from tests.simulators.kiosk_server import KioskServer

pytestmark = [pytest.mark.browser]

OLD_PERSON = "012050012345|012345678|Nguyễn Văn Thử|01021950|Nam|Thôn Mẫu|01012022"
GROWN_UP = "012080012345|012345678|Nguyễn Văn Thử|01021980|Nam|Thôn Mẫu, Xã Thử|01012022"
TWENTY_MM_PX = 81  # at 21.5 inch, 1080 × 1920
SMALLEST_CAPITALS_PX = 30
UPRIGHT, LYING = (1080, 1920), (1920, 1080)
Start = Callable[..., Served]


def open_page(browse: Browsing, kiosk: Served, size: tuple[int, int] = UPRIGHT) -> Page:
    return browse(kiosk.address, width=size[0], height=size[1], has_touch=True)


def digits(page: Page) -> str:
    return page.locator(".digits").inner_text()


def scan(page: Page, payload: str) -> None:
    """As a USB scanner: fast keys and Enter."""
    page.keyboard.type(payload, delay=2)
    page.keyboard.press("Enter")


# ---- to a number -------------------------------------------------------------------------------


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


# ---- cards -------------------------------------------------------------------------------------


def test_a_person_of_75_who_scans_is_offered_the_priority_series(
    browse: Browsing, kiosk_page: Start, server: KioskServer
) -> None:
    page = open_page(browse, kiosk_page(menu=one_service(server)))

    scan(page, OLD_PERSON)
    expect(page.locator(".notice")).to_contain_text("Người từ đủ 75 tuổi")
    page.get_by_role("button", name="Lấy số ưu tiên").tap()

    expect(page.locator(".digits")).to_have_text("U001")
    [press] = server.presses.values()
    assert (press.priority, press.checked) == ("elderly_75", True)


def test_an_ordinary_card_leads_to_an_ordinary_number(
    browse: Browsing, kiosk_page: Start, server: KioskServer
) -> None:
    page = open_page(browse, kiosk_page(menu=one_service(server)))

    scan(page, GROWN_UP)
    page.get_by_role("button", name="LẤY SỐ KHÁM").tap()

    expect(page.locator(".digits")).to_have_text("A001")


def test_a_code_nobody_knows_gets_a_clear_sentence_and_a_number_all_the_same(
    browse: Browsing, kiosk_page: Start, server: KioskServer
) -> None:
    page = open_page(browse, kiosk_page(menu=one_service(server)))

    scan(page, "https://example.vn/an-advertisement")
    expect(page.locator(".notice h1")).to_contain_text("vẫn lấy số được")
    page.get_by_role("button", name="LẤY SỐ KHÁM").tap()

    expect(page.locator(".digits")).to_have_text("A001")


def test_nothing_of_a_card_is_left_on_disk(
    browse: Browsing, kiosk_page: Start, server: KioskServer, capfd: pytest.CaptureFixture[str]
) -> None:
    kiosk = kiosk_page(menu=one_service(server))
    page = open_page(browse, kiosk)
    scan(page, OLD_PERSON)
    page.get_by_role("button", name="Lấy số ưu tiên").tap()
    expect(page.locator(".digits")).to_have_text("U001")

    kept = b"".join(file.read_bytes() for file in kiosk.bench.folder.glob("*.db*"))
    said = "".join(capfd.readouterr())
    for piece in ("012050012345", "Nguyễn Văn Thử", "01021950"):
        assert piece.encode() not in kept
        assert piece not in said
        assert piece not in page.content()


# ---- paper, help, emergency --------------------------------------------------------------------


def test_an_empty_printer_is_said_before_a_number_is_given(
    browse: Browsing, kiosk_page: Start, server: KioskServer
) -> None:
    kiosk = kiosk_page(menu=one_service(server))
    page = open_page(browse, kiosk)
    kiosk.paper = "paper_out"
    expect(page.locator(".band")).to_contain_text("hết giấy")

    page.get_by_role("button", name="LẤY SỐ KHÁM").tap()
    expect(page.locator(".notice")).to_contain_text("Máy chưa in được phiếu")
    assert server.numbers == {}
    assert "paper" in [call.reason for call in server.helps]
    page.get_by_role("button", name="HIỆN SỐ TRÊN MÀN HÌNH").tap()

    expect(page.locator(".digits")).to_have_text("A001")
    expect(page.locator("img.qr")).to_be_visible()
    assert kiosk.bench.spool.queued() == []


def test_a_printer_that_fails_after_the_press_keeps_the_number_and_calls_staff(
    browse: Browsing, kiosk_page: Start, server: KioskServer
) -> None:
    kiosk = kiosk_page(menu=one_service(server))
    page = open_page(browse, kiosk)
    page.get_by_role("button", name="LẤY SỐ KHÁM").tap()
    expect(page.locator(".digits")).to_have_text("A001")

    [slip] = kiosk.bench.spool.queued()
    kiosk.bench.spool.move(slip, "failed", detail="paper_out")

    expect(page.locator(".slip")).to_contain_text("Phiếu chưa in được")
    wait_until(lambda: "no_slip" in [call.reason for call in server.helps])


def test_a_mute_printer_leaves_the_number_until_the_next_touch_but_ten_seconds_at_least(
    browse: Browsing, kiosk_page: Start, server: KioskServer
) -> None:
    kiosk = kiosk_page(menu=one_service(server))
    kiosk.paper = "mute"
    kiosk.bench.spool.tell(PrinterReport(paper="mute", at=kiosk.bench.time.at))
    page = open_page(browse, kiosk)
    page.clock.install()
    page.reload()
    page.get_by_role("button", name="LẤY SỐ KHÁM").tap()
    expect(page.locator(".digits")).to_have_text("A001")
    [slip] = kiosk.bench.spool.queued()
    kiosk.bench.spool.move(slip, "sending")
    [sending] = [kiosk.bench.spool.latest(slip.slip.slip_id)]
    assert sending is not None
    kiosk.bench.spool.move(sending, "unconfirmed", detail="mute")
    page.clock.run_for(4_000)
    expect(page.locator(".number")).to_have_attribute("data-slip", "mute")

    page.locator(".digits").tap()
    expect(page.locator(".digits")).to_have_text("A001")
    expect(page.get_by_role("button", name="Không thấy phiếu")).to_be_visible()
    page.clock.run_for(60_000)
    expect(page.locator(".digits")).to_have_text("A001")
    page.locator(".digits").tap()

    expect(page.get_by_role("button", name="LẤY SỐ KHÁM")).to_be_visible()


def test_help_rings_until_somebody_accepts(
    browse: Browsing, kiosk_page: Start, server: KioskServer
) -> None:
    page = open_page(browse, kiosk_page())

    page.get_by_role("button", name="GỌI NHÂN VIÊN HỖ TRỢ").tap()
    expect(page.get_by_role("dialog")).to_contain_text("Đã báo quầy tiếp đón")
    server.accepting = True

    expect(page.get_by_role("dialog")).to_contain_text("Nhân viên đang đến")


def test_without_the_network_help_says_honestly_where_to_go(
    browse: Browsing, kiosk_page: Start, server: KioskServer
) -> None:
    page = open_page(browse, kiosk_page())
    server.mode = "breaks"

    page.get_by_role("button", name="GỌI NHÂN VIÊN HỖ TRỢ").tap()

    expect(page.get_by_role("dialog")).to_contain_text("đến quầy tiếp đón")


def test_an_emergency_gets_no_number_but_a_person_and_the_way(
    browse: Browsing, kiosk_page: Start, server: KioskServer
) -> None:
    page = open_page(browse, kiosk_page())

    page.get_by_role("button", name="CẤP CỨU").tap()

    expect(page.locator(".way")).to_contain_text("khoa Cấp cứu, tầng 1")
    wait_until(lambda: "emergency" in [call.reason for call in server.helps])
    assert server.numbers == {}


# ---- alone, locked, measured -------------------------------------------------------------------


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
