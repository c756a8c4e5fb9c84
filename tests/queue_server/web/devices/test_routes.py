"""What machines may ask by their key, and what they are told when they may not."""

from __future__ import annotations

import hashlib

import pytest

from queue_server import wire
from queue_server.operations import machines, queue_view
from queue_server.operations.context import COMMAND_LINE
from queue_server.push.relay import READER
from tests.front import House, Machine

ASKED = [
    ("GET", "menu", {"kiosk"}),
    ("POST", "press", {"kiosk"}),
    ("POST", "hand-in", {"kiosk"}),
    ("POST", "help", {"kiosk"}),
    ("GET", "help/help-0001", {"kiosk"}),
    ("GET", "print-jobs", {"printer"}),
    ("POST", "print-jobs/job-0001", {"printer"}),
    ("GET", "board", {"board"}),
    ("POST", "heartbeat", {"kiosk", "board", "printer"}),
]


def a_press(house: House, name: str = "press-0001", service: str = "tiep-don") -> wire.Press:
    link = hashlib.sha256(name.encode()).hexdigest()
    return wire.Press(press_id=name, service=service, link_hash=link, pressed_at=house.clock())


def all_machines(house: House) -> dict[str, Machine]:
    return {
        "kiosk": house.machine("kiosk"),
        "printer": house.machine("printer"),
        "board": house.machine("board", board="sanh"),
    }


@pytest.mark.parametrize("method,path,allowed", ASKED)
def test_a_key_opens_what_its_machine_does_and_no_more(
    house: House, method: str, path: str, allowed: set[str]
) -> None:
    for kind, machine in all_machines(house).items():
        answer = machine.get(path) if method == "GET" else machine.post(path, b"{}")
        refused = answer.status_code == 403 and answer.get_json()["code"] == "not_allowed"
        assert refused != (kind in allowed), (kind, answer.status_code)


@pytest.mark.parametrize("method,path,allowed", ASKED)
def test_without_a_key_nothing_is_answered(
    house: House, method: str, path: str, allowed: set[str]
) -> None:
    client = house.front.flask.test_client()
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eDp5"}):
        answer = client.open(f"/api/devices/{path}", method=method, headers=headers, data=b"{}")
        assert answer.status_code == 401
        assert answer.get_json()["code"] == "unknown_device"


def test_a_new_machine_swaps_its_code_for_a_key(house: House) -> None:
    code = house.site.run(
        machines.create_device, COMMAND_LINE, kind="kiosk", name="Máy cửa chính"
    ).code
    client = house.front.flask.test_client()
    said = wire.encode(wire.Enrol(code=code.lower(), model="X", version="1"))

    first = client.post("/api/devices/enrol", data=said)
    second = client.post("/api/devices/enrol", data=said)

    assert wire.decode(first.get_data(), wire.Enrolled).name == "Máy cửa chính"
    assert second.status_code == 409
    assert second.get_json()["code"] == "code_wrong"


def test_guessing_codes_is_slowed_down(house: House) -> None:
    client = house.front.flask.test_client()
    said = wire.encode(wire.Enrol(code="AAA-BBB-CCC"))

    codes = [client.post("/api/devices/enrol", data=said).status_code for _ in range(12)]

    assert codes == [409] * 10 + [429] * 2


def test_one_press_is_one_number_however_often_it_is_sent(house: House) -> None:
    kiosk = house.machine("kiosk")

    told = [kiosk.post("press", a_press(house)).get_json() for _ in range(3)]

    assert [one["number"] for one in told] == ["A001"] * 3
    assert [one["repeated"] for one in told] == [False, True, True]


def test_the_same_press_with_another_wish_is_refused(house: House) -> None:
    kiosk = house.machine("kiosk")
    kiosk.post("press", a_press(house))

    answer = kiosk.post("press", a_press(house, service="noi"))

    assert answer.status_code == 422
    assert answer.get_json()["code"] == "press_reused"


def test_a_closed_service_says_so_in_words(house: House) -> None:
    kiosk = house.machine("kiosk")
    house.clock.forward(hours=15)

    answer = kiosk.post("press", a_press(house))

    assert answer.status_code == 409
    assert answer.get_json()["code"].startswith("service_closed")
    assert answer.get_json()["message"]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"press_id": 1}', '{"x": "\udcff"}'.encode(errors="replace")]
)
def test_a_message_nobody_understands_is_a_400(house: House, body: bytes) -> None:
    answer = house.machine("kiosk").post("press", body)

    assert answer.status_code == 400
    assert answer.get_json()["code"] == "bad_message"


def test_the_menu_is_sent_once_while_it_stays_the_same(house: House) -> None:
    kiosk = house.machine("kiosk")
    first = kiosk.get("menu")
    tag = first.headers["ETag"]
    house.clock.forward(seconds=30)

    again = kiosk.get("menu", **{"If-None-Match": tag})

    assert wire.decode(first.get_data(), wire.Menu).services[0].code == "tiep-don"
    assert again.status_code == 304
    assert again.get_data() == b""


def test_a_board_without_a_socket_asks_for_its_picture(house: House) -> None:
    board = house.machine("board", board="sanh")
    first = board.get("board")
    tag = first.headers["ETag"]
    assert board.get("board", **{"If-None-Match": tag}).status_code == 304
    house.give()
    house.front.relay.look()

    changed = board.get("board", **{"If-None-Match": tag})

    assert changed.status_code == 200
    assert changed.get_json()["version"] > first.get_json()["version"]


def test_a_call_for_help_rings_until_somebody_comes(house: House) -> None:
    kiosk = house.machine("kiosk")
    call = wire.HelpCall(help_id="help-0001", reason="paper", called_at=house.clock())

    assert kiosk.post("help", call).get_json() == {"accepted": False}
    ringing = house.site.look(queue_view.reception_view, READER).help
    assert [one.reason for one in ringing] == ["paper"]
    assert kiosk.get("help/help-0001").get_json() == {"accepted": False}


def test_a_hurried_kiosk_still_gives_numbers_and_reception_is_rung(house: House) -> None:
    """No patient loses a number because a child played with the screen before."""
    kiosk = house.machine("kiosk")

    for press in range(27):
        answer = kiosk.post("press", a_press(house, f"press-{press:05}"))
        assert answer.status_code == 200

    ringing = house.site.look(queue_view.reception_view, READER).help
    assert [one.reason for one in ringing] == ["hurry"]


def test_a_heartbeat_is_answered_with_the_servers_time(house: House) -> None:
    kiosk = house.machine("kiosk")

    answer = kiosk.post("heartbeat", wire.Heartbeat(version="1"))

    assert answer.get_json() == {"server_at": house.clock()}


def test_a_revoked_machine_is_a_stranger_at_once(house: House) -> None:
    kiosk = house.machine("kiosk")
    house.site.run(machines.revoke, COMMAND_LINE, device=kiosk.device)

    assert kiosk.get("menu").status_code == 401


def test_a_printer_gets_its_jobs_and_reports_on_its_own_alone(house: House) -> None:
    printer = house.machine("printer")
    outcome = wire.PrintOutcome(state="printed", at=house.clock())

    assert printer.get("print-jobs").get_json() == []
    answer = printer.post("print-jobs/somebody-elses", outcome)
    assert answer.get_json()["code"] == "print_unknown"
    assert answer.status_code == 404
