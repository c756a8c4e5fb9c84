"""Reads a key pad itself, past the desktop: its keys reach nobody else and need no focus.

Linux tells each key as a `struct input_event` (linux/input.h): a time, a type, a code, a value.
The device is taken by EVIOCGRAB, so that the pad's Enter does not type into the hospital's program.
"""

from __future__ import annotations

import os
import select
import stat
import struct
import sys
from pathlib import Path
from typing import Final

if sys.platform == "linux":
    import fcntl

EVENT: Final = struct.Struct("@llHHi")
EV_KEY: Final = 1
DOWN: Final = 1
"""1 is pressed; 0 is let go and 2 repeats while held: a book on the key calls one patient."""
GRAB: Final = 0x40044590
"""EVIOCGRAB, _IOW('E', 0x90, int)."""
BATCH: Final = 64
BY_ID: Final = Path("/dev/input/by-id")


class DeviceGone(Exception):
    """The pad was unplugged, or is not there."""


class DeviceTaken(Exception):
    """Another program has the pad for itself."""


class Keyboard:
    """The keys pressed on one open device."""

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self._codes: list[int] = []
        self._rest = b""

    def press(self, patience_s: float) -> int | None:
        """The code of the next key pressed, None when none came in time. Raises DeviceGone."""
        if not self._codes and select.select([self.fd], [], [], patience_s)[0]:
            self._read()
        return self._codes.pop(0) if self._codes else None

    def forget(self) -> None:
        """Drop what was pressed meanwhile: whoever pressed could not know the answer yet."""
        while select.select([self.fd], [], [], 0)[0]:
            self._read()
        self._codes.clear()

    def close(self) -> None:
        """Give the device back."""
        os.close(self.fd)

    def _read(self) -> None:
        try:
            data = self._rest + os.read(self.fd, EVENT.size * BATCH)
        except OSError as gone:
            raise DeviceGone(str(gone)) from gone
        if len(data) == len(self._rest):
            raise DeviceGone("end of file")
        whole = len(data) - len(data) % EVENT.size
        self._rest = data[whole:]
        for _, _, kind, code, value in EVENT.iter_unpack(data[:whole]):
            if kind == EV_KEY and value == DOWN:
                self._codes.append(code)


def open_keyboard(path: Path) -> Keyboard:
    """The pad at ``path``, for us alone. Raises DeviceGone, DeviceTaken and PermissionError."""
    try:
        fd = os.open(path, os.O_RDONLY)
    except PermissionError:
        raise
    except OSError as missing:
        raise DeviceGone(str(missing)) from missing
    if stat.S_ISCHR(os.fstat(fd).st_mode):  # a pipe, as in a rehearsal, is ours anyway
        try:
            fcntl.ioctl(fd, GRAB, 1)
        except OSError as taken:
            os.close(fd)
            raise DeviceTaken(str(taken)) from taken
    return Keyboard(fd)


def candidates(folder: Path = BY_ID) -> list[Path]:
    """Keyboards plugged in by USB, under names that stay the same after a restart."""
    return sorted(folder.glob("*-event-kbd")) if folder.is_dir() else []
