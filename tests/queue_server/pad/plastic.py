"""A key pad without plastic: raw events of Linux through a pipe, as the device file gives them."""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from pathlib import Path

from queue_server.pad.keymap import CODES

EVENT = struct.Struct("=qqHHi") if struct.calcsize("@l") == 8 else struct.Struct("=iiHHi")
EV_SYN, EV_KEY, EV_MSC = 0, 1, 4


@dataclass
class Plastic:
    """Fingers on one end, ``writing``; ``reading`` is the pad's open device."""

    reading: int
    writing: int

    @classmethod
    def on_a_pipe(cls) -> Plastic:
        """For a reader in this process."""
        return cls(*os.pipe())

    @classmethod
    def at(cls, path: Path) -> Plastic:
        """Under a path, for the whole program."""
        os.mkfifo(path)
        both = os.open(path, os.O_RDWR)  # both ends at once: opening waits for nobody
        return cls(both, both)

    def events(self, key: str, *values: int) -> bytes:
        """What Linux tells of a key: a scan code, the key with each value, the end of a report."""
        code = CODES[key]
        told = [(EV_MSC, 4, code), *((EV_KEY, code, value) for value in values), (EV_SYN, 0, 0)]
        return b"".join(EVENT.pack(1_790_000_000, 0, *event) for event in told)

    def press(self, *keys: str) -> None:
        """Each key down and up again."""
        for key in keys:
            os.write(self.writing, self.events(key, 1) + self.events(key, 0))

    def hold(self, key: str, repeats: int) -> None:
        """A book on the key."""
        os.write(self.writing, self.events(key, 1, *[2] * repeats, 0))

    def unplug(self) -> None:
        """The cable is out."""
        os.close(self.writing)
