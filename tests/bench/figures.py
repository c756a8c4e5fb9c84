"""The figures of the main job, each with the disk's own limit of the same run beside it."""

from __future__ import annotations

import contextlib
import sqlite3
import statistics
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from printer.profile import profile
from printer.render import Mode, Renderer
from queue_server.settings import Hospital, read_hospital
from queue_server.site import random_id
from queue_server.store import tables
from tests.at_work import AtWork, at_work
from tests.bench.watchers import Watchers
from tests.builders import DISTRICT
from tests.faults.clients import Caller, Journal, Presser
from tests.faults.ward import Ward
from tests.harness.clock import Clock
from tests.harness.programs import Programs
from tests.simulators.printer_slips import a_slip

MODES: Final[tuple[Mode, ...]] = ("bands", "hybrid", "text")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of everything; the small ones only show that the bench runs."""

    boards: int = 60
    callers: int = 16
    each: int = 12  # numbers each kiosk takes, calls each desk makes
    waiting: int = 2_000
    commits: int = 500


SMALL: Final = Sizes(boards=3, callers=2, each=2, waiting=20, commits=20)


@dataclass(frozen=True, slots=True)
class Figure:
    """Many measurements of one thing, in milliseconds."""

    name: str
    times_ms: list[float]

    @property
    def p50(self) -> float:
        return statistics.median(self.times_ms)

    @property
    def p95(self) -> float:
        ordered = sorted(self.times_ms)
        return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def raw_commits(folder: Path, count: int) -> Figure:
    """One row, one commit, on the disk for certain: what nothing here can be faster than."""
    db = sqlite3.connect(folder / "raw.db", isolation_level=None)
    with contextlib.closing(db):
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        db.execute("CREATE TABLE slips (number TEXT)")
        times = []
        for nth in range(count):
            begin = time.perf_counter()
            db.execute("INSERT INTO slips VALUES (?)", (f"A{nth}",))
            times.append(1000 * (time.perf_counter() - begin))
    return Figure("raw commit", times)


def bytes_a_ticket() -> dict[str, int]:
    """An 80 mm slip with its QR, in every mode."""
    return {mode: len(Renderer(profile("RP-F10-80mm", 80), mode).slip(a_slip())) for mode in MODES}


def call_next_costs(folder: Path, waiting: int) -> Figure:
    """The whole deed *next* in this process, with so many waiting in the line."""
    clock = Clock()
    work = at_work(f"sqlite:///{folder / f'line-{waiting}.db'}", clock)
    with contextlib.closing(work.db):
        work.open("pk-1")
        work.press("noi")
        fill(work, waiting - 1)
        times = []
        for _ in range(min(20, waiting)):
            clock.forward(seconds=5)
            current = work.here("pk-1").turn
            begin = time.perf_counter()
            work.next("pk-1", current=current)
            times.append(1000 * (time.perf_counter() - begin))
    return Figure(f"call next, {waiting} waiting", times)


def fill(work: AtWork, more: int) -> None:
    """So many others behind the first, written at once instead of pressed one by one."""
    first = {name: work.rows(name)[0] for name in ("visits", "turns")}
    people = range(2, more + 2)
    visits = [
        {**first["visits"], "id": n, "public_id": f"visit-{n:05}", "number": f"N{n:03}"}
        for n in people
    ]
    lines = [
        {**first["turns"], "id": n, "visit_id": n, "number": f"N{n:03}",
         "joined_at": first["turns"]["joined_at"] + n, "ready_at": first["turns"]["ready_at"] + n}
        for n in people
    ]  # fmt: skip
    with work.db.write() as tx:
        if people:
            tx.execute(tables.visits.insert(), visits)
            tx.execute(tables.turns.insert(), lines)
    work.clock.forward(ms=100 * more)


# ---- over the wire -------------------------------------------------------------------------------


def wide_hospital(desks: int) -> Hospital:
    """The district hospital with so many reception desks, all on the hall's board."""
    district = read_hospital(DISTRICT)
    desk = district.rooms["quay-2"]
    rooms = {
        f"quay-{nth}": msgspec.structs.replace(desk, number=str(nth)) for nth in range(1, desks + 1)
    }
    kept = {code: room for code, room in district.rooms.items() if "tiep-don" not in room.services}
    hall = msgspec.structs.replace(district.boards["sanh"], rooms=tuple(rooms))
    return msgspec.structs.replace(
        district, rooms={**kept, **rooms}, boards={**district.boards, "sanh": hall}
    )


@contextlib.contextmanager
def running(folder: Path, database: str, sizes: Sizes) -> Iterator[Ward]:
    """A real server with its machines and people."""
    programs = Programs(folder)
    ward = Ward(programs, folder / "ward", database)
    ward.open(
        kiosks=2 * sizes.callers, boards=sizes.boards, callers=sizes.callers,
        hospital=wide_hospital(sizes.callers),
    )  # fmt: skip
    try:
        ward.serve()
        yield ward
    finally:
        programs.end()


def taps(ward: Ward, keys: list[str], each: int) -> tuple[Figure, float]:
    """Tap to number over HTTP by so many kiosks at once; and numbers a second of them all."""
    pressers = [
        Presser(ward, Journal(ward.folder / "bench", f"kiosk-{nth}"), key=key, share=each)
        for nth, key in enumerate(keys)
    ]
    begin = time.perf_counter()
    for one in pressers:
        one.rest_s = 0
        one.start()
    for one in pressers:
        one.join(120)
    seconds = time.perf_counter() - begin
    times = [1000 * each for one in pressers for each in one.latency_s]
    return Figure(f"tap to number, {len(keys)} at once", times), len(times) / seconds


def calls(ward: Ward, watchers: Watchers, callers: int, each: int) -> Figure:
    """Press to picture: from the key of a desk until a board has the number, over all boards."""
    pressed: dict[str, float] = {}
    desks = [
        Caller(ward, Journal(ward.folder / "bench", f"desk-{nth}"), nth=nth, room=f"quay-{nth + 1}",
               share=0)
        for nth in range(callers)
    ]  # fmt: skip
    for desk in desks:
        desk.open()

    def press(desk: Caller) -> None:
        for _ in range(each):
            begin = time.perf_counter()
            view = desk.next(random_id())
            if view and not view["outcome"]["nobody"]:
                numbers = view["outcome"]["numbers"]
                pressed.update(dict.fromkeys(numbers, begin))
                watchers.wait_for(numbers)  # a desk serves somebody; it does not race the board

    threads = [threading.Thread(target=press, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    for desk in desks:
        desk.http.close()
    times = [1000 * (seen[number] - at) for seen in watchers.seen for number, at in pressed.items()]
    name = f"press to board, {callers} at once, {len(watchers.seen)} boards"
    return Figure(name, times)
