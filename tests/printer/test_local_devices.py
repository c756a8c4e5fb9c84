"""A device file and the virtual printer, spoken to like any other way."""

from __future__ import annotations

import os
import pty
import termios
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest

from printer.devices import Device, DeviceGone
from printer.local_devices import FileDevice, VirtualDevice
from printer.virtual import VirtualPrinter

ASK = b"\x10\x04\x01"


@pytest.fixture
def cable() -> Iterator[tuple[int, str]]:
    """A serial line: the printer's end as a file number, the computer's as a path."""
    printer, computer = pty.openpty()
    tty.setraw(printer)
    yield printer, os.ttyname(computer)
    os.close(printer)
    os.close(computer)


def test_a_plain_file_keeps_every_slip(tmp_path: Path) -> None:
    for text in (b"first", b"second"):
        way = FileDevice(str(tmp_path / "out.bin"))
        way.open()
        way.write(text)
        way.finish()
        assert way.read(0.01) == b""
        way.close()
    assert (tmp_path / "out.bin").read_bytes() == b"firstsecond"


def test_a_device_file_answers(cable: tuple[int, str]) -> None:
    printer, path = cable
    attributes = termios.tcgetattr(printer)
    assert not attributes[3] & termios.ECHO
    way = FileDevice(path)
    way.open()
    way.write(ASK)
    assert os.read(printer, 16) == ASK
    os.write(printer, b"\x12")
    assert way.read(2) == b"\x12"
    way.close()


def test_a_device_file_that_takes_nothing_is_given_up(cable: tuple[int, str]) -> None:
    way = FileDevice(cable[1])
    way.open()
    with pytest.raises(DeviceGone):
        way.write(bytes(1_000_000))
    way.close()


def test_a_folder_that_does_not_exist_is_gone(tmp_path: Path) -> None:
    with pytest.raises(DeviceGone):
        FileDevice(str(tmp_path / "none" / "lp0")).open()


def test_the_virtual_printer_in_process(tmp_path: Path) -> None:
    printer = VirtualPrinter(tmp_path)
    way: Device = VirtualDevice(printer)
    way.open()
    way.write(ASK)
    assert way.read(1) == b"\x12"
    assert way.read(0.01) == b""
    printer.set_faults("offline")
    with pytest.raises(DeviceGone):
        way.write(ASK)
    with pytest.raises(DeviceGone):
        way.open()
