"""A virtual network printer: real sockets, real resets."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from printer.profile import profile
from printer.render import Renderer
from printer.virtual_server import VirtualServer
from tests.harness.waiting import wait_until
from tests.simulators.printer_slips import WIDE, a_slip, numbers

ACK = b"\x1dr\x01"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[VirtualServer]:
    with VirtualServer(tmp_path / "tickets") as running:
        yield running


def dial(server: VirtualServer) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", server.port), timeout=2)
    line.settimeout(2)
    return line


def slip() -> bytes:
    return Renderer(profile(WIDE, 80), "bands").slip(a_slip())


def test_a_slip_over_tcp_is_printed_and_acknowledged(server: VirtualServer) -> None:
    with dial(server) as line:
        line.sendall(slip() + ACK)
        assert line.recv(1) == b"\x00"
    assert numbers(server.printer.folder) == ["A012"]


def test_without_paper_the_bytes_are_accepted_and_nothing_is_acknowledged(
    server: VirtualServer,
) -> None:
    server.printer.set_faults("paper_out")
    with dial(server) as line:
        line.sendall(slip() + ACK + b"\x10\x04\x04")
        assert line.recv(1) == b"\x7e"  # asked after the slip, answered before it
        assert numbers(server.printer.folder) == []
        server.printer.set_faults()
        assert line.recv(1) == b"\x00"
    assert numbers(server.printer.folder) == ["A012"]


def test_what_was_held_is_printed_although_the_computer_has_gone(server: VirtualServer) -> None:
    server.printer.set_faults("cover_open")
    with dial(server) as line:
        line.sendall(slip() + b"\x10\x04\x01")
        assert line.recv(1) == b"\x1a"
    server.printer.set_faults()
    wait_until(lambda: numbers(server.printer.folder) == ["A012"])


def test_hung_it_accepts_and_says_nothing(server: VirtualServer) -> None:
    server.printer.set_faults("hung")
    with dial(server) as line:
        line.settimeout(0.3)
        line.sendall(b"\x10\x04\x01")
        with pytest.raises(TimeoutError):
            line.recv(1)
        server.printer.set_faults()
        line.settimeout(2)
        assert line.recv(1) == b"\x12"


def test_losing_power_resets_the_connection(server: VirtualServer) -> None:
    server.printer.set_faults("reset_mid_job")
    with dial(server) as line:
        with suppress(ConnectionError):
            line.sendall(slip() + ACK)
        said = b"nothing yet"
        with suppress(ConnectionError):
            said = line.recv(1)
        assert said in (b"", b"nothing yet")
    assert numbers(server.printer.folder) == []


def test_switched_off_it_talks_to_nobody(server: VirtualServer) -> None:
    server.printer.set_faults("offline")
    said = b"?"
    with suppress(ConnectionError), dial(server) as line:
        line.sendall(b"\x10\x04\x01")
        said = line.recv(1)
    assert said in (b"", b"?")


def test_closed_nothing_listens(tmp_path: Path) -> None:
    with VirtualServer(tmp_path) as server:
        port = server.port
    with pytest.raises(ConnectionError):
        socket.create_connection(("127.0.0.1", port), timeout=1)
