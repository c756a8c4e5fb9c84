"""The room screen's addresses: who may use them, what each does, what is refused and how."""

from __future__ import annotations

from typing import Any, Final

import pytest
from werkzeug.test import TestResponse

from queue_server.core.access import STAFF, Deed, Role, may
from tests.front import ORIGIN, House, Visitor

ROOM: Final = "quay-2"

DEEDS: Final[dict[str, tuple[Deed, dict[str, Any]]]] = {
    "next": (Deed.WORK_ROOM, {"current": None}),
    "several": (Deed.WORK_ROOM, {}),
    "call_this": (Deed.CALL_OUT_OF_ORDER, {"turn": 1, "reason": "Bác sĩ yêu cầu"}),
    "recall": (Deed.WORK_ROOM, {"turn": 1}),
    "start": (Deed.WORK_ROOM, {"turn": 1}),
    "finish": (Deed.WORK_ROOM, {"turn": 1}),
    "put_back": (Deed.WORK_ROOM, {"turn": 1}),
    "miss": (Deed.WORK_ROOM, {"turn": 1}),
    "come_back": (Deed.WORK_ROOM, {"turn": 1}),
    "send_on": (Deed.SEND_ON, {"turn": 1, "service": "noi"}),
    "undo": (Deed.WORK_ROOM, {}),
    "open": (Deed.WORK_ROOM, {}),
    "pause": (Deed.WORK_ROOM, {"reason": "Nghỉ trưa", "resumes_at": None}),
    "close": (Deed.WORK_ROOM, {}),
}


class Desk:
    """Somebody with a session at a room, pressing its keys."""

    def __init__(self, house: House, visitor: Visitor, room: str = ROOM) -> None:
        self.house, self.visitor, self.room = house, visitor, room
        self.headers = {"Origin": ORIGIN, "X-CSRF-Token": visitor.csrf()}

    def press(self, deed: str, **body: Any) -> TestResponse:
        said = {"key": self.house.key(), **body}
        return self.visitor.client.post(
            f"/room/{self.room}/{deed}", json=said, headers=self.headers
        )

    def view(self, deed: str, **body: Any) -> dict[str, Any]:
        answer = self.press(deed, **body)
        assert answer.status_code == 200, answer.text
        seen: dict[str, Any] = answer.get_json()
        return seen

    def code(self, deed: str, **body: Any) -> tuple[int, str]:
        answer = self.press(deed, **body)
        return answer.status_code, answer.get_json()["code"]


@pytest.fixture
def desk(house: House) -> Desk:
    """Lan at an open desk number 2; nobody waits."""
    at = Desk(house, house.signed_in("lan", Role.RECEPTION))
    at.visitor.post(f"/room/{ROOM}/sit", page="/room")
    at.view("open")
    return at


def called(desk: Desk, current: int | None = None) -> dict[str, Any]:
    """The place after the next one was called."""
    place: dict[str, Any] = desk.view("next", current=current)["places"][0]
    return place


# ---- who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DEEDS)
def test_each_key_works_for_those_whose_role_has_its_deed(house: House, name: str) -> None:
    deed, body = DEEDS[name]
    house.open_room(ROOM)
    house.give()
    for role in STAFF:
        desk = Desk(house, house.signed_in(role, role))
        answer = desk.press(name, **body)
        refused = answer.status_code == 403 and answer.get_json()["code"] == "not_allowed"
        assert refused is not may([role], deed), (role, answer.text)


def test_a_stranger_is_sent_away_whatever_is_pressed(house: House) -> None:
    stranger = Desk(house, house.visitor())

    for name, (_, body) in DEEDS.items():
        assert stranger.code(name, **body) == (401, "not_signed_in"), name


def test_no_key_works_without_our_own_pages_token(house: House) -> None:
    client = house.signed_in("lan", Role.RECEPTION).client

    for name, (_, body) in DEEDS.items():
        said = {"key": "key-of-this-test", **body}
        answer = client.post(f"/room/{ROOM}/{name}", json=said, headers={"Origin": ORIGIN})
        assert (answer.status_code, answer.get_json()["code"]) == (403, "bad_form"), name


