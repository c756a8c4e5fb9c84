"""From the spool to paper, one slip at a time: asked, marked, sent, acknowledged, written down.

A slip leaves *queued* on disk before its first byte leaves the machine. Whatever happens after
that (no answer, a reset, a killed agent) ends in *unconfirmed*, which staff see, and never in a
second print. Only the printer's own in-order answer makes it *printed*.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import structlog

from printer.devices import Device, DeviceGone
from printer.render import Renderer
from printer.spool import KEEP_MS, Print, Spool, Trouble
from printer.status import ACKNOWLEDGE, ANSWER_S, Dialect, Status, ask, is_paper_sensor
from queue_server.wire import PrinterReport

REPORT_EVERY_S: Final = 1.0
IDLE_ANSWER_S: Final = 0.9  # with the pause above a report at least every two seconds
LOOK_EVERY_S: Final = 0.04  # into the spool: what a tap waits at most before its slip moves
TIDY_EVERY_S: Final = 900.0
FLASH_S: Final = 10.0  # printers take long to write their lasting memory
LATE_AFTER_MS: Final = 120_000  # a slip found this old at start has lost its reader

# The points a test may kill the agent at, in order.
PHASES: Final = (
    "taken",
    "drawn",
    "asked",
    "marked",
    "half_sent",
    "sent",
    "acknowledged",
    "recorded",
)


@dataclass(frozen=True)
class Manner:
    """How one printer is spoken to, and how long it is waited for."""

    renderer: Renderer
    dialect: Dialect
    acknowledge_s: float = 2.0  # for the in-order answer after the last byte
    give_up_s: float = 4.0  # for a printer that can take nothing
    keep_header: bool = False
    keep_ms: int = KEEP_MS  # for slips that are done


class Agent:
    """Feeds one printer from one spool. ``at`` is told each of `PHASES` as it is reached."""

    def __init__(
        self,
        spool: Spool,
        device: Device,
        *,
        manner: Manner,
        monotonic: Callable[[], float] = time.monotonic,
        at: Callable[[str], None] = lambda phase: None,
    ) -> None:
        self.spool = spool
        self.device = device
        self.manner = manner
        self._monotonic = monotonic
        self._at = at
        self._log = structlog.get_logger("printer")
        self._open = False
        self._owed: deque[Print | None] = deque()  # answers the printer owes, in order
        self._told_at = -REPORT_EVERY_S
        self._last = Status("unknown", "start")
        self._stuck_since: float | None = None
        self._broken_off = False  # a slip broke off: the printer may wait for the rest of it
        self._tidied_at = monotonic()

    # ---- the loop -----------------------------------------------------------------------------

    def start(self) -> bool:
        """After a crash: what was being sent is unconfirmed, what waited too long has failed."""
        for one in self.spool.recover():
            self._log.warning("print_unconfirmed", number=one.slip.number, why="restart")
            self._broken_off = True
        for one in self.spool.queued():
            if self.spool.clock() - one.put_at > LATE_AFTER_MS:
                self.spool.move(one, "failed", detail="late")
        self.tidy()
        return True

    def tidy(self) -> None:
        """Wipe what is older than may be kept."""
        self._tidied_at = self._monotonic()
        self.spool.purge(self.manner.keep_ms)

    def run(self, stop: threading.Event) -> None:
        """Until told to stop."""
        started = False
        while not stop.is_set():
            try:
                started = started or self.start()
                if not self.step():
                    if self._monotonic() - self._tidied_at > TIDY_EVERY_S:
                        self.tidy()
                    stop.wait(LOOK_EVERY_S)
            except Trouble as trouble:
                # What was being sent could not be written down: as after a crash, begin afresh.
                self._log.error("spool_trouble", why=str(trouble))
                started = False
                stop.wait(REPORT_EVERY_S)
        self._drop("stopped")

    def step(self) -> bool:
        """Print the next slip, or look after the printer; False when there was nothing to do."""
        waiting = self.spool.queued()
        if waiting and self.print(waiting[0]):
            return True
        if self._monotonic() - self._told_at >= REPORT_EVERY_S:
            self._report(self._ask(IDLE_ANSWER_S))
        return False

    # ---- one slip -----------------------------------------------------------------------------

    def print(self, one: Print) -> bool:
        """Bring one queued slip to paper; False while it has to wait for the printer.

        1. draw it, so that nothing can fail later; 2. ask the printer; 3. mark it *sending* on
        disk; 4. send; 5. await the answer that comes after everything before it; 6. write down.
        """
        self._at("taken")
        try:
            data = self._drawn(one)
        except (ValueError, OverflowError, OSError) as wrong:
            self.spool.move(one, "failed", detail=f"unprintable: {wrong}"[:200])
            return True
        self._at("drawn")
        status = self._ask(ANSWER_S)
        self._report(status)
        if not status.can_print:
            return self._wait_or_give_up(one, status)
        self._at("asked")
        if not self.spool.move(one, "sending"):
            return True  # withdrawn in the meantime
        self._at("marked")
        sending = self.spool.latest(one.slip.slip_id)
        if sending is not None:
            self._bring(sending, data)
        return True

    def _drawn(self, one: Print) -> bytes:
        if self.manner.keep_header and self.manner.renderer.mode == "hybrid":
            self._remember(one.slip.hospital)
        return self.manner.renderer.slip(one.slip)

    def _wait_or_give_up(self, one: Print, status: Status) -> bool:
        now = self._monotonic()
        if self._stuck_since is None:
            self._stuck_since = now
        if now - self._stuck_since < self.manner.give_up_s:
            return False
        self._log.warning("print_failed", number=one.slip.number, why=status.paper)
        return self.spool.move(one, "failed", detail=status.paper)

    def _bring(self, one: Print, data: bytes) -> None:
        why = self._sent(one, data)
        if why:
            self.spool.move(one, "unconfirmed", detail=why)
            self._log.warning("print_unconfirmed", number=one.slip.number, why=why)
        self._at("recorded")
        self._report(self._ask(ANSWER_S))
        if why in ("no_answer", "mute") and not self._last.can_print:
            self._why_not(one)

    def _sent(self, one: Print, data: bytes) -> str:
        """Send one slip; what speaks against its being printed, "" when it is."""
        try:
            if self._broken_off:
                self._write(self.manner.renderer.clear())
                self._broken_off = False
            self._write(data, half=lambda: self._at("half_sent"))
            if self.manner.dialect.acknowledges:
                self._owed.append(one)
                self.device.write(ACKNOWLEDGE)
            self.device.finish()
            self._at("sent")
            if not self.manner.dialect.acknowledges:
                return "mute"
            answered = self._answered(one, self.manner.acknowledge_s, len(data))
        except DeviceGone as gone:
            self._drop(str(gone))
            self._broken_off = True
            return "connection_lost"
        self._at("acknowledged")
        return "" if answered else "no_answer"

    def _write(self, data: bytes, half: Callable[[], None] = lambda: None) -> None:
        pieces = range(0, len(data), self.device.piece)
        for at in pieces:
            if at == pieces[len(pieces) // 2]:
                half()
            self.device.write(data[at : at + self.device.piece])
            self._report(self._last, every=REPORT_EVERY_S)  # it takes bytes: it is alive

    def _answered(self, one: Print | None, limit_s: float, size: int) -> bool:
        """Whether the printer's answer for this print comes in time; earlier ones come first."""
        until = self._monotonic() + limit_s + self.device.travel_s(size)
        while any(owed is one for owed in self._owed):
            left = until - self._monotonic()
            if left <= 0:
                return False
            self.read(min(left, REPORT_EVERY_S))
            self._report(self._last, every=REPORT_EVERY_S)
        return True

    def _why_not(self, one: Print) -> None:
        late = self.spool.latest(one.slip.slip_id)
        if late is not None and late.place == one.place and late.state == "unconfirmed":
            self.spool.explain(late, self._last.paper)

    # ---- what the printer says ----------------------------------------------------------------

    def read(self, limit_s: float) -> bytes:
        """The printer's next words; in-order answers among them settle the prints they are for."""
        said = self.device.read(limit_s)
        for byte in said:
            if is_paper_sensor(byte) and self._owed:
                self._settle(self._owed.popleft(), byte)
        return said

    def write(self, data: bytes) -> None:
        """Straight to the printer, for questions."""
        self.device.write(data)

    def _settle(self, one: Print | None, sensor: int) -> None:
        """The printer has come past this print; bits 2 and 3 say that the paper ended under it."""
        now = self.spool.at(one.place) if one is not None else None
        if now is None:
            return
        ended = bool(sensor & 0x0C)
        if self.spool.move(now, "unconfirmed" if ended else "printed", detail="paper_out" * ended):
            self._log.info("answered", number=now.slip.number, paper_ended=ended, was=now.state)

    def _ask(self, limit_s: float) -> Status:
        """The printer's state; opens the way to it when it is closed."""
        try:
            if not self._open:
                self.device.open()
                self._open = True
            status = ask(self, self.manner.dialect, monotonic=self._monotonic, limit_s=limit_s)
        except DeviceGone as gone:
            self._drop(str(gone))
            return Status("offline", "not_reached")
        if status.paper == "unknown":
            self._drop("no answer")
        return status

    def _drop(self, why: str) -> None:
        """Let go of the printer; answers still owed will never be told apart again."""
        if self._open:
            self._log.warning("printer_let_go", why=why)
        self.device.close()
        self._open = False
        self._owed.clear()

    def _report(self, status: Status, *, every: float = 0.0) -> None:
        self._last = status
        if status.can_print:
            self._stuck_since = None
        if self._monotonic() - self._told_at < every:
            return
        self._told_at = self._monotonic()
        self.spool.tell(PrinterReport(paper=status.paper, at=self.spool.clock(), detail=status.raw))

    # ---- the printer's memory -----------------------------------------------------------------

    def _remember(self, hospital: str) -> None:
        """Once per printer and hospital: let it keep the constant lines, if it can."""
        pictures = self.manner.renderer.memory(hospital)
        digest = hashlib.sha256(pictures).hexdigest()
        known = self.spool.note("memory")
        if known == digest:
            self.manner.renderer.keep(hospital)
        if digest in known or not self._ask(ANSWER_S).can_print:
            return
        self.spool.note("memory", f"tried {digest}")  # flash wears: one attempt
        try:
            self._owed.append(None)
            self._write(pictures + ACKNOWLEDGE)
            if self._answered(None, FLASH_S, len(pictures)):
                self.spool.note("memory", digest)
                self.manner.renderer.keep(hospital)
        except DeviceGone as gone:
            self._drop(str(gone))
