"""Ways to a printer: network, USB, Windows queue, serial, device file, and none at all.

Each is one of python-escpos' drivers (or the operating system's file) held to time limits: a
printer that stops listening costs 2 s, never the 60 s of the library.
"""

from __future__ import annotations

import contextlib
import errno
import os
import select
import stat
import time
from pathlib import Path
from typing import Any, Final, Protocol

import usb.core
import usb.util
from escpos.exceptions import Error as EscposError
from escpos.printer import Network, Serial, Usb, Win32Raw

from printer.virtual import VirtualPrinter

LIMIT_S: Final = 2.0
PIECE: Final = 2048  # bytes a printer must swallow within the limit
POLL_S: Final = 0.005


class DeviceGone(OSError):
    """The way to the printer is closed: switched off, unplugged, reset, or it stopped listening."""


class Device(Protocol):
    """One way to one printer. Every method raises DeviceGone when the way is closed."""

    piece: int  # bytes to hand over at once

    def open(self) -> None:
        """Get hold of the printer; within 2 s."""

    def write(self, data: bytes) -> None:
        """Hand over at most ``piece`` bytes; within 2 s."""

    def finish(self) -> None:
        """Everything of this slip has been written."""

    def read(self, limit_s: float) -> bytes:
        """What the printer says within ``limit_s``; empty when it says nothing."""

    def travel_s(self, size: int) -> float:
        """How long ``size`` bytes are on their way after they were handed over."""

    def close(self) -> None:
        """Let go of the printer; never raises."""


class _Driver:
    """What the wrapped drivers have in common."""

    piece = PIECE

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self) -> None:
        try:
            self.driver.open()
        except (EscposError, OSError, RuntimeError) as gone:  # RuntimeError: pywin32 is missing
            raise DeviceGone(str(gone)) from gone

    def write(self, data: bytes) -> None:
        try:
            self.driver._raw(data)
        except (EscposError, OSError, AssertionError) as gone:
            raise DeviceGone(str(gone)) from gone

    def finish(self) -> None:
        """Nothing is held back."""

    def travel_s(self, size: int) -> float:
        return 0.0

    def close(self) -> None:
        with contextlib.suppress(EscposError, OSError, AssertionError):
            self.driver.close()


class NetworkDevice(_Driver):
    """A printer's TCP port, usually 9100."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(Network(host, port=port, timeout=LIMIT_S))

    def read(self, limit_s: float) -> bytes:
        """Bytes of the socket; an end of file is a closed way, not silence."""
        line = self.driver.device
        try:
            line.settimeout(max(limit_s, 0.001))
            said: bytes = self.driver._read()
        except TimeoutError:
            return b""
        except (OSError, AttributeError) as gone:
            raise DeviceGone(str(gone)) from gone
        finally:
            with contextlib.suppress(OSError, AttributeError):
                line.settimeout(LIMIT_S)
        if not said:
            raise DeviceGone("connection closed by the printer")
        return said


class UsbDevice(_Driver):
    """A printer on USB through libusb; its end points are read from the printer itself."""

    def __init__(self, vendor: int, product: int) -> None:
        super().__init__(Usb(vendor, product, timeout=int(LIMIT_S * 1000)))

    def open(self) -> None:
        """Claim the printer and find its two end points."""
        super().open()
        try:
            interface = self.driver.device.get_active_configuration()[(0, 0)]
            for point in interface:
                inward = usb.util.endpoint_direction(point.bEndpointAddress) == usb.util.ENDPOINT_IN
                setattr(self.driver, "in_ep" if inward else "out_ep", point.bEndpointAddress)
        except usb.core.USBError as gone:
            raise DeviceGone(str(gone)) from gone

    def read(self, limit_s: float) -> bytes:
        """One packet of answers."""
        try:
            wait_ms = max(int(limit_s * 1000), 1)
            return bytes(self.driver.device.read(self.driver.in_ep, 64, wait_ms))
        except usb.core.USBTimeoutError:
            return b""
        except (usb.core.USBError, AttributeError) as gone:
            raise DeviceGone(str(gone)) from gone


class WindowsDevice(_Driver):
    """A Windows print queue by name, in RAW; the queue takes whole jobs and answers nothing."""

    def __init__(self, queue: str) -> None:
        super().__init__(Win32Raw(queue))
        self._job = bytearray()

    def open(self) -> None:
        """Nothing yet: opening a queue would start a job."""

    def write(self, data: bytes) -> None:
        """Gather the job."""
        self._job += data

    def finish(self) -> None:
        """Hand the whole job to Windows."""
        job, self._job = bytes(self._job), bytearray()
        super().open()
        try:
            super().write(job)
        finally:
            self.close()

    def read(self, limit_s: float) -> bytes:
        """Never an answer."""
        return b""


class SerialDevice(_Driver):
    """A serial port."""

    def __init__(self, port: str, baud: int) -> None:
        super().__init__(Serial(port, baudrate=baud, timeout=0))
        self.baud = baud
        self.piece = max(64, baud // 20)  # half a second of line time

    def open(self) -> None:
        """Open the port; a write that the printer holds up is given up after 2 s."""
        super().open()
        self.driver.device.write_timeout = LIMIT_S

    def read(self, limit_s: float) -> bytes:
        """Bytes waiting at the port."""
        try:
            line = self.driver.device
            line.timeout = limit_s
            first: bytes = line.read(1)
            return first + line.read(line.in_waiting) if first else b""
        except (OSError, AttributeError) as gone:
            raise DeviceGone(str(gone)) from gone

    def travel_s(self, size: int) -> float:
        """Ten bits a byte."""
        return size * 10 / self.baud


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
