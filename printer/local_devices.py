"""Ways to a printer on this machine without a driver: a device file, and no printer at all."""

from __future__ import annotations

import contextlib
import errno
import os
import select
import stat
import time
from pathlib import Path
from typing import Final

from printer.devices import LIMIT_S, PIECE, DeviceGone
from printer.virtual import VirtualPrinter

POLL_S: Final = 0.005


class FileDevice:
    """A device file such as /dev/usb/lp0, which answers too, or a plain file, which is added to."""

    piece = PIECE

    def __init__(self, path: str) -> None:
        self.path = Path(path)
        self._file = -1

    def open(self) -> None:
        """Open without ever waiting for the printer."""
        try:
            talks = self.path.exists() and stat.S_ISCHR(self.path.stat().st_mode)
            way = os.O_RDWR if talks else os.O_WRONLY | os.O_CREAT | os.O_APPEND
            self._file = os.open(self.path, way | getattr(os, "O_NONBLOCK", 0), 0o640)
        except OSError as gone:
            raise DeviceGone(str(gone)) from gone

    def write(self, data: bytes) -> None:
        """Write all of it, waiting at most 2 s for room."""
        until = time.monotonic() + LIMIT_S
        rest = memoryview(data)
        while rest:
            try:
                rest = rest[os.write(self._file, rest) :]
            except OSError as gone:
                if gone.errno != errno.EAGAIN or time.monotonic() > until:
                    raise DeviceGone(str(gone)) from gone
                time.sleep(POLL_S)

    def finish(self) -> None:
        """Nothing is held back."""

    def read(self, limit_s: float) -> bytes:
        """What the device says; a plain file says nothing."""
        try:
            if not stat.S_ISCHR(os.fstat(self._file).st_mode):
                return b""
            ready, _, _ = select.select([self._file], [], [], limit_s)
            return os.read(self._file, 64) if ready else b""
        except OSError as gone:
            raise DeviceGone(str(gone)) from gone

    def travel_s(self, size: int) -> float:
        """Not to be known."""
        return 0.0

    def close(self) -> None:
        """Close the file."""
        with contextlib.suppress(OSError):
            os.close(self._file)
        self._file = -1


class VirtualDevice:
    """A virtual printer in this process: tickets become pictures in a folder."""

    piece = PIECE

    def __init__(self, printer: VirtualPrinter) -> None:
        self.printer = printer

    def open(self) -> None:
        """Plug it in."""
        if "offline" in self.printer.faults():
            raise DeviceGone("the virtual printer is switched off")
        self.printer.switched_on()

    def write(self, data: bytes) -> None:
        """The printer hears at once."""
        if "offline" in self.printer.faults():
            raise DeviceGone("the virtual printer is switched off")
        self.printer.hear(data)

    def finish(self) -> None:
        """Nothing is held back."""

    def read(self, limit_s: float) -> bytes:
        """What it answers within the limit."""
        until = time.monotonic() + limit_s
        while not (said := self.printer.answers()) and time.monotonic() < until:
            time.sleep(POLL_S)
        return said

    def travel_s(self, size: int) -> float:
        """No way at all."""
        return 0.0

    def close(self) -> None:
        """Unplug it."""
