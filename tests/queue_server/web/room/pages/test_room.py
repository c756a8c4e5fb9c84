"""The room screen in a real browser: every key, no patient called twice, readable and printable."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from queue_server.core.access import Role
from queue_server.operations import issue
from queue_server.operations.context import Actor
from tests.harness.waiting import wait_until
from tests.queue_server.web.desks import READY, Desks, accessible, current, sideways, unhurried

ROOM = "quay-2"
RECEPTION = Actor("staff", "1", frozenset({Role.RECEPTION}))


# ---- one key -------------------------------------------------------------------------------------


def test_enter_is_enough_for_the_whole_day(hall: Desks) -> None:
    numbers = [hall.house.give()[0] for _ in range(3)]
    page = hall.sit(ROOM)

    for number in numbers:
        page.keyboard.press("Enter")
        current(page, number)
        unhurried(page)
    page.keyboard.press("Enter")

    page.wait_for_selector("text=Không có ai đang chờ.")
    wait_until(lambda: hall.view(ROOM).done_today == 3, what="all three were served")
    wait_until(lambda: page.title().startswith("Quầy số 2"), what="nobody is named any more")


def test_a_double_press_calls_one_patient(hall: Desks) -> None:
    hall.house.give(), hall.house.give(), hall.house.give()
    page = hall.sit(ROOM)

    for _ in range(5):
        page.keyboard.press("Enter")
    current(page, "A001")
    page.keyboard.press("Enter")  # the answer is there, the hand has not seen it
    page.wait_for_timeout(300)

    assert hall.view(ROOM).places[0].number == "A001"
    assert hall.view(ROOM).done_today == 0
    assert hall.view(ROOM).waiting_count == 2


def test_a_key_held_down_calls_one_patient(hall: Desks) -> None:
    hall.house.give(), hall.house.give()
    page = hall.sit(ROOM)

    page.keyboard.down("Enter")
    current(page, "A001")
    unhurried(page)
    page.keyboard.down("Enter")  # a repeat, as long as it was not let go
    page.wait_for_timeout(300)

    assert hall.view(ROOM).waiting_count == 1


def test_two_tabs_pressed_at_once_call_one_patient(hall: Desks) -> None:
    hall.house.give(), hall.house.give(), hall.house.give()
    one = hall.sit(ROOM)
    two = one.context.new_page()
    two.goto(one.url)
    two.wait_for_selector(READY)

    press = "setTimeout(() => document.querySelector('button.next').click(), 50)"
    one.evaluate(press)
    two.evaluate(press)

    for page in (one, two):
        current(page, "A001")
    page.wait_for_timeout(300)
    assert (hall.view(ROOM).done_today, hall.view(ROOM).waiting_count) == (0, 2)


def test_a_tab_that_lost_its_socket_is_refused_and_shows_who_is_called(hall: Desks) -> None:
    hall.house.give(), hall.house.give()
    page = hall.sit(ROOM)
    page.evaluate("WebSocket.prototype.send = () => undefined")
    stale = page.context.new_page()
    stale.route("**/socket.io/**", lambda route: route.abort())
    stale.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    stale.goto(page.url)
    stale.wait_for_selector(READY)
    page.keyboard.press("Enter")
    current(page, "A001")

    stale.keyboard.press("Enter")

    stale.wait_for_selector("text=hiện đang mời số A001")
    assert hall.view(ROOM).waiting_count == 1


# ---- each key ------------------------------------------------------------------------------------

Seen = Callable[[Desks], bool]
KEYS: list[tuple[str, str, Seen]] = [
    ("G", "is called again", lambda hall: hall.view("pk-1").places[0].calls == 2),
    ("B", "begins", lambda hall: hall.view("pk-1").places[0].state == "SERVING"),
    ("X", "is done", lambda hall: hall.view("pk-1").done_today == 1),
    ("V", "is absent", lambda hall: len(hall.view("pk-1").absent) == 1),
    ("T", "goes back", lambda hall: [w.number for w in hall.view("pk-1").waiting][:1] == ["N001"]),
    ("H", "was not called", lambda hall: hall.view("pk-1").places[0].turn is None),
]


@pytest.mark.parametrize("key,what,done", KEYS, ids=[what for _, what, _ in KEYS])
def test_the_patient_here(hall: Desks, key: str, what: str, done: Seen) -> None:
    hall.house.give("noi"), hall.house.give("noi")
    page = hall.sit("pk-1", Role.ROOM)
    page.keyboard.press("Enter")
    current(page, "N001")
    hall.house.clock.forward(seconds=61)
    page.reload()
    page.wait_for_selector(READY)

    page.keyboard.press(key.lower())

    wait_until(lambda: done(hall), what=f"N001 {what}")


def test_a_patient_is_sent_on_by_two_keys(hall: Desks) -> None:
    hall.house.give()
    page = hall.sit(ROOM)
    page.keyboard.press("Enter")
    current(page, "A001")

    page.keyboard.press("c")
    page.wait_for_selector("dialog[open]")
    assert "Tiếp đón" not in page.locator(".choices").inner_text()  # where the patient is already
    page.keyboard.press("1")

    wait_until(lambda: hall.view("pk-1").waiting_count == 1, what="waits for Nội")


def test_a_pause_has_a_reason_and_a_time_and_ends_by_one_key(hall: Desks) -> None:
    page = hall.sit(ROOM)

    page.keyboard.press("d")
    page.wait_for_selector("text=Vì sao tạm dừng?")
    page.keyboard.press("2")
    page.wait_for_selector("text=Khám tiếp lúc")
    page.keyboard.press("1")
    page.wait_for_selector(".state.paused")

    view = hall.view(ROOM)
    assert (view.state, view.pause_reason) == ("paused", "Nghỉ trưa")
    assert view.resumes_at is not None
    page.keyboard.press("m")
    page.wait_for_selector(".state.open")


def test_a_question_is_left_by_escape_and_nothing_happens(hall: Desks) -> None:
    page = hall.sit(ROOM)

    page.keyboard.press("d")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Escape")

    wait_until(lambda: page.locator("dialog").count() == 0, what="the question is gone")
    assert hall.view(ROOM).state == "open"


def test_after_a_click_enter_still_means_next(hall: Desks) -> None:
    hall.house.give(), hall.house.give()
    page = hall.sit(ROOM)
    page.keyboard.press("Enter")
    current(page, "A001")
    page.click("text=Trả về hàng chờ")
    wait_until(lambda: hall.view(ROOM).places[0].turn is None, what="A001 is back in line")
    page.wait_for_selector(READY)
    unhurried(page)

    page.keyboard.press("Enter")

    current(page, "A001")


# ---- several places ------------------------------------------------------------------------------


def test_a_group_is_called_by_one_key_and_each_place_has_its_own(hall: Desks) -> None:
    numbers = [hall.house.give("mau")[0] for _ in range(4)]
    page = hall.sit("mau")

    page.keyboard.press("n")
    for number in numbers[:3]:
        current_of_many(page, number)
    calls = {place.last_call_at for place in hall.view("mau").places}
    assert len(calls) == 1  # one announcement
    page.keyboard.press("2")
    page.wait_for_selector(f".current.chosen:has-text('{numbers[1]}')")
    page.keyboard.press("x")

    wait_until(lambda: hall.view("mau").places[1].turn is None, what="place 2 is free")
    assert [one.number for one in hall.view("mau").places] == [numbers[0], "", numbers[2]]
    page.wait_for_selector(READY)
    unhurried(page)
    page.keyboard.press("Enter")
    current_of_many(page, numbers[3])
    assert page.locator("button.next").is_disabled()


def current_of_many(page: Page, number: str) -> None:
    page.wait_for_selector(f".current > .number:text-is('{number}')")


def test_whoever_speaks_another_language_is_marked(hall: Desks) -> None:
    key = hall.house.key()
    hall.house.site.run(issue.give, RECEPTION, key=key, service="tiep-don", lang="en")
    page = hall.sit(ROOM)

    page.keyboard.press("Enter")

    page.wait_for_selector("text=Nói tiếng Anh")


# ---- narrow, readable, without a server ----------------------------------------------------------


@pytest.mark.parametrize("path", ["quay-2", "mau"])
def test_a_strip_360_px_wide_is_whole_and_next_stands_on_top(hall: Desks, path: str) -> None:
    for _ in range(12):
        hall.house.give("mau" if path == "mau" else "tiep-don")
    page = hall.sit(path, width=360, height=700)
    page.keyboard.press("Enter")
    page.wait_for_selector(".current:not(.empty)")

    assert sideways(page) <= 0
    box = page.locator("button.next").bounding_box()
    first = page.locator(".current").first.bounding_box()
    assert box is not None
    assert first is not None
    assert box["y"] + box["height"] <= first["y"] < 300
    page.locator("summary").first.click()
    assert sideways(page) <= 0


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("room", ["quay-2", "mau"])
def test_nothing_stands_in_the_way_of_a_screen_reader(hall: Desks, room: str, lang: str) -> None:
    for _ in range(4):
        hall.house.give("mau" if room == "mau" else "tiep-don")
    page = hall.sit(room)
    page.goto(f"{page.url}?lang={lang}")
    page.wait_for_selector(READY)
    accessible(page)
    page.keyboard.press("Enter")
    page.wait_for_selector(".current:not(.empty)")
    page.locator("summary").first.click()
    accessible(page)
    page.keyboard.press("d")
    page.wait_for_selector("dialog[open]")
    accessible(page)
    assert "room." not in page.locator("main").inner_text()  # every sentence has its words


@pytest.mark.parametrize("lang,opens", [("vi", "Mở phòng"), ("en", "Open the room")])
def test_a_closed_room_says_how_to_open_it(hall: Desks, lang: str, opens: str) -> None:
    page = hall.at(f"/room/{ROOM}?lang={lang}")
    page.wait_for_selector(f"button.next:has-text('{opens}')")
    accessible(page)

    page.keyboard.press("m")

    page.wait_for_selector(".state.open")
