"""The cable that can be cut."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from tests.harness.ports import LOOPBACK, listens
from tests.harness.waiting import wait_until
from tests.simulators.network import Network

Cable = Callable[[int], Network]


@pytest.fixture
def echo() -> Iterator[int]:
    """A program that answers each piece with the same piece."""
    door = socket.create_server((LOOPBACK, 0))
    threading.Thread(target=_serve, args=(door,), daemon=True).start()
    yield door.getsockname()[1]
    door.close()


def _serve(door: socket.socket) -> None:
    while True:
        try:
            link, _ = door.accept()
        except OSError:
            return
        threading.Thread(target=_answer, args=(link,), daemon=True).start()


def _answer(link: socket.socket) -> None:
    with link:
        try:
            while piece := link.recv(4096):
                link.sendall(piece)
        except OSError:
            return


def connect(cable: Network) -> socket.socket:
    return socket.create_connection((LOOPBACK, cable.port), timeout=5)


def say(link: socket.socket, piece: bytes) -> bytes:
    link.sendall(piece)
    return link.recv(4096)


def is_silent(link: socket.socket) -> bool:
    link.settimeout(0.15)
    try:
        return not link.recv(1) and False
    except TimeoutError:
        return True
    finally:
        link.settimeout(5)


def test_an_uncut_cable_passes_everything_both_ways(network: Cable, echo: int) -> None:
    cable = network(echo)
    with connect(cable) as link:
        assert say(link, b"A012") == b"A012"
    wait_until(lambda: (cable.bytes_there, cable.bytes_back) == (4, 4))
    assert cable.connections == 1


def test_a_cut_is_silent_and_what_was_sent_arrives_after_it(network: Cable, echo: int) -> None:
    cable = network(echo)
    with connect(cable) as link:
        assert say(link, b"before") == b"before"
        cable.cut()
        link.sendall(b"during")
        assert is_silent(link)
        cable.mend()
        assert link.recv(4096) == b"during"


def test_a_new_connection_during_a_cut_gets_no_answer_and_no_refusal(
    network: Cable, echo: int
) -> None:
    cable = network(echo)
    cable.cut()
    with connect(cable) as link:
        link.sendall(b"hello?")
        assert is_silent(link)
        cable.mend()
        assert link.recv(4096) == b"hello?"


def test_a_hang_up_during_a_cut_is_not_heard_before_it_ends(network: Cable, echo: int) -> None:
    cable = network(echo)
    with connect(cable) as link:
        assert say(link, b"before") == b"before"
        cable.cut()
        link.shutdown(socket.SHUT_WR)
        assert is_silent(link)
        cable.mend()
        assert link.recv(4096) == b""


def test_a_reset_breaks_the_connection_and_the_next_one_works(network: Cable, echo: int) -> None:
    cable = network(echo)
    with connect(cable) as link:
        assert say(link, b"before") == b"before"
        cable.reset()
        with pytest.raises(ConnectionResetError):
            say(link, b"after")
    with connect(cable) as link:
        assert say(link, b"again") == b"again"


def test_a_refused_connection_is_refused_until_mended(network: Cable, echo: int) -> None:
    cable = network(echo)
    cable.refuse()
    wait_until(lambda: not listens(cable.port))
    cable.mend()
    with connect(cable) as link:
        assert say(link, b"again") == b"again"


def test_a_slow_line_delays_each_way(network: Cable, echo: int) -> None:
    cable = network(echo)
    with connect(cable) as link:
        say(link, b"quick")
        cable.delay(0.1)
        begin = time.monotonic()
        say(link, b"slow")
        assert time.monotonic() - begin >= 0.2  # at least: the delay is what was asked for
        cable.mend()
        assert say(link, b"quick") == b"quick"


def test_the_other_program_being_away_breaks_the_connection(network: Cable, echo: int) -> None:
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        cable = network(taken.getsockname()[1])
        with connect(cable) as link, pytest.raises(ConnectionError):
            say(link, b"hello?")
