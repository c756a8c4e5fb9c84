"""Who waits and why, in a real browser: answered on demand, by keyboard, kept without a server."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from queue_server.core.access import Role
from queue_server.operations import issue
from queue_server.operations.context import Actor
from tests.harness.waiting import wait_until
from tests.queue_server.web.desks import READY, Desks, current
from tests.simulators.network import Network

ROOM = "quay-2"
RECEPTION = Actor("staff", "1", frozenset({Role.RECEPTION}))


def line(page: Page) -> list[str]:
    """The waiting list as it is read."""
    return page.locator(".waiting .number").all_inner_texts()


def test_each_line_answers_why_not_me_yet(hall: Desks) -> None:
    for group in ("", "", "pregnant"):
        key = hall.house.key()
        hall.house.site.run(issue.give, RECEPTION, key=key, service="noi", group=group)
        hall.house.clock.forward(minutes=3)
    page = hall.sit("pk-2", Role.ROOM)
    assert line(page) == ["N003", "N001", "N002"]

    page.locator("summary", has_text="N002").click()

    told = page.locator("details[open] .because").inner_text()
    assert "Còn 2 người được gọi trước." in told
    assert "Trong đó 1 người đến sau: Ưu tiên 1." in told
    assert "Theo thứ tự: vào hàng lúc 07:33." in told


def test_another_patient_is_called_by_keyboard_with_a_reason_of_ones_own(hall: Desks) -> None:
    for _ in range(3):
        hall.house.give()
    page = hall.sit(ROOM)

    page.keyboard.press("l")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.fill("dialog input", "Con nhỏ sốt cao")
    page.keyboard.press("Enter")

    current(page, "A003")
    assert page.locator(".mark.exception").inner_text() == "Gọi trước lượt"


def test_an_absent_patient_is_listed_and_back_by_one_click(hall: Desks) -> None:
    hall.house.give(), hall.house.give()
    page = hall.sit(ROOM)
    page.keyboard.press("Enter")
    current(page, "A001")
    hall.house.clock.forward(seconds=61)
    page.reload()
    page.wait_for_selector(READY)
    page.keyboard.press("v")

    page.wait_for_selector(".absent >> text=gọi lại sau 3 lượt nữa")
    page.click("text=Đã quay lại")

    wait_until(lambda: line(page)[:1] == ["A001"], what="A001 is first again")


@pytest.mark.slow
def test_with_the_server_away_the_list_stays_to_read_and_print(
    hall: Desks, network: Callable[[int], Network]
) -> None:
    for _ in range(3):
        hall.house.give()
    cable = network(hall.port)
    page = hall.sit(ROOM, port=cable.port)
    shown = line(page)

    cable.refuse()
    page.wait_for_selector(".lost-contact", timeout=20_000)

    assert line(page) == shown == ["A001", "A002", "A003"]
    assert page.locator("button.next").is_disabled()
    page.keyboard.press("Enter")
    leaving = "(() => { const leaving = new Event('beforeunload', {cancelable: true});"
    assert page.evaluate(leaving + "dispatchEvent(leaving); return leaving.defaultPrevented})()")
    page.emulate_media(media="print")
    assert page.locator(".printed").inner_text() == "Danh sách chờ lúc 07:30"
    assert page.locator(".waiting .number").first.is_visible()
    assert not page.locator("button.next").is_visible()
    page.emulate_media(media="screen")
    hall.house.give()
    cable.mend()
    page.wait_for_selector(READY, timeout=20_000)

    wait_until(lambda: line(page) == [*shown, "A004"], 10, what="the newest list is back")
    assert hall.view(ROOM).places[0].turn is None
