"""A print agent on a workbench: its spool, its printer, short limits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from printer.agent import Agent, Manner
from printer.devices import Device
from printer.local_devices import VirtualDevice
from printer.profile import profile
from printer.render import Mode, Renderer
from printer.spool import Spool
from printer.status import DIALECTS, DialectName
from printer.virtual import VirtualPrinter
from tests.harness.clock import Clock
from tests.harness.waiting import wait_until
from tests.simulators.printer_slips import NARROW

ID: Final = "slip-00000001"


class Bench:
    """An agent over a spool, with short limits; the renderer is the narrow one, it is quicker."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.spool = Spool(folder / "spool.db", clock)
        self.paper = folder / "tickets"

    def agent(
        self,
        device: Device,
        *,
        mode: Mode = "bands",
        dialect: DialectName = "epson",
        acknowledge_s: float = 0.5,
        keep_header: bool = False,
        at: Callable[[str], None] = lambda phase: None,
    ) -> Agent:
        """An agent for this device; ``at`` hears each phase."""
        manner = Manner(
            renderer=Renderer(profile(NARROW, 58), mode),
            dialect=DIALECTS[dialect],
            acknowledge_s=acknowledge_s,
            give_up_s=0.3,
            keep_header=keep_header,
        )
        return Agent(self.spool, device, manner=manner, at=at)

    def in_process(self, *faults: str) -> VirtualDevice:
        """A virtual printer without any cable."""
        printer = VirtualPrinter(self.paper, 384)
        printer.set_faults(*faults)
        return VirtualDevice(printer)

    def state(self, slip_id: str = ID) -> tuple[str, str]:
        """State and reason of a slip's latest copy."""
        one = self.spool.latest(slip_id)
        assert one is not None
        return one.state, one.detail

    def settle(self, agent: Agent) -> None:
        """Let the agent work until nothing waits."""
        wait_until(lambda: agent.step() and not self.spool.queued(), 10, what="nothing waits")


class SlowHead:
    """A printer that is well, but says that a slip is out only when the test lets it."""

    piece = 4096

    def __init__(self) -> None:
        self.said, self.owed = b"", 0

    def open(self) -> None:
        """Always there."""

    def finish(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Always there."""

    def travel_s(self, size: int) -> float:
        """No way at all."""
        return 0.0

    def write(self, data: bytes) -> None:
        """Hear questions; count what is owed."""
        self.said += b"\x12" * data.startswith(b"\x10\x04")
        self.owed += data == b"\x1dr\x01"

    def read(self, limit_s: float) -> bytes:
        """What was said."""
        said, self.said = self.said, b""
        return said

    def release(self) -> None:
        """Say that one more slip is out."""
        assert self.owed > 0
        self.owed -= 1
        self.said += b"\x00"
