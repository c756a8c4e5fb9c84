"""Who gets a socket, what it hears, and that it ends with the session: against a real server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from socketio.exceptions import ConnectionError as Refused

from queue_server.core.access import Role
from queue_server.operations import accounts, machines, people
from queue_server.operations.context import COMMAND_LINE, NOBODY
from queue_server.operations.hashes import digest
from tests.harness.programs import Programs
from tests.harness.waiting import wait_until
from tests.served import Served, serve


@pytest.fixture(params=["gevent", "threading"])
def served(request: pytest.FixtureRequest, tmp_path: Path, programs: Programs) -> Iterator[Served]:
    with serve(tmp_path, programs, mode=request.param) as running:
        yield running


@pytest.fixture(scope="module")
def gevent_served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all tests that only add people and machines of their own."""
    folder = tmp_path_factory.mktemp("served")
    programs = Programs(folder)
    with serve(folder, programs) as running:
        yield running
    programs.end()


def staff(served: Served) -> str:
    """The session of somebody new at reception."""
    login = served.house.key()
    served.house.hire(login, Role.RECEPTION)
    return served.house.token(login)


def test_a_room_screen_hears_of_every_change_at_once(served: Served) -> None:
    token = staff(served)
    with served.socket(token=token, origin=served.address) as screen:
        assert screen.watch("room", code="quay-2")["ok"]
        first = screen.next_picture()
        assert first["waiting_count"] == 0

        served.house.give()  # by another process: without a bell, the one-second look finds it

        assert screen.next_picture(first["version"])["waiting_count"] == 1


def test_four_origins_and_what_becomes_of_them(gevent_served: Served) -> None:
    """ASVS 4.4.2; the library itself accepts a missing Origin (measured)."""
    token = staff(gevent_served)
    own = gevent_served.address

    with gevent_served.socket(token=token, origin=own) as screen:
        assert screen.watch("reception")["ok"]
    for origin in (None, "null", "http://evil.example", own.replace("http", "https")):
        with pytest.raises(Refused), gevent_served.socket(token=token, origin=origin):
            pass


def test_a_stranger_and_an_old_cookie_get_no_socket(gevent_served: Served) -> None:
    token = staff(gevent_served)
    gevent_served.house.site.run(people.sign_out, NOBODY, token_hash=digest(token))

    for replayed in ("", token, "0" * 64):
        with (
            pytest.raises(Refused),
            gevent_served.socket(token=replayed, origin=gevent_served.address),
        ):
            pass


def test_signing_out_cuts_the_open_socket(served: Served) -> None:
    """ASVS 7.4.1: exactly what Flask-SocketIO alone fails (measured)."""
    token = staff(served)
    with served.socket(token=token, origin=served.address) as screen:
        screen.watch("reception")
        before = screen.next_picture()["version"]

        served.house.site.run(people.sign_out, NOBODY, token_hash=digest(token))

        wait_until(lambda: screen.all("disconnect"), 5)
        assert screen.all("signed_out") == [{}]
        served.house.give()
        assert [one for one in screen.all("picture") if one["version"] > before] == []


def test_a_disabled_account_loses_its_socket(gevent_served: Served) -> None:
    house = gevent_served.house
    house.hire("sep", Role.ADMIN)
    somebody = house.hire("ai-do", Role.RECEPTION)
    token = house.token("ai-do")
    with gevent_served.socket(token=token, origin=gevent_served.address) as screen:
        house.site.run(people.disable, COMMAND_LINE, person=int(somebody.id))

        wait_until(lambda: screen.all("disconnect"), 5)


def test_whoever_loses_the_right_to_see_loses_the_open_socket(gevent_served: Served) -> None:
    login = gevent_served.house.key()
    who = gevent_served.house.hire(login, Role.RECEPTION)
    token = gevent_served.house.token(login)
    with gevent_served.socket(token=token, origin=gevent_served.address) as screen:
        assert screen.watch("reception")["ok"]
        gevent_served.house.hire(gevent_served.house.key(), Role.ADMIN)
        gevent_served.house.site.run(
            accounts.set_roles, COMMAND_LINE, person=int(who.id), roles=[Role.ADMIN]
        )

        wait_until(lambda: screen.all("signed_out"), 5, what="the end of the socket")


