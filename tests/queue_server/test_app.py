"""The whole put together: every surface at its place, the board's picture with its sounds."""

from __future__ import annotations

import pytest

from queue_server.core.access import Role
from queue_server.operations.call import call_next
from queue_server.operations.context import Actor
from queue_server.push.watching import Topic
from tests.front import House

PLACES = ["/", "/signin", "/healthz", "/board", "/board/enrol", "/static/common/base.css"]


@pytest.mark.parametrize("address", PLACES)
def test_what_needs_no_one_signed_in_is_there(house: House, address: str) -> None:
    assert house.visitor().get(address, buffered=True).status_code == 200


def test_a_call_stands_on_the_board_with_a_sound_that_can_be_fetched(house: House) -> None:
    house.hire("hoa", Role.ROOM)
    house.open_room("quay-2")
    number, _ = house.give()
    desk = Actor("staff", "1", frozenset({Role.ROOM}))
    house.site.run(call_next, desk, room="quay-2", key=house.key(), current=None)

    picture = house.front.relay.picture(Topic("board", "sanh"))

    (spoken,) = picture["to_speak"]
    assert picture["current"]["number"] == number
    assert spoken["text_vi"] == f"Mời số {number} đến quầy số 2"
    for address in (*spoken["sounds"], *spoken["short"]):
        sound = house.visitor().get(address, buffered=True)
        assert sound.status_code == 200
        assert sound.get_data()[:4] == b"RIFF"


def test_a_boards_picture_names_no_person_and_no_group(house: House) -> None:
    house.give()
    picture = str(house.front.relay.picture(Topic("board", "sanh")))

    assert "group" not in picture
    assert "name" not in picture.replace("name_vi", "").replace("name_en", "")