def test_somebody_with_a_first_password_works_nowhere_yet(house: House) -> None:
    house.hire("moi", Role.RECEPTION, must_change=True)
    visitor = house.visitor()
    visitor.post("/signin", login="moi", password="mot cau rat dai 7!")

    assert visitor.get(f"/room/{ROOM}").headers["Location"].startswith("/account")


@pytest.mark.parametrize("page", ["/room", f"/room/{ROOM}"])
def test_the_pages_send_a_stranger_to_sign_in_and_then_back(house: House, page: str) -> None:
    answer = house.visitor().get(page)

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/signin?next={page}")


@pytest.mark.parametrize("page", ["/room", f"/room/{ROOM}"])
def test_an_auditor_may_look_at_no_room_as_if_sitting_there(house: House, page: str) -> None:
    assert house.signed_in("tuan", Role.AUDITOR).get(page).status_code == 403


# ---- messages that make no sense -----------------------------------------------------------------


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"{", id="half a message"),
        pytest.param(b'{"key": "abcdefgh"}', id="without saying who is on the screen"),
        pytest.param(b'{"key": "x", "current": null}', id="a key too short"),
        pytest.param(b'{"key": "abcdefgh", "current": "A001"}', id="a number for a turn"),
        pytest.param(b'{"key": "abcdefgh", "current": null, "more": 1}', id="more than is known"),
        pytest.param(b"\xff\xfe", id="no text at all"),
    ],
)
def test_a_message_that_makes_no_sense_is_refused_and_changes_nothing(
    desk: Desk, sent: bytes
) -> None:
    desk.house.give()

    answer = desk.visitor.client.post(
        f"/room/{ROOM}/next", data=sent, headers=desk.headers, content_type="application/json"
    )

    assert (answer.status_code, answer.get_json()["code"]) == (400, "bad_message")
    assert desk.view("open")["places"][0]["turn"] is None


def test_a_room_nobody_knows_is_not_found(house: House) -> None:
    desk = Desk(house, house.signed_in("lan", Role.RECEPTION), room="quay-99")

    assert desk.code("next", current=None) == (404, "room_unknown")
    assert desk.visitor.get("/room/quay-99").status_code == 404


@pytest.mark.parametrize("name", ["recall", "start", "finish", "put_back", "miss", "come_back"])
def test_a_turn_nobody_knows_is_not_found(desk: Desk, name: str) -> None:
    assert desk.code(name, turn=999) == (404, "turn_unknown")


def test_another_rooms_patient_is_not_ours_to_finish(desk: Desk) -> None:
    desk.house.give()
    mine = called(desk)
    other = Desk(desk.house, desk.house.signed_in("minh", Role.ROOM), room="pk-1")

    assert other.code("finish", turn=mine["turn"]) == (409, "not_here")


# ---- the keys ------------------------------------------------------------------------------------


def test_next_calls_and_next_again_is_done_and_calls(desk: Desk) -> None:
    first, second = desk.house.give()[0], desk.house.give()[0]

    one = called(desk)
    two = called(desk, current=one["turn"])

    assert (one["number"], two["number"]) == (first, second)
    assert desk.view("open")["done_today"] == 1


def test_a_screen_that_shows_somebody_else_is_refused_with_the_number(desk: Desk) -> None:
    number = desk.house.give()[0]
    called(desk)

    answer = desk.press("next", current=None)

    assert (answer.status_code, answer.get_json()["code"]) == (409, "other_current")
    assert number in answer.get_json()["message"]


def test_the_same_press_sent_twice_calls_once(desk: Desk) -> None:
    desk.house.give(), desk.house.give()
    press = {"key": "one-and-the-same", "current": None}

    once, again = desk.view("next", **press), desk.view("next", **press)

    assert again["places"] == once["places"]
    assert again["outcome"]["repeated"]
    assert again["waiting_count"] == 1