def test_a_board_comes_by_its_key_and_sees_its_board_alone(gevent_served: Served) -> None:
    board = gevent_served.house.machine("board", board="sanh")
    with gevent_served.socket(key=board.key) as screen:
        assert screen.watch("board")["ok"]
        assert screen.next_picture()["code"] == "sanh"
        assert screen.watch("board", code="noi")["code"] == "not_allowed"
        assert screen.watch("room", code="quay-2")["code"] == "not_allowed"
        assert screen.watch("reception")["code"] == "not_allowed"


def test_a_board_on_a_foreign_page_gets_nothing(gevent_served: Served) -> None:
    board = gevent_served.house.machine("board", board="sanh")

    with (
        pytest.raises(Refused),
        gevent_served.socket(key=board.key, origin="http://evil.example"),
    ):
        pass


@pytest.mark.parametrize("kind", ["kiosk", "printer"])
def test_other_machines_have_no_socket(gevent_served: Served, kind: str) -> None:
    machine = gevent_served.house.machine(kind)

    with pytest.raises(Refused), gevent_served.socket(key=machine.key):
        pass


def test_a_revoked_board_is_cut_at_once(gevent_served: Served) -> None:
    board = gevent_served.house.machine("board", board="sanh")
    with gevent_served.socket(key=board.key) as screen:
        gevent_served.house.site.run(machines.revoke, COMMAND_LINE, device=board.device)

        wait_until(lambda: screen.all("disconnect"), 5)

    with pytest.raises(Refused), gevent_served.socket(key=board.key):
        pass


def test_after_a_cut_line_the_whole_picture_comes(gevent_served: Served) -> None:
    """Nothing is replayed and nothing is missing: the newest picture says it all."""
    staff(gevent_served)
    gevent_served.house.open_room("quay-2")
    board = gevent_served.house.machine("board", board="sanh")
    with gevent_served.socket(key=board.key) as screen:
        screen.watch("board")
        before = screen.next_picture()
    for _ in range(3):
        gevent_served.house.give()

    with gevent_served.socket(key=board.key) as screen:
        screen.watch("board")
        after = screen.next_picture(before["version"])

    waiting = [{row["code"]: row["waiting"] for row in one["rooms"]} for one in (before, after)]
    assert waiting[1]["quay-2"] == waiting[0]["quay-2"] + 3


def test_a_beat_comes_within_the_time_a_board_waits(gevent_served: Served) -> None:
    board = gevent_served.house.machine("board", board="sanh")
    with gevent_served.socket(key=board.key) as screen:
        screen.watch("board")
        version = screen.next_picture()["version"]

        beat = wait_until(lambda: screen.all("beat"), 8)[0]

    assert beat["version"] == version


def test_a_board_can_be_seen_to_live_and_to_be_mute(gevent_served: Served) -> None:
    board = gevent_served.house.machine("board", board="sanh")
    house = gevent_served.house
    with gevent_served.socket(key=board.key) as screen:
        assert screen.ask("sound", {"on": False}) == {"ok": True}

        def told() -> bool:
            every = house.site.look(machines.devices_view, COMMAND_LINE)
            return any(one.detail == "sound_off" for one in every if one.device == board.device)

        wait_until(told, 20, what="the administrator is told that the board is mute")


def test_nonsense_on_a_socket_is_answered_in_words(gevent_served: Served) -> None:
    token = staff(gevent_served)
    with gevent_served.socket(token=token, origin=gevent_served.address) as screen:
        for wrong in ({}, {"what": "everything"}, {"what": "room", "code": 7}, [], None, "x"):
            answer = screen.ask("watch", wrong)
            assert answer["code"] == "bad_message", wrong
            assert answer["message"]
        assert screen.watch("room", code="gone")["code"] == "room_unknown"
        assert screen.watch("room", code="quay-2")["ok"]
