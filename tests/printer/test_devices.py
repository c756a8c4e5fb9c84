"""Every way to a printer gives up in time and says that the printer is gone."""

from __future__ import annotations

import os
import pty
import socket
import termios
import tty
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import usb.core

from printer.devices import (
    Device,
    DeviceGone,
    NetworkDevice,
    SerialDevice,
    UsbDevice,
    WindowsDevice,
)
from printer.virtual_server import VirtualServer
from tests.harness.ports import free_port
from tests.harness.waiting import wait_until

ASK = b"\x10\x04\x01"


@pytest.fixture
def cable() -> Iterator[tuple[int, str]]:
    """A serial line: the printer's end as a file number, the computer's as a path."""
    printer, computer = pty.openpty()
    tty.setraw(printer)
    yield printer, os.ttyname(computer)
    os.close(printer)
    os.close(computer)


def fill(way: Device) -> None:
    for _ in range(10_000):
        way.write(bytes(way.piece))


def test_network_talks_both_ways(tmp_path: Path) -> None:
    with VirtualServer(tmp_path) as server:
        way = NetworkDevice("127.0.0.1", server.port)
        way.open()
        assert way.read(0.01) == b""
        way.write(ASK)
        assert way.read(2) == b"\x12"
        way.close()
        way.close()


def test_a_network_printer_that_is_off_is_gone_at_once() -> None:
    with pytest.raises(DeviceGone):
        NetworkDevice("127.0.0.1", free_port()).open()


def test_a_network_printer_that_hangs_up_is_gone_and_not_silent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        way = NetworkDevice("127.0.0.1", listener.getsockname()[1])
        way.open()
        listener.accept()[0].close()
        with pytest.raises(DeviceGone):
            way.read(2)
        way.close()


def test_a_network_printer_that_swallows_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        way = NetworkDevice("127.0.0.1", listener.getsockname()[1])
        way.open()
        way.line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        deaf, _ = listener.accept()
        with pytest.raises(DeviceGone):
            fill(way)
        way.close()
        deaf.close()


def test_a_device_never_opened_is_gone(tmp_path: Path) -> None:
    for way in (NetworkDevice("127.0.0.1", 1), SerialDevice("/dev/null", 9600)):
        with pytest.raises(DeviceGone):
            way.read(0.01)
        with pytest.raises(DeviceGone):
            way.write(b"x")
        way.close()


def test_serial_talks_both_ways(cable: tuple[int, str]) -> None:
    printer, path = cable
    way = SerialDevice(path, 19200)
    way.open()
    assert way.read(0.01) == b""
    way.write(ASK)
    assert os.read(printer, 16) == ASK
    os.write(printer, b"\x12\x00")
    heard = bytearray()
    wait_until(lambda: heard.extend(way.read(0.2)) or bytes(heard) == b"\x12\x00")
    way.close()


def test_serial_knows_its_speed(cable: tuple[int, str]) -> None:
    printer, path = cable
    way = SerialDevice(path, 19200)
    way.open()
    assert termios.tcgetattr(printer)[4] == termios.B19200
    assert way.travel_s(1920) == pytest.approx(1.0)
    assert way.travel_s(way.piece) <= 0.5, "a piece must fit into the limit of a write"
    way.close()


def test_a_serial_printer_that_holds_up_the_line_is_given_up(cable: tuple[int, str]) -> None:
    way = SerialDevice(cable[1], 115_200)
    way.open()
    with pytest.raises(DeviceGone):
        fill(way)  # nobody reads: the line's buffer fills up
    way.close()


def test_an_unplugged_serial_port_is_gone() -> None:
    with pytest.raises(DeviceGone):
        SerialDevice("/dev/does-not-exist", 9600).open()


def test_no_usb_printer_is_gone() -> None:
    with pytest.raises(DeviceGone):
        UsbDevice(0xFFFF, 0xFFFF).open()


class Chip:
    """The part of pyusb's device that talks: one bulk point in, one out, answers ready or not."""

    def __init__(self) -> None:
        self.written: list[tuple[int, bytes, int]] = []
        self.answers = [b"\x12"]

    def write(self, point: int, data: bytes, limit_ms: int) -> int:
        self.written.append((point, data, limit_ms))
        return len(data)

    def read(self, point: int, size: int, limit_ms: int) -> Any:
        if not self.answers:
            raise usb.core.USBTimeoutError("nothing")
        return memoryview(self.answers.pop(0))


def test_usb_is_held_to_two_seconds_and_silence_is_no_error() -> None:
    way = UsbDevice(0x04B8, 0x0E15)
    chip = Chip()
    way.driver._device = chip
    way.write(ASK)
    assert chip.written == [(0x01, ASK, 2000)]
    assert way.read(1) == b"\x12"
    assert way.read(1) == b""
    way.driver._device = False


def test_without_windows_there_is_no_windows_queue() -> None:
    with pytest.raises(DeviceGone, match="win32print"):
        WindowsDevice("XP-80C").open()


class Queue:
    """The part of python-escpos' Windows driver that is used, with one queue that may jam."""

    def __init__(self, *, jammed: bool = False) -> None:
        self.printers = {"XP-80C": {}}
        self.jammed = jammed
        self.jobs: list[bytes] = []
        self._device: Any = False

    def open(self) -> None:
        if self.jammed:
            raise OSError("queue paused")
        self._device = True
        self.jobs.append(b"")

    def _raw(self, data: bytes) -> None:
        self.jobs[-1] += data

    def close(self) -> None:
        self._device = False


def test_windows_gets_one_job_a_slip_and_answers_nothing() -> None:
    way = WindowsDevice("XP-80C")
    way.driver = queue = Queue()
    way.open()
    assert queue.jobs == [], "looking at the queue must not start a job"
    for slip in (b"first", b"second"):
        way.write(slip[:3])
        way.write(slip[3:])
        way.finish()
    assert queue.jobs == [b"first", b"second"]
    assert way.read(0) == b""


def test_a_failed_windows_job_is_not_added_to_the_next() -> None:
    way = WindowsDevice("XP-80C")
    way.driver = queue = Queue(jammed=True)
    way.write(b"first")
    with pytest.raises(DeviceGone):
        way.finish()
    queue.jammed = False
    way.write(b"second")
    way.finish()
    assert queue.jobs == [b"second"]


def test_a_windows_queue_that_was_renamed_is_gone() -> None:
    way = WindowsDevice("Canon")
    way.driver = Queue()
    with pytest.raises(DeviceGone, match="Canon"):
        way.open()
