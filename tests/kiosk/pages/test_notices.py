"""Cards, paper, help and emergency at the kiosk: each says one thing and costs nobody a number."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from queue_server.wire import PrinterReport
from tests.harness.browser import Browsing
from tests.harness.waiting import wait_until
from tests.kiosk.bench import one_service
from tests.kiosk.touch import GROWN_UP, OLD_PERSON, Start, open_page, scan
from tests.simulators.kiosk_server import KioskServer

pytestmark = [pytest.mark.browser]


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
    wait_until(lambda: "paper" in [call.reason for call in server.helps], 15)
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
