"""Ways to a printer: network, USB, serial, a Windows queue.

Each is one of python-escpos' drivers held to time limits: a printer that stops listening costs
2 s, never the 60 s of the library. Two more ways stand in `local_devices.py`.
"""

from __future__ import annotations

import contextlib
import socket
from typing import Any, Final, Protocol

import usb.core
import usb.util
from escpos.exceptions import Error as EscposError
from escpos.printer import Network, Serial, Usb, Win32Raw

LIMIT_S: Final = 2.0
PIECE: Final = 2048  # bytes a printer must swallow within the limit


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

    @property
    def line(self) -> Any:
        """What the driver holds open; asking the driver itself would open it behind our back."""
        if not self.driver._device:
            raise DeviceGone("not open")
        return self.driver._device

    def open(self) -> None:
        try:
            self.driver.open()
        except (EscposError, OSError) as gone:
            raise DeviceGone(str(gone)) from gone

    def write(self, data: bytes) -> None:
        try:
            if self.line:
                self.driver._raw(data)
        except (EscposError, OSError) as gone:
            raise DeviceGone(str(gone)) from gone

    def finish(self) -> None:
        """Nothing is held back."""

    def travel_s(self, size: int) -> float:
        return 0.0

    def close(self) -> None:
        with contextlib.suppress(EscposError, OSError):
            self.driver.close()


class NetworkDevice(_Driver):
    """A printer's TCP port, usually 9100."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(Network(host, port=port, timeout=LIMIT_S))

    def open(self) -> None:
        """Connect; the driver itself would leave a socket behind at each failure."""
        self.close()
        try:
            self.driver.device = socket.create_connection(
                (self.driver.host, self.driver.port), LIMIT_S
            )
        except OSError as gone:
            raise DeviceGone(str(gone)) from gone

    def read(self, limit_s: float) -> bytes:
        """Bytes of the socket; an end of file is a closed way, not silence."""
        line = self.line
        try:
            line.settimeout(max(limit_s, 0.001))
            said: bytes = self.driver._read()
            line.settimeout(LIMIT_S)
        except TimeoutError:
            line.settimeout(LIMIT_S)
            return b""
        except OSError as gone:
            raise DeviceGone(str(gone)) from gone
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
            interface = self.line.get_active_configuration()[(0, 0)]
            for point in interface:
                inward = usb.util.endpoint_direction(point.bEndpointAddress) == usb.util.ENDPOINT_IN
                setattr(self.driver, "in_ep" if inward else "out_ep", point.bEndpointAddress)
        except usb.core.USBError as gone:
            raise DeviceGone(str(gone)) from gone

    def read(self, limit_s: float) -> bytes:
        """One packet of answers."""
        try:
            wait_ms = max(int(limit_s * 1000), 1)
            return bytes(self.line.read(self.driver.in_ep, 64, wait_ms))
        except usb.core.USBTimeoutError:
            return b""
        except usb.core.USBError as gone:
            raise DeviceGone(str(gone)) from gone


class WindowsDevice(_Driver):
    """A Windows print queue by name, in RAW; the queue takes whole jobs and answers nothing."""

    def __init__(self, queue: str) -> None:
        super().__init__(None)
        self.queue = queue
        self._job = bytearray()

    def open(self) -> None:
        """Look whether Windows has the queue; opening it would already start a job."""
        try:
            self.driver = self.driver or Win32Raw(self.queue)
            known = self.driver.printers
        except (RuntimeError, OSError) as gone:  # RuntimeError: pywin32 is missing
            raise DeviceGone(str(gone)) from gone
        if self.queue not in known:
            raise DeviceGone(f"Windows has no print queue {self.queue!r}")

    def write(self, data: bytes) -> None:
        """Gather the job."""
        self._job += data

    def finish(self) -> None:
        """Hand the whole job to Windows."""
        job, self._job = bytes(self._job), bytearray()
        super().open()
        try:
            self.driver._raw(job)
        except Exception as gone:  # pywin32's error is a plain Exception
            raise DeviceGone(str(gone)) from gone
        finally:
            super().close()

    def close(self) -> None:
        """Forget what was not handed over."""
        self._job.clear()

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
        self.line.write_timeout = LIMIT_S

    def close(self) -> None:
        """Throw away what the printer would not take: the driver would wait for it for ever."""
        with contextlib.suppress(OSError):
            self.line.reset_output_buffer()
        super().close()

    def read(self, limit_s: float) -> bytes:
        """Bytes waiting at the port."""
        try:
            line = self.line
            line.timeout = limit_s
            first: bytes = line.read(1)
            return first + line.read(line.in_waiting) if first else b""
        except OSError as gone:
            raise DeviceGone(str(gone)) from gone

    def travel_s(self, size: int) -> float:
        """Ten bits a byte."""
        return size * 10 / self.baud
