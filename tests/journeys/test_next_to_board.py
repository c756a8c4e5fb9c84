"""Walk B: one key in a room, and the hall sees it, hears it, and the patient's phone knows it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Page, Request

from tests.harness.browser import Browsing
from tests.harness.old_chromium import OldPage
from tests.harness.waiting import wait_until
from tests.journeys.house import EARS, READY, House, call_next
from tests.simulators.network import Network

pytestmark = pytest.mark.slow
LOST = "Bảng tạm mất kết nối từ"


def board_with_ears(browse: Browsing, address: str) -> Page:
    """A board in today's Chromium that notes every sound it has played to the end."""
    page = browse(width=1920, height=1080)
    page.add_init_script(EARS)
    page.goto(address)
    page.wait_for_selector(".hero")
    return page


def old_board_with_ears(open_page: Callable[[str], OldPage], house: House) -> OldPage:
    """The same in Chromium 80."""
    page = open_page(f"{house.hall.address}/signin")  # so that the ears are there before the board
    page.command("Page.addScriptToEvaluateOnNewDocument", source=EARS)
    page.go(house.board_at("sanh"))
    page.wait_for("document.querySelector('.hero') !== null")
    return page


def has_spoken(heard: Callable[[], list[str]], calls: int) -> bool:
    """Whether exactly so many calls have been spoken, each after its chime."""
    return spoken(heard()) == ["chime", "sentence"] * calls


def spoken(heard: list[str]) -> list[str]:
    """What was played, the try-out of the sound left out; sentences by the word "sentence"."""
    names = [file for file in heard if not file.startswith("silence")]
    return ["chime" if name.startswith("chime") else "sentence" for name in names]


def test_enter_in_the_room_reaches_eyes_ears_and_the_phone(
    house: House, browse: Browsing, old_chromium: Callable[[str], OldPage]
) -> None:
    house.serve()
    board = board_with_ears(browse, house.board_at("sanh"))
    old = old_board_with_ears(old_chromium, house)
    phone = browse(house.hall.patient, width=390, height=844)
    assert phone.inner_text("[data-line=number]") == "A003"

    desk = house.at_desk(browse)
    for nth, number in enumerate(("A001", "A002", "A003"), start=1):
        assert call_next(desk) == number
        wait_until(partial(has_spoken, lambda: board.evaluate("heard"), nth), 20)
        wait_until(partial(has_spoken, lambda: old.run("heard"), nth), 20)

    # eye and ear have had the same three calls; the newest stands large, taller than all else
    largest = board.evaluate(LARGEST)
    assert largest == "A003" == old.run(LARGEST)
    assert "Quầy\xa02" in board.inner_text(".hero .where")

    calls = house.rows("SELECT turn_id, count(*) AS n FROM events WHERE act='call' GROUP BY 1")
    assert [one["n"] for one in calls] == [1, 1, 1]
    wait_until(lambda: house.rows("SELECT id FROM events WHERE act='spoken'"), 10)
    phone.reload()  # as a phone taken out of a pocket; otherwise it asks by itself
    assert phone.get_attribute("body", "data-state") == "CALLED"
    assert "Quầy tiếp đón số 2" in phone.inner_text("main")


LARGEST = """
[...document.querySelectorAll("body *")]
  .filter((one) => one.children.length === 0 && one.innerText && one.innerText.trim())
  .map((one) => [parseFloat(getComputedStyle(one).fontSize), one.innerText])
  .sort((a, b) => b[0] - a[0])[0][1]
"""


def test_a_board_that_hears_nothing_says_so_and_is_right_at_once_when_mended(
    house: House, browse: Browsing, network: Callable[[int], Network]
) -> None:
    house.serve()
    cable = network(house.port)
    board = board_with_ears(browse, house.board_at("sanh", port=cable.port))
    desk = house.at_desk(browse)
    call_next(desk)
    board.wait_for_selector(".hero .numbers >> text=A001")

    cable.cut()
    assert call_next(desk) == "A002"
    board.wait_for_selector(".banner.contact", timeout=20_000)
    assert LOST in board.inner_text(".banner.contact")
    assert "A002" not in board.inner_text("body"), "how could it know"

    cable.mend()
    board.wait_for_selector(".banner.contact", state="detached", timeout=15_000)
    board.wait_for_selector(".hero .numbers >> text=A002")
    wait_until(lambda: spoken(board.evaluate("heard"))[-2:] == ["chime", "sentence"], 20)


def test_a_killed_server_leaves_board_room_and_database_with_one_truth(
    house: House, browse: Browsing
) -> None:
    server = house.serve()
    board = board_with_ears(browse, house.board_at("sanh"))
    desk = house.at_desk(browse)
    call_next(desk)
    board.wait_for_selector(".hero .numbers >> text=A001")

    sent: list[str] = []

    def power_goes(request: Request) -> None:
        if request.url.endswith("/next") and not sent:
            server.kill()
            sent.append(request.url)

    desk.on("request", power_goes)
    wait_until(lambda: desk.keyboard.press("Enter") or sent, 10, what="next is on its way")
    house.serve()
    desk.wait_for_selector(READY, timeout=30_000)

    def called() -> list[dict[str, Any]]:
        return house.rows("SELECT number FROM turns WHERE state='CALLED'")

    (now,) = called()
    wait_until(lambda: board.inner_text(".hero .numbers") == now["number"], 20)
    wait_until(lambda: desk.inner_text(".current .number") == now["number"], 20)
    after = call_next(desk)
    wait_until(lambda: board.inner_text(".hero .numbers") == after, 20)
    assert [one["number"] for one in called()] == [after]
    twice = house.rows("SELECT turn_id FROM events WHERE act='call' GROUP BY 1 HAVING count(*) > 1")
    assert twice == [], "nobody was called twice"


def test_signing_out_in_one_tab_ends_the_room_in_the_other(house: House, browse: Browsing) -> None:
    house.serve()
    desk = house.at_desk(browse)
    other = desk.context.new_page()
    other.goto(f"{house.hall.address}/room")
    other.click("text=Đăng xuất")
    desk.wait_for_url("**/signin*", timeout=10_000)
    desk.goto(f"{house.hall.address}/room/quay-2")
    assert "/signin" in desk.url, "and its address opens no more"
