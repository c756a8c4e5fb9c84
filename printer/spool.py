"""Slips on their way to paper, on disk: what was asked, what was sent, what is known to be printed.

Shared by the kiosk, which puts slips in, and the print agent, which takes them out: two processes,
one SQLite file (WAL, ``synchronous=FULL``). A print moves only along ``MOVES`` and only by
compare-and-set, and nothing ever leads back to *queued*: once the first byte may have left the
machine, only a person asks for that slip again, and that print is marked as a reprint.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, get_args

import msgspec

from printer.shape import SELECT, SHAPE
from queue_server.core.refusal import Refusal
from queue_server.wire import JobState, PaperState, PrinterReport, Slip

Trouble = sqlite3.OperationalError  # the disk is full or will not write; nothing was changed
REPORT_AGE_MS: Final = 5_000  # an older report says nothing about the paper now
KEEP_MS: Final = 24 * 3_600_000  # results are answered for a day, then slip and link are wiped
MOVES: Final[frozenset[tuple[JobState, JobState]]] = frozenset(
    {
        ("queued", "sending"),
        ("queued", "failed"),  # not one byte of it was ever sent
        ("sending", "printed"),
        ("sending", "unconfirmed"),
        ("unconfirmed", "printed"),  # the printer's answer came late
    }
)


class Print(msgspec.Struct, frozen=True, kw_only=True):
    """One copy of one slip and how far it has come."""

    place: int  # order of arrival; also the key for `Spool.move`
    slip: Slip
    state: JobState
    detail: str  # why, in a word for programs: "restart", "no_answer", "paper_out", "mute", …
    put_at: int
    changed_at: int
    job: str | None = None  # the server's id of this print, None when the kiosk put it


def wall_ms() -> int:
    """UTC milliseconds since 1970 on this machine's clock."""
    return time.time_ns() // 1_000_000