def test_a_group_is_called_by_one_key_and_fills_every_place(house: House) -> None:
    desk = Desk(house, house.signed_in("lan", Role.RECEPTION), room="mau")
    desk.view("open")
    numbers = [house.give("mau")[0] for _ in range(4)]

    view = desk.view("several")

    assert [place["number"] for place in view["places"]] == numbers[:3]
    assert view["outcome"]["numbers"] == numbers[:3]
    assert desk.code("several") == (409, "no_free_place")


def test_a_call_out_of_order_needs_a_reason(desk: Desk) -> None:
    desk.house.give(), desk.house.give()
    last = desk.view("open")["waiting"][-1]

    assert desk.code("call_this", turn=last["turn"], reason="  ") == (409, "reason_needed")
    view = desk.view("call_this", turn=last["turn"], reason="Người bệnh mệt")

    assert view["places"][0]["number"] == last["number"]
    assert view["places"][0]["right"] == "exception"


def test_started_called_again_absent_back_and_taken_back(desk: Desk) -> None:
    number = desk.house.give()[0]
    turn = called(desk)["turn"]
    desk.house.clock.forward(seconds=61)

    assert desk.view("recall", turn=turn)["places"][0]["calls"] == 2
    desk.house.clock.forward(seconds=61)
    assert [one["number"] for one in desk.view("miss", turn=turn)["absent"]] == [number]
    assert [one["number"] for one in desk.view("come_back", turn=turn)["waiting"]] == [number]
    again = called(desk)
    assert desk.view("start", turn=turn)["places"][0]["state"] == "SERVING"
    assert desk.view("put_back", turn=again["turn"])["places"][0]["turn"] is None
    called(desk)
    assert desk.view("undo")["places"][0]["turn"] is None


def test_a_patient_sent_on_waits_in_the_other_line(desk: Desk) -> None:
    desk.house.give()

    view = desk.view("send_on", turn=called(desk)["turn"], service="noi")

    assert view["places"][0]["turn"] is None
    other = Desk(desk.house, desk.house.signed_in("minh", Role.ROOM), room="pk-1")
    assert other.view("open")["waiting_count"] == 1


def test_a_pause_says_why_and_until_when(desk: Desk) -> None:
    until = desk.house.clock() + 600_000

    view = desk.view("pause", reason="Nghỉ trưa", resumes_at=until)

    assert (view["state"], view["pause_reason"], view["resumes_at"]) == (
        "paused", "Nghỉ trưa", until,
    )  # fmt: skip
    assert desk.code("next", current=None) == (409, "room_paused")
    assert desk.code("pause", reason="Nghỉ", resumes_at=1) == (409, "resumes_in_the_past")
    assert desk.view("close")["state"] == "closed"


# ---- sitting down --------------------------------------------------------------------------------


def test_the_choice_shows_who_sits_where_and_how_to_take_over(desk: Desk) -> None:
    minh = desk.house.signed_in("minh", Role.ROOM)

    shown = minh.get("/room").text

    assert "Nhận thay Cô Lan" in shown
    assert "Tôi ngồi Phòng khám số 1" in shown


def test_a_desk_is_taken_over_only_by_saying_so(desk: Desk) -> None:
    minh = desk.house.signed_in("minh", Role.ROOM)

    refused = minh.post(f"/room/{ROOM}/sit", page="/room")
    taken = minh.post(f"/room/{ROOM}/sit", page="/room", take_over="1")

    assert refused.status_code == 409
    assert "Cô Lan" in refused.text
    assert (taken.status_code, taken.headers["Location"]) == (303, f"/room/{ROOM}")
    assert desk.view("open")["sitter_name"] == "Cô Minh"


@pytest.mark.parametrize("lang,name", [("vi", "Quầy số 2"), ("en", "Desk 2")])
def test_the_page_speaks_the_persons_language(desk: Desk, lang: str, name: str) -> None:
    shown = desk.visitor.get(f"/room/{ROOM}?lang={lang}").text

    assert f"<title>{name}" in shown
    assert f'"lang":"{lang}"' in shown
