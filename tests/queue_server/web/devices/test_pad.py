"""A pad's addresses: its own room only, under the name of whoever sits there."""

from __future__ import annotations

from typing import Any

import pytest

from queue_server import wire
from queue_server.core.access import Role
from queue_server.core.refusal import Refusal
from queue_server.operations import machines, rooms
from queue_server.operations.context import COMMAND_LINE, Actor
from tests.front import House, Machine

ROOM = "quay-2"


@pytest.fixture
def pad(house: House) -> Machine:
    """The pad of desk 2, where Lan sits and has opened."""
    lan = house.hire("lan", Role.RECEPTION)
    house.site.run(rooms.sit, lan, room=ROOM)
    house.site.run(rooms.open_room, lan, room=ROOM)
    return house.machine("pad", "Bàn phím quầy 2", room=ROOM)


def press(house: House, pad: Machine, deed: str, turn: int | None = None) -> Any:
    answer = pad.post(f"room/{deed}", wire.PadKey(key=house.key(), turn=turn))
    return answer.status_code, answer.get_json()


def test_a_pad_sees_its_room_and_nothing_new_costs_nothing(house: House, pad: Machine) -> None:
    first = pad.get("room")
    tag = {"If-None-Match": first.headers["ETag"]}
    house.clock.forward(minutes=1)

    assert first.get_json()["room"] == ROOM
    assert pad.get("room", **tag).status_code == 304
    house.give()
    assert pad.get("room", **tag).status_code == 200


def test_the_keys_of_a_pad_serve_a_patient_from_call_to_done(house: House, pad: Machine) -> None:
    number = house.give()[0]

    _, view = press(house, pad, "next")
    place = view["places"][0]
    assert (place["number"], view["sitter_name"]) == (number, "Cô Lan")
    house.clock.forward(seconds=61)
    assert press(house, pad, "recall", place["turn"])[1]["places"][0]["calls"] == 2
    assert press(house, pad, "start", place["turn"])[1]["places"][0]["state"] == "SERVING"
    assert press(house, pad, "finish", place["turn"])[1]["done_today"] == 1
    assert press(house, pad, "undo")[1]["places"][0]["number"] == number


def test_who_does_not_come_is_absent(house: House, pad: Machine) -> None:
    number = house.give()[0]
    turn = press(house, pad, "next")[1]["places"][0]["turn"]
    assert press(house, pad, "miss", turn)[1]["code"] == "absent_too_soon"
    house.clock.forward(seconds=61)

    view = press(house, pad, "miss", turn)[1]

    assert [one["number"] for one in view["absent"]] == [number]


def test_another_current_patient_is_refused(house: House, pad: Machine) -> None:
    house.give(), house.give()
    press(house, pad, "next")

    status, trouble = press(house, pad, "next", None)

    assert (status, trouble["code"]) == (409, "other_current")


def test_a_key_about_nobody_is_refused(house: House, pad: Machine) -> None:
    assert press(house, pad, "recall")[1]["code"] == "nobody_here"
    assert press(house, pad, "close")[0] == 404
    assert pad.post("room/next", b"{").status_code == 400


def test_at_an_empty_desk_no_key_works(house: House) -> None:
    house.open_room(ROOM)
    pad = house.machine("pad", room=ROOM)

    assert press(house, pad, "next")[1]["code"] == "nobody_sits"


def test_a_pad_works_for_one_room_and_every_other_machine_for_none(
    house: House, pad: Machine
) -> None:
    house.give()
    turn = press(house, pad, "next")[1]["places"][0]["turn"]
    other = house.machine("pad", "Bàn phím quầy 1", room="quay-1")
    minh = house.hire("minh", Role.ROOM)
    house.site.run(rooms.sit, minh, room="quay-1")

    assert press(house, other, "finish", turn)[1]["code"] == "not_here"
    for machine in (house.machine("kiosk"), house.machine("board", board="sanh")):
        assert press(house, machine, "next")[0] == 403
        assert machine.get("room").status_code == 403
    for path in ("menu", "print-jobs", "board"):
        assert pad.get(path).status_code == 403


def test_a_revoked_pad_is_out_at_once(house: House, pad: Machine) -> None:
    house.site.run(machines.revoke, COMMAND_LINE, device=pad.device)

    assert press(house, pad, "next")[0] == 401


def test_a_pad_needs_a_room_that_exists(house: House) -> None:
    with pytest.raises(Refusal, match="room_unknown"):
        house.machine("pad", room="quay-99")


def test_the_act_carries_whoever_has_taken_the_desk_over(house: House, pad: Machine) -> None:
    minh = house.hire("minh", Role.ROOM)
    house.site.run(rooms.take_over, Actor("staff", minh.id, minh.roles), room=ROOM)
    house.give()

    assert press(house, pad, "next")[1]["sitter_name"] == "Cô Minh"
