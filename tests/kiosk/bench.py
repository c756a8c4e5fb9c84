"""A kiosk on the bench: real disk, real wire to a simulated server, a clock moved by hand."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

from kiosk.app import Kiosk, build, page_server
from kiosk.clock import Clock
from kiosk.entry import Entry
from kiosk.issuing import Choice
from kiosk.ledger import Ledger
from kiosk.menu import Menus
from kiosk.parts import Chance, Parts
from kiosk.server_link import ServerLink
from kiosk.settings import Screen, Settings
from printer.spool import Spool
from queue_server.wire import PaperState, PrinterReport
from tests.simulators.kiosk_server import KioskServer

MONDAY_0730 = 1_795_393_800_000  # 07:30 on Monday 23 November 2026 in Hà Nội
PIN = "482913"


class Time:
    """A wall clock and a monotonic one, moved by hand."""

    def __init__(self, at: int = MONDAY_0730) -> None:
        self.at = at
        self.mono = 5_000

    def pass_ms(self, ms: int) -> None:
        self.at += ms
        self.mono += ms

    def clock(self) -> Clock:
        return Clock(lambda: self.at, lambda: self.mono)


class Bench:
    """One kiosk on the bench: its parts and what a test does to them."""

    def __init__(self, folder: Path, server: str, time: Time, *, name: str = "k") -> None:
        self.folder, self.server, self.time, self.name = folder, server, time, name
        self.runs = count(1)
        self.start()

    def start(self, **over: Any) -> Parts:
        """Start (again) on the same disk."""
        if hasattr(self, "parts"):
            self.close()
        run = f"{self.name}-run-{next(self.runs)}"
        ids = (f"{run}-press-{n:06}" for n in count(1))
        secrets = (f"{run}-secret-{n:06}" for n in count(1))
        ledger = Ledger(self.folder / f"{self.name}.db")
        self.spool = Spool(self.folder / f"{self.name}-spool.db", clock=lambda: self.time.at)
        self.parts = Parts(
            ledger=ledger,
            link=ServerLink(self.server, key="k" * 43),
            spool=self.spool,
            menus=Menus(ledger),
            clock=self.time.clock(),
            chance=Chance(new_id=lambda: next(ids), new_secret=lambda: next(secrets), run=run),
        )
        settings = Settings(
            server=self.server,
            data=str(self.folder),
            spool=str(self.spool.path),
            port=free_port(),
            voice=over.pop("voice", False),
            staff_pin_hash=over.pop("pin_hash", ""),
            answer_within_ms=over.pop("answer_within_ms", 300),
            screen=over.pop("screen", Screen()),
        )
        self.kiosk: Kiosk = build(settings, self.parts)
        self.say_paper("ok")
        return self.parts

    def close(self) -> None:
        """Let go of disk and wire."""
        self.parts.ledger.close()
        self.parts.link.close()
        self.spool.close()

    def meet(self) -> None:
        """Meet the server: menu, clock and hand-ins."""
        self.time.pass_ms(60_000)
        self.kiosk.sync.step()
        self.say_paper("ok")

    def say_paper(self, paper: PaperState) -> None:
        self.spool.tell(PrinterReport(paper=paper, at=self.time.at))


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


KHAM = Choice(service="kham")


def take(bench: Bench, choice: Choice = KHAM) -> Entry:
    """A person takes a number and leaves."""
    issuing = bench.kiosk.issuing
    entry = issuing.press(issuing.coming(), choice)
    issuing.idle(entry.press_id)
    return entry


def number(entry: Entry) -> str:
    assert entry.given is not None
    return entry.given.number


class Served:
    """A kiosk whose page can be opened; its background runs as in life."""

    def __init__(self, bench: Bench, server: KioskServer) -> None:
        self.bench, self.server = bench, server
        self.kiosk = bench.kiosk
        self.address = self.kiosk.address
        self.paper: PaperState = "ok"

    @property
    def parts(self) -> Parts:
        return self.bench.parts


@contextmanager
def served(bench: Bench, server: KioskServer) -> Iterator[Served]:
    """Serve a bench's page on its port, with printer reports kept fresh."""
    result = Served(bench, server)
    http = page_server(bench.kiosk)
    stop = threading.Event()

    def background() -> None:
        while not stop.wait(0.2):
            bench.time.pass_ms(200)
            server.now = bench.time.at
            bench.spool.tell(PrinterReport(paper=result.paper, at=bench.time.at))
            bench.kiosk.sync.step()

    threads = [
        threading.Thread(target=http.serve_forever, args=(0.05,), daemon=True),
        threading.Thread(target=background, daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        yield result
    finally:
        stop.set()
        http.shutdown()
        http.server_close()
        for thread in threads:
            thread.join(5)


def one_service(server: KioskServer) -> Any:
    """The server's menu with its first service only."""
    return msgspec.structs.replace(server.menu, services=server.menu.services[:1])
