"""The page behind the QR: readable without script, cheap to ask, and nobody else's business."""

from __future__ import annotations

import re

from queue_server.core.access import Role
from queue_server.operations import rooms
from queue_server.operations.call import call_next
from queue_server.operations.context import Actor
from tests.front import House

FIRST_LOAD_BYTES = 60_000


def test_the_number_is_there_without_any_script(house: House) -> None:
    number, secret = house.give()

    shown = house.visitor().get(f"/t/{secret}").text

    assert f'data-line="number">{number}<' in shown
    assert "Sắp đến lượt ông/bà" in shown


def test_the_page_and_all_it_loads_is_small(house: House) -> None:
    _, secret = house.give()
    visitor = house.visitor()
    shown = visitor.get(f"/t/{secret}")
    parts = re.findall(r'(?:href|src)="(/static/[^"]+)"', shown.text)

    total = len(shown.get_data()) + sum(
        len(visitor.get(part, buffered=True).get_data()) for part in parts
    )

    assert len(parts) == 3
    assert total < FIRST_LOAD_BYTES


def test_a_phone_that_asks_again_gets_nothing_new_until_something_changed(house: House) -> None:
    _, secret = house.give()
    visitor = house.visitor()
    first = visitor.get(f"/t/{secret}/state")
    tag = {"If-None-Match": first.headers["ETag"]}
    house.clock.forward(minutes=2)

    assert visitor.get(f"/t/{secret}/state", headers=tag).status_code == 304
    desk = Actor("staff", "1", frozenset({Role.ROOM}))
    house.hire("hoa", Role.ROOM)
    house.site.run(rooms.open_room, desk, room="quay-2")
    house.site.run(call_next, desk, room="quay-2", key=house.key(), current=None)
    called = visitor.get(f"/t/{secret}/state", headers=tag)

    assert called.status_code == 200
    assert called.get_json()["todo"] == "Mời đến ngay: Quầy số 2"


def test_a_link_the_server_does_not_know_yet_is_answered_kindly(house: House) -> None:
    """A kiosk without contact printed it; nobody is told that the number is wrong."""
    shown = house.visitor().get("/t/" + "k" * 22)

    assert shown.status_code == 200
    assert "Số của ông/bà đã được giữ, danh sách đang cập nhật." in shown.text
    assert house.visitor().get("/t/" + "k" * 22 + "/state").get_json() == {"known": False}


def test_what_is_no_link_of_ours_is_no_page(house: House) -> None:
    for wrong in ("short", "x" * 65, "a" * 21 + "!", "../../etc/passwd"):
        assert house.visitor().get(f"/t/{wrong}").status_code == 404


def test_a_link_dies_with_its_day(house: House) -> None:
    _, secret = house.give()
    house.clock.forward(hours=48)

    assert house.visitor().get(f"/t/{secret}/state").get_json() == {"known": False}


def test_the_address_is_a_secret_and_treated_as_one(house: House) -> None:
    _, secret = house.give()
    for address in (f"/t/{secret}", f"/t/{secret}/state"):
        headers = house.visitor().get(address).headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in headers["Cache-Control"]
        assert "noindex" in headers["X-Robots-Tag"]


def test_the_page_is_in_the_language_of_the_slip_until_one_chooses(house: House) -> None:
    _, secret = house.give()

    assert '<html lang="vi">' in house.visitor().get(f"/t/{secret}").text
    assert "You are next" in house.visitor().get(f"/t/{secret}?lang=en").text