class Spool:
    """The file between whoever issues slips and the agent that prints them.

    Safe for several threads and several processes. ``clock`` answers UTC milliseconds.
    """

    def __init__(self, path: Path | str, clock: Callable[[], int] = wall_ms) -> None:
        self.path = Path(path)
        self.clock = clock
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.touch(mode=0o600)  # the patients' links are in it; its log gets the same mode
        self._lock = threading.RLock()
        self._db = sqlite3.connect(
            self.path, timeout=5.0, isolation_level=None, check_same_thread=False
        )
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("PRAGMA secure_delete=ON")  # a wiped link leaves no trace in free pages
        self._db.executescript(SHAPE)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    # ---- whoever issues slips: the kiosk, the inbox -------------------------------------------

    def put(self, slip: Slip, job: str | None = None) -> JobState:
        """Take in a slip to print; the same slip again changes nothing. Answers its state.

        On return the slip is on disk. Raises Refusal("slip_differs") when the same id and copy came
        before with other content: two slips must never be taken for one.
        """
        with self._lock, self._db:
            self._db.execute("BEGIN IMMEDIATE")
            known = self._one("job IS NOT NULL AND job = ?", job) if job else None
            known = known or self._one("slip_id = ? AND copy = ?", slip.slip_id, slip.copy)
            if known is None:
                self._insert(slip, job)
                return "queued"
            if known.job != job and job is not None and slip.copy > 1:
                self._insert(self._next_copy(slip), job)  # two people asked, each gets a copy
                return "queued"
            if msgspec.structs.replace(known.slip, copy=1) != msgspec.structs.replace(slip, copy=1):
                raise Refusal("slip_differs", slip=slip.slip_id)
            if job and known.job is None:
                self._db.execute("UPDATE prints SET job = ? WHERE place = ?", (job, known.place))
            return known.state

    def state(self, slip_id: str) -> JobState | None:
        """How far the latest copy of a slip has come; None for a slip never put."""
        found = self.latest(slip_id)
        return found.state if found else None

    def latest(self, slip_id: str) -> Print | None:
        """The latest copy of a slip, with its detail; None for a slip never put."""
        return self._one("slip_id = ? ORDER BY copy DESC LIMIT 1", slip_id)

    def find(self, number: str) -> Print | None:
        """The latest print that carries this number, for staff who know only the number."""
        return self._one("number = ? ORDER BY place DESC LIMIT 1", number)

    def reprint(self, slip_id: str) -> Slip:
        """A person asks for the slip again: the next copy, marked as a reprint, is queued.

        A slip of which not one byte was ever sent (*failed*) is queued under its old copy number:
        nothing on paper bears it yet. A copy still waiting or being sent is not queued twice.
        Raises Refusal("slip_unknown").
        """
        with self._lock, self._db:
            self._db.execute("BEGIN IMMEDIATE")
            last = self.latest(slip_id)
            if last is None:
                raise Refusal("slip_unknown", slip=slip_id)
            if last.state in ("queued", "sending"):
                return last.slip
            if last.state == "failed":
                self._db.execute("DELETE FROM prints WHERE place = ?", (last.place,))
                again = last.slip
            else:
                again = self._next_copy(last.slip)
            self._insert(again, None)
            return again

    def withdraw(self, slip_id: str) -> bool:
        """Stop a slip that still waits, so that it cannot come out after the person has left.

        True: it will not be printed. False: too late, it is being sent or more.
        """
        last = self.latest(slip_id)
        return last is not None and (
            last.state == "failed" or self.move(last, "failed", detail="withdrawn")
        )

    # ---- what staff and kiosk may know --------------------------------------------------------

    def report(self) -> PrinterReport:
        """What the printer last said. Older than 5 s, from the future, or never: ``unknown``."""
        with self._lock:
            row = self._db.execute("SELECT paper, at, detail FROM report").fetchone()
        if row is None:
            return PrinterReport(paper="unknown", at=0, detail="no_agent")
        paper, at, detail = row
        if abs(self.clock() - at) > REPORT_AGE_MS or paper not in get_args(PaperState):
            return PrinterReport(paper="unknown", at=at, detail="no_agent")
        return PrinterReport(paper=paper, at=at, detail=detail)

    def unconfirmed(self, *, mute: bool = False) -> list[Print]:
        """Prints nobody can vouch for, oldest first: for staff to look at the paper.

        Prints of a printer set up as mute are all of this kind and are left out unless asked for.
        """
        every = self._all("state = 'unconfirmed' ORDER BY place")
        return [each for each in every if mute or each.detail != "mute"]

    def failed(self) -> list[Print]:
        """Prints of which nothing reached the printer, oldest first."""
        return self._all("state = 'failed' ORDER BY place")

    def queued(self) -> list[Print]:
        """Prints that wait, oldest first."""
        return self._all("state = 'queued' ORDER BY place")

    # ---- the agent ----------------------------------------------------------------------------

    def move(self, one: Print, to: JobState, *, detail: str = "") -> bool:
        """Advance a print by compare-and-set; False when it has left the state it was read in."""
        if (one.state, to) not in MOVES:
            return False
        with self._lock:
            done = self._db.execute(
                "UPDATE prints SET state = ?, detail = ?, changed_at = ?, told = 0"
                " WHERE place = ? AND state = ?",
                (to, detail, self.clock(), one.place, one.state),
            )
            return done.rowcount == 1

    def explain(self, one: Print, detail: str) -> None:
        """What was found out later about a print that stays in its state."""
        with self._lock:
            self._db.execute(
                "UPDATE prints SET detail = ?, told = 0 WHERE place = ? AND state = ?",
                (detail, one.place, one.state),
            )

    def at(self, place: int) -> Print | None:
        """The print at a place, as it is now."""
        return self._one("place = ?", place)

    def recover(self) -> list[Print]:
        """At start: whatever a dead agent was sending may or may not be on paper. Answers those."""
        left = self._all("state = 'sending' ORDER BY place")
        return [each for each in left if self.move(each, "unconfirmed", detail="restart")]

    def tell(self, report: PrinterReport) -> None:
        """Leave the printer's latest status for the kiosk."""
        with self._lock:
            self._db.execute(
                "INSERT INTO report (one, paper, at, detail) VALUES (1, ?, ?, ?) ON CONFLICT (one)"
                " DO UPDATE SET paper = excluded.paper, at = excluded.at, detail = excluded.detail",
                (report.paper, report.at, report.detail),
            )

    def untold(self) -> list[Print]:
        """Prints the server asked for whose present state it has not been told."""
        return self._all("job IS NOT NULL AND told = 0 AND state != 'queued' ORDER BY place")

    def told(self, one: Print) -> None:
        """The server knows this state of this print."""
        with self._lock:
            self._db.execute(
                "UPDATE prints SET told = 1 WHERE place = ? AND state = ?", (one.place, one.state)
            )

    def note(self, key: str, value: str | None = None) -> str:
        """A small fact about the printer itself (which header it holds): read it, or set it."""
        with self._lock:
            if value is not None:
                self._db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (key, value))
            row = self._db.execute("SELECT value FROM notes WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def purge(self, keep_ms: int = KEEP_MS) -> int:
        """Wipe prints unchanged for ``keep_ms``, links and all; answers how many."""
        with self._lock:
            gone = self._db.execute(
                "DELETE FROM prints WHERE state != 'sending' AND changed_at < ?",
                (self.clock() - keep_ms,),
            ).rowcount
            if gone:
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the log too forgets
            return gone

    # ---- rows ---------------------------------------------------------------------------------

    def _insert(self, slip: Slip, job: str | None) -> None:
        now = self.clock()
        self._db.execute(
            "INSERT INTO prints (slip_id, copy, number, slip, job, state, put_at, changed_at)"
            " VALUES (?, ?, ?, ?, ?, 'queued', ?, ?)",
            (slip.slip_id, slip.copy, slip.number, msgspec.json.encode(slip), job, now, now),
        )

    def _next_copy(self, slip: Slip) -> Slip:
        last = self.latest(slip.slip_id)
        return msgspec.structs.replace(slip, copy=(last.slip.copy if last else slip.copy) + 1)

    def _one(self, where: str, *values: Any) -> Print | None:
        found = self._all(where, *values)
        return found[0] if found else None

    def _all(self, where: str, *values: Any) -> list[Print]:
        with self._lock:
            rows = self._db.execute(SELECT + where, values).fetchall()
        return [
            Print(
                place=row[0],
                slip=msgspec.json.decode(row[1], type=Slip),
                state=row[2],
                detail=row[3],
                put_at=row[4],
                changed_at=row[5],
                job=row[6],
            )
            for row in rows
        ]
