"""The board draws whole pictures, never lies about old ones, and heals by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.harness.browser import Browsing
from tests.harness.old_chromium import OldPage
from tests.harness.waiting import wait_until
from tests.simulators.board_pictures import AT, hall, place, record, row, shown, to_speak
from tests.simulators.board_server import CODE, KIOSKS_CODE, BoardServer
from tests.simulators.network import Network

Board = Callable[..., Page]

LOST: Final = "Bảng tạm mất kết nối từ 09:22. Vui lòng nghe nhân viên gọi."
FACING: Final = {"inches": 55, "far": 3}  # near enough that a whole hall fits on one page

SEEN: Final = """
  window.seen = [];
  new MutationObserver(() => {
    const number = document.querySelector(".numbers");
    if (number && seen[seen.length - 1] !== number.innerText) seen.push(number.innerText);
  }).observe(document, { childList: true, subtree: true, characterData: true });
"""


def rows(page: Page, which: str) -> list[str]:
    """What stands in the rows of a list now, turned pages left out."""
    texts: list[str] = page.locator(f".{which} .row:not(.off)").all_inner_texts()
    return [" ".join(text.split()) for text in texts]


def test_a_hall_sees_the_call_its_rooms_who_was_called_and_who_gets_ready(
    board: Board, server: BoardServer
) -> None:
    server.show(hall())
    page = board(**FACING)
    assert page.inner_text(".numbers") == "A012"
    assert page.inner_text(".hero .where").strip() == "Phòng\N{NO-BREAK SPACE}2"
    assert rows(page, "rooms") == [
        "Phòng 1 A001",
        "Phòng 2 A002",
        "Phòng 3 nghỉ đến 09:10",
        "Phòng 4 A004",
        "Phòng 5 A005",
        "Phòng 6 A006",
        "Siêu âm –",
        "Quầy 2 Đóng",
    ]
    called = ["A011 Phòng 5", "B104 Phòng 4 Ưu tiên", "A010 Phòng 1"]
    assert rows(page, "last")[:3] == called
    assert rows(page, "prepare") == ["Phòng 1 A021 A031"]
    assert " ".join(page.inner_text(".bar").split()) == (
        "Bệnh viện Đa khoa Mẫu Sảnh khám bệnh 09:22"
    )


def test_the_same_hall_in_english(board: Board, server: BoardServer) -> None:
    server.show(hall())
    page = board(**FACING, lang="en")
    assert page.get_attribute("html", "lang") == "en"
    assert rows(page, "rooms")[1:3] == ["Room 2 A002", "Room 3 back at 09:10"]
    assert "Priority" in rows(page, "last")[1]


def test_a_paused_desk_does_not_examine_and_a_room_may_not_know_when_it_goes_on(
    board: Board, server: BoardServer
) -> None:
    desk = row(8, state="paused", now=(), resumes_at=AT + 38 * 60_000)
    server.show(hall(rooms=(row(1, state="paused", now=()), desk)))
    assert rows(board(**FACING), "rooms") == ["Phòng 1 tạm dừng", "Quầy 2 nghỉ đến 10:00"]
    server.show(hall(2, places=(place(8),), rooms=(desk,)))
    assert rows(board(**FACING), "prepare") == ["Quầy 2 tạm dừng, làm việc tiếp lúc 10 giờ"]


def test_whoever_is_still_with_a_paused_room_stands_there_beside_its_pause(
    board: Board, server: BoardServer
) -> None:
    server.show(hall(rooms=(row(1, state="paused"), row(2))))
    assert rows(board(**FACING), "rooms") == ["Phòng 1 A001", "Phòng 1 tạm dừng", "Phòng 2 A002"]


def test_the_board_of_one_room_shows_who_waits_and_why_nobody_is_called(
    board: Board, server: BoardServer
) -> None:
    only = row(3, state="paused", resumes_at=AT)
    server.show(hall(places=(place(3),), rooms=(only,), current=shown("A012", "p3", priority=True)))
    page = board()
    assert "7 người đang chờ" in page.inner_text(".hero")
    assert rows(page, "prepare") == ["Phòng 3 tạm dừng, khám tiếp lúc 9 giờ 22"]
    assert rows(page, "last")[0] == "A011"


def test_priority_is_told_by_word_and_star_never_by_colour_alone(
    board: Board, server: BoardServer
) -> None:
    server.show(hall(current=shown("B105", "p1", priority=True)))
    page = board()
    assert page.inner_text(".hero .priority").strip() == "Ưu tiên"
    assert page.locator(".hero .priority svg").count() == 1


def test_an_older_picture_is_dropped_and_another_epoch_is_taken(
    board: Board, server: BoardServer
) -> None:
    server.show(hall(5, current=shown("A005", "p1")))
    page = board(at="about:blank")
    page.add_init_script(SEEN)
    page.goto(server.board())
    page.wait_for_selector(".numbers")
    for epoch, version, number in (("e1", 4, "A004"), ("e1", 6, "A006"), ("e2", 1, "A001")):
        server.show(hall(version, epoch=epoch, current=shown(number, "p1")))
    wait_until(lambda: page.inner_text(".numbers") == "A001")
    assert "A004" not in page.evaluate("seen")


def test_without_a_beat_for_ten_seconds_it_says_so_and_is_right_at_once_when_healed(
    board: Board, server: BoardServer, network: Callable[[int], Network]
) -> None:
    cable = network(server.port)
    server.show(hall())
    page = board(at="about:blank")
    page.clock.install()
    page.goto(server.board().replace(str(server.port), str(cable.port)))
    page.wait_for_selector(".numbers")
    page.clock.fast_forward(8_000)
    cable.cut()
    server.show(hall(2, current=shown("A013", "p1")))  # never arrives
    page.clock.fast_forward(11_000)
    page.wait_for_selector(".banner.contact")
    assert page.inner_text(".banner.contact").strip() == LOST
    assert page.inner_text(".hero .label").strip() == "Trước khi mất kết nối"
    assert page.evaluate("getComputedStyle(document.querySelector('.body')).filter") != "none"
    assert page.locator(".prepare").count() == 0
    page.clock.fast_forward(15 * 60_000)
    page.wait_for_selector(".numbers", state="detached")  # by now the hall has moved on
    cable.mend()
    page.wait_for_selector(".numbers")
    wait_until(lambda: page.inner_text(".numbers") == "A013")
    assert page.locator(".banner.contact").count() == 0
    assert page.inner_text(".hero .label").strip() == "Mời số"


def test_a_broken_connection_heals_without_a_word(board: Board, server: BoardServer) -> None:
    server.show(hall())
    page = board()
    server.drop()
    server.picture = None
    server.show(hall(2, current=shown("A013", "p1")))
    wait_until(lambda: page.inner_text(".numbers") == "A013", 10)
    assert page.locator(".banner").count() == 0


def test_a_name_that_looks_like_html_is_text(board: Board, server: BoardServer) -> None:
    nasty = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>'
    places = (place(1, name_vi=nasty, number=nasty), place(7, name_vi=nasty))
    rooms = (row(1), row(7))
    server.show(
        hall(hospital=nasty, title=nasty, places=places, rooms=rooms, current=shown(nasty, "p1"))
    )
    page = board(**FACING)
    assert nasty in page.inner_text(".hero")
    assert page.locator("#board img, #board script").count() == 0
    assert page.evaluate("window.hurt") is None


def test_rooms_that_do_not_fit_take_turns_and_the_called_one_comes_at_once(
    board: Board, server: BoardServer
) -> None:
    server.show(hall())
    page = board(at="about:blank")
    page.clock.install()
    page.goto(server.board(inches=43, far=6))
    page.wait_for_selector(".hero")
    seen = set(rows(page, "rooms"))
    assert len(seen) < 8
    for _ in range(4):
        page.clock.fast_forward(8_000)
        seen |= set(rows(page, "rooms"))
    assert len(seen) == 8
    server.show(hall(2, current=shown("A099", "p6")))
    wait_until(lambda: any(text.startswith("Phòng 6") for text in rows(page, "rooms")))


def test_whoever_is_disturbed_by_motion_gets_none(board: Board, server: BoardServer) -> None:
    server.show(hall())
    still = board()
    assert still.evaluate("getComputedStyle(document.querySelector('.hero')).animationName") == (
        "none"
    )
    still.emulate_media(reduced_motion="no-preference")
    assert still.evaluate("getComputedStyle(document.querySelector('.hero')).animationName") == (
        "called"
    )


def test_the_board_is_accessible(board: Board, server: BoardServer) -> None:
    record(server.sounds, ["call-A012"])
    server.show(hall())
    for page in (board(**FACING), board(at=f"{server.address}/board/enrol")):
        page.wait_for_selector("#board > *")
        found = Axe().run(page)
        assert not found.response["violations"], found.generate_report()


def test_a_server_with_newer_pages_brings_them_to_the_board(
    board: Board, server: BoardServer
) -> None:
    server.show(hall())
    page = board()
    server.assets = "of the next release"
    with page.expect_navigation():
        server.drop()
    page.wait_for_selector(".numbers")


def test_a_fresh_screen_is_enrolled_with_its_code_and_its_measures(
    browse: Browsing, server: BoardServer
) -> None:
    server.show(hall())
    page = browse(f"{server.address}/board?lang=vi", width=1920, height=1080)
    page.wait_for_url("**/board/enrol**")
    send = page.get_by_role("button", name="Đăng ký")
    send.click()
    assert page.inner_text(".trouble") == "Vui lòng nhập mã đăng ký."
    for wrong, sentence in (("000000", "Mã không đúng hoặc đã hết hạn."), (KIOSKS_CODE, "kiosk")):
        page.get_by_label("Mã đăng ký").fill(wrong)
        send.click()
        wait_until(lambda text=sentence: text in page.inner_text("main"))
    page.get_by_label("Mã đăng ký").fill(f" {CODE} ")
    page.get_by_label("Ghế xa nhất").fill("99")
    send.click()
    assert "từ 1 đến 30 mét" in page.inner_text(".trouble")
    page.get_by_label("Ghế xa nhất").fill("8")
    page.get_by_label("Màn hình (inch)").fill("55")
    page.keyboard.press("Enter")
    page.wait_for_selector(".numbers")
    assert server.enrolled[-1]["code"] == CODE
    kept = page.evaluate("JSON.parse(localStorage['luot.board.screen'])")
    assert kept == {"inches": 55, "farthest_m": 8, "lang": "vi"}
    page.reload()
    page.wait_for_selector(".numbers")


def test_an_unattended_screen_enrols_itself_with_the_code_in_its_address(
    browse: Browsing, server: BoardServer
) -> None:
    server.show(hall())
    page = browse(f"{server.address}/board?inches=32&far=5&lang=vi#code={CODE}")
    page.wait_for_selector(".numbers")
    assert len(server.enrolled) == 1
    assert CODE not in page.url


def test_a_server_that_is_away_during_enrolment_is_said_in_words(
    browse: Browsing, server: BoardServer
) -> None:
    page = browse(f"{server.address}/board/enrol")
    page.context.set_offline(True)
    page.get_by_label("Mã đăng ký").fill(CODE)
    page.keyboard.press("Enter")
    page.wait_for_selector(".trouble")
    assert "kiểm tra dây mạng" in page.inner_text(".trouble")


def test_a_board_whose_key_was_revoked_asks_for_a_new_code(
    browse: Browsing, server: BoardServer
) -> None:
    page = browse(f"{server.address}/board#key=a-key-of-yesterday")
    page.wait_for_selector(".trouble")
    assert "không còn được đăng ký" in page.inner_text(".trouble")
    assert page.evaluate("localStorage['luot.board.key']") is None


def test_a_television_of_2020_draws_and_speaks(
    old_chromium: Callable[[str], OldPage], server: BoardServer
) -> None:
    record(server.sounds, ["call-A012"])
    said = to_speak("call-A012", text_vi="Mời số A không một hai")
    server.show(replace(hall(), to_speak=(said,)))
    page = old_chromium(server.board(inches=43, far=6))
    page.wait_for("document.querySelector('.numbers') !== null")
    assert "A012" in page.text()
    assert "Phòng 1" in " ".join(page.text().split())
    wait_until(lambda: server.spoken == ["call-A012"], 15)
    server.show(hall(2, current=shown("A013", "p1")))
    page.wait_for("document.querySelector('.numbers').innerText === 'A013'")
