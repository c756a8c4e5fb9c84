"""A printer without paper: hears ESC/POS, makes each ticket a picture, has any fault on demand.

Faults stand as words in the file ``faults`` of its folder, so a demo, a test or another process
sets them by writing that file; an empty or missing file is a printer in good health.

=================  ==============================================================================
``paper_out``      takes bytes, holds them, prints them when the fault is gone; says so (DLE EOT)
``cover_open``     the same, with the cover as reason
``near_end``       prints, and says that paper runs low
``hung``           accepts the connection, reads nothing, answers nothing
``mute``           prints, answers nothing
``offline``        no such printer: nothing listens
``reset_mid_job``  once: loses power within a job, before its cut, and tears off half a ticket
=================  ==============================================================================
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import threading
from pathlib import Path
from typing import Final

from PIL import Image

from printer.commands import Command, take
from printer.sheet import Sheet, Ticket

FAULTS: Final = frozenset(
    {"paper_out", "cover_open", "near_end", "hung", "mute", "offline", "reset_mid_job"}
)
HOLDING: Final = frozenset({"paper_out", "cover_open"})
RESET_AFTER: Final = 6_000
MARGIN: Final = 24  # dots of unprintable paper around the picture
REALTIME: Final = re.compile(rb"\x10\x04([\x01-\x04])")


class PowerLost(ConnectionError):
    """The printer went away in the middle of a job."""


class VirtualPrinter:
    """One printer in ``folder``, ``width`` dots wide. Safe for several threads."""

    def __init__(self, folder: Path | str, width: int = 576) -> None:
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._sheet = Sheet(width, answer=self._answer)
        self._lock = threading.RLock()
        self._waiting = bytearray()  # bytes behind a hung head
        self._buffer = bytearray()  # bytes heard and not yet obeyed
        self._replies = bytearray()
        self._tail = b""  # the last two bytes, for a real-time command cut in half
        self._job_bytes = 0
        printed = (int(file.stem.rpartition("-")[2]) for file in self.folder.glob("*-*.png"))
        self.count = max(printed, default=0)

    # ---- faults -------------------------------------------------------------------------------

    def faults(self) -> set[str]:
        """What is wrong with it now."""
        with contextlib.suppress(FileNotFoundError):
            return set((self.folder / "faults").read_text("utf-8").split()) & FAULTS
        return set()

    def set_faults(self, *names: str) -> None:
        """From now on exactly these are wrong. Raises ValueError for a fault it does not know."""
        if unknown := set(names) - FAULTS:
            raise ValueError(f"unknown fault: {', '.join(sorted(unknown))}")
        fresh = self.folder / "faults.new"
        fresh.write_text(" ".join(names), "utf-8")
        fresh.replace(self.folder / "faults")

    # ---- the wire -----------------------------------------------------------------------------

    def hear(self, data: bytes) -> None:
        """Bytes from the computer. Raises PowerLost where ``reset_mid_job`` strikes."""
        with self._lock:
            faults = self.faults()
            if "hung" in faults:
                self._waiting += data
                return
            if "reset_mid_job" in faults and (last := self._last_bytes(data)) is not None:
                self._lose_power(last, faults)
            self._job_bytes += len(data)
            self._answer_at_once(data, faults)
            self._buffer += data
            self._work(faults)

    def wake(self) -> None:
        """Go on with what was held, now that a fault may be gone."""
        with self._lock:
            faults = self.faults()
            if "hung" not in faults and self._waiting:
                late, self._waiting = bytes(self._waiting), bytearray()
                self.hear(late)
            self._work(faults)

    def answers(self) -> bytes:
        """What it has said since asked last."""
        with self._lock:
            self.wake()
            said, self._replies = bytes(self._replies), bytearray()
            return said

    def switched_on(self) -> None:
        """A new connection: counts the bytes of its job afresh."""
        with self._lock:
            self._job_bytes = 0
            self._replies.clear()

    # ---- inside -------------------------------------------------------------------------------

    def _last_bytes(self, data: bytes) -> bytes | None:
        """What it still hears before its power goes: at most some bytes, never the cut."""
        cut = data.find(b"\x1dV")
        end = min(cut if cut >= 0 else len(data), max(RESET_AFTER - self._job_bytes, 0))
        return data[:end] if end < len(data) else None

    def _lose_power(self, last: bytes, faults: set[str]) -> None:
        self._buffer += last
        self._work(faults)
        self._buffer.clear()
        self._replies.clear()
        self._sheet.reset()
        self._deliver()
        self.set_faults(*(faults - {"reset_mid_job"}))
        raise PowerLost("the printer lost its power")

    def _answer_at_once(self, data: bytes, faults: set[str]) -> None:
        """Real-time status: answered on arrival, even inside a picture, even without paper."""
        heard = self._tail + data
        for asked in REALTIME.finditer(heard):
            if asked.end() > len(self._tail):
                self._say(status_byte(asked.group(1)[0], faults), faults)
        self._tail = heard[-2:]

    def _work(self, faults: set[str]) -> None:
        if faults & (HOLDING | {"hung"}):
            return
        while (command := take(self._buffer)) is not None:
            self._sheet.do(command)
        self._deliver()

    def _answer(self, command: Command) -> None:
        """In-order answers: reached only when everything before has been printed."""
        faults = self.faults()
        if command.name == "GS r":
            self._say(0x03 if "near_end" in faults else 0x00, faults)
        elif command.args[0] in (67, 0x43):
            self._say_text(b"_Virtual\0", faults)
        else:
            self._say(0x01, faults)

    def _say(self, byte: int, faults: set[str]) -> None:
        self._say_text(bytes([byte]), faults)

    def _say_text(self, text: bytes, faults: set[str]) -> None:
        if "mute" not in faults:
            self._replies += text

    def _deliver(self) -> None:
        for ticket in self._sheet.done:
            self.count += 1
            self._job_bytes = 0
            write_ticket(ticket, self.folder, count=self.count)
        self._sheet.done.clear()


def status_byte(asked: int, faults: set[str]) -> int:
    """The answer to DLE EOT n as the command reference lays it out, bit by bit."""
    out, cover, low = (name in faults for name in ("paper_out", "cover_open", "near_end"))
    bits = {
        1: 0x08 if out or cover else 0,  # offline
        2: (0x20 if out else 0) | (0x04 if cover else 0),
        3: 0,
        4: (0x6C if out else 0) | (0x0C if low else 0),  # paper end implies near end
    }
    return 0x12 | bits[asked]


def write_ticket(ticket: Ticket, folder: Path, *, count: int) -> Path:
    """``ticket-000001.png``, and beside it ``.json`` with what a test wants to know without eyes.

    The picture appears last and whole: whoever sees it may read both.
    """
    stem = f"{'ticket' if ticket.whole else 'torn'}-{count:06d}"
    said = {"texts": ticket.texts, "codes": ticket.codes, "unknown": ticket.unknown}
    (folder / f"{stem}.json").write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    picture = ticket.picture
    page = Image.new("L", (picture.width + 2 * MARGIN, picture.height + 2 * MARGIN), 255)
    page.paste(picture, (MARGIN, MARGIN))
    fresh = folder / f"{stem}.tmp"
    page.convert("1").save(fresh, "PNG", optimize=False)
    os.replace(fresh, folder / f"{stem}.png")
    return folder / f"{stem}.png"
