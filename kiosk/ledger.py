"""The kiosk's journal on disk: every press, its number, its paper; written before anything moves.

One SQLite file (WAL, ``synchronous=FULL``), so that what was once answered survives a power cut. A
press goes through four columns, each filled once: what was chosen, the number, the paper, the
hand-in. A second filling finds the first and changes nothing, so every step may be repeated.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal, Unpack

import msgspec

from kiosk.entry import Choosing, Entry, Given, Paper
from queue_server.core.numbering import label
from queue_server.wire import MenuService, Press

SHAPE: Final = """
CREATE TABLE IF NOT EXISTS presses (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  press_id TEXT NOT NULL UNIQUE,
  day TEXT NOT NULL,
  press BLOB NOT NULL,
  service BLOB NOT NULL,
  secret TEXT NOT NULL,
  run TEXT NOT NULL,
  correction_ms INTEGER NOT NULL,
  given BLOB,
  series TEXT,
  count_day TEXT,
  n INTEGER,
  paper TEXT NOT NULL DEFAULT '' CHECK (paper IN ('', 'slip', 'screen', 'never')),
  handed TEXT NOT NULL DEFAULT '' CHECK (handed IN ('', 'taken', 'refused')),
  note TEXT NOT NULL DEFAULT '',
  UNIQUE (count_day, series, n)
);
CREATE INDEX IF NOT EXISTS presses_open ON presses (handed, paper, place);
CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
COLUMNS: Final = (
    "press_id, day, press, service, secret, run, correction_ms, given, series, paper, handed"
)


class Ledger:
    """Safe for several threads; a second program on the same file is refused by `kiosk.app`."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, timeout=5.0, isolation_level=None, check_same_thread=False)
        path.chmod(0o600)  # the device's key and the patients' links are in it
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("PRAGMA secure_delete=ON")
        self._db.executescript(SHAPE)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    # ---- the press that comes next ------------------------------------------------------------

    def coming(self, fresh: str) -> str:
        """The id of the coming press, the same for every tab; ``fresh`` if there is none yet."""
        known = self.kept("coming")
        if known:  # asked for every second, also on a disk that takes no more
            return known
        with self._write():
            self._db.execute("INSERT OR IGNORE INTO kept VALUES ('coming', ?)", (fresh,))
        return self.kept("coming")

    def replace(self, used: str, fresh: str) -> str:
        """The flow is idle again: ``fresh`` follows ``used``; who is late gets the present id."""
        with self._write():
            self._db.execute(
                "UPDATE kept SET value = ? WHERE key = 'coming' AND value = ?", (fresh, used)
            )
        return self.kept("coming")

    # ---- the steps of one press ---------------------------------------------------------------

    def choose(self, press: Press, **rest: Unpack[Choosing]) -> Entry:
        """Step 1: what the person chose. A second choice with the same id gets the first back."""
        with self._write():
            self._db.execute(
                "INSERT OR IGNORE INTO presses"
                " (press_id, day, press, service, secret, run, correction_ms)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    press.press_id,
                    rest["day"],
                    msgspec.json.encode(press),
                    msgspec.json.encode(rest["service"]),
                    rest["secret"],
                    rest["run"],
                    rest["correction_ms"],
                ),
            )
        return self.entry(press.press_id)

    def forget(self, press_id: str, fresh: str) -> None:
        """The server's rule said no: the choice goes, and its id with it; a number never does."""
        with self._write():
            self._db.execute(
                "DELETE FROM presses WHERE press_id = ? AND given IS NULL", (press_id,)
            )
            self._db.execute(
                "UPDATE kept SET value = ? WHERE key = 'coming' AND value = ?", (fresh, press_id)
            )

    def settle(self, press_id: str, given: Given) -> Entry:
        """Step 2, online: the server's number. The first number of a press stays its number."""
        with self._write():
            self._db.execute(
                "UPDATE presses SET given = ? WHERE press_id = ? AND given IS NULL",
                (msgspec.json.encode(given), press_id),
            )
        return self.entry(press_id)

    def settle_own(self, press_id: str, given: Given, *, series: str) -> Entry:
        """Step 2, offline: the next number of the kiosk's own ``series``, filled into ``given``.

        Counting and keeping are one transaction. Should the clock fall back, the count goes on in
        the newest day it knows, so no number comes twice.
        """
        with self._write():
            (day, has_number), (newest,) = (
                self._db.execute(
                    "SELECT day, given IS NOT NULL FROM presses WHERE press_id = ?", (press_id,)
                ).fetchone(),
                self._db.execute(
                    "SELECT COALESCE(MAX(count_day), '') FROM presses WHERE series = ?", (series,)
                ).fetchone(),
            )
            if not has_number:
                count_day = max(day, newest)
                (n,) = self._db.execute(
                    "SELECT COALESCE(MAX(n), 0) + 1 FROM presses"
                    " WHERE series = ? AND count_day = ?",
                    (series, count_day),
                ).fetchone()
                given = msgspec.structs.replace(given, number=label(series, n), own=True)
                self._db.execute(
                    "UPDATE presses SET given = ?, series = ?, count_day = ?, n = ?"
                    " WHERE press_id = ?",
                    (msgspec.json.encode(given), series, count_day, n, press_id),
                )
        return self.entry(press_id)

    def decide_paper(self, press_id: str, paper: Paper) -> Entry:
        """Step 3: how the number reached the person."""
        with self._write():
            self._db.execute(
                "UPDATE presses SET paper = ? WHERE press_id = ? AND paper = ''", (paper, press_id)
            )
        return self.entry(press_id)

    def handed(
        self, press_id: str, outcome: Literal["taken", "refused"], *, note: str = ""
    ) -> None:
        """Step 4, own numbers only: the server has it, or will never take it."""
        with self._write():
            self._db.execute(
                "UPDATE presses SET handed = ?, note = ? WHERE press_id = ?",
                (outcome, note, press_id),
            )

    # ---- reading ------------------------------------------------------------------------------

    def find(self, press_id: str) -> Entry | None:
        """The entry of a press; None when nothing was chosen with that id yet."""
        found = self._entries("press_id = ?", press_id)
        return found[0] if found else None

    def entry(self, press_id: str) -> Entry:
        """The entry of a press that must exist. Raises LookupError."""
        found = self.find(press_id)
        if found is None:
            raise LookupError(press_id)
        return found

    def unfinished(self) -> list[Entry]:
        """Presses that a power cut left between two steps, oldest first."""
        return self._entries("given IS NULL OR paper = ''")

    def to_hand_in(self) -> list[Entry]:
        """Own numbers the server does not know yet, oldest first."""
        return self._entries("series IS NOT NULL AND paper != '' AND handed = ''")

    def refused(self) -> int:
        """How many own numbers the server would not take: for a person to look at."""
        with self._lock:
            row = self._db.execute("SELECT COUNT(*) FROM presses WHERE handed = 'refused'")
            return int(row.fetchone()[0])

    # ---- small things kept --------------------------------------------------------------------

    def keep(self, key: str, value: str) -> None:
        """Keep a small fact: the menu, the device's key, the newest date seen."""
        with self._write():
            self._db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (key, value))

    def kept(self, key: str) -> str:
        """A fact kept earlier, or nothing."""
        with self._lock:
            row = self._db.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def end_day(self, day: str) -> int:
        """Days before ``day`` are over: wipe the secrets, and what the server has altogether.

        Answers how many entries were touched. The newest own number of each series stays, so that
        the count goes on even if the clock should fall back.
        """
        with self._write():
            wiped = self._db.execute(
                "UPDATE presses SET secret = '' WHERE day < ? AND secret != ''", (day,)
            ).rowcount
            gone = self._db.execute(
                "DELETE FROM presses WHERE day < ? AND paper != '' AND (series IS NULL OR"
                " (handed = 'taken' AND place NOT IN"
                " (SELECT MAX(place) FROM presses WHERE series IS NOT NULL GROUP BY series)))",
                (day,),
            ).rowcount
        if wiped or gone:
            with self._lock:
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the log too forgets
        return wiped + gone

    # ---- rows ---------------------------------------------------------------------------------

    @contextmanager
    def _write(self) -> Iterator[None]:
        with self._lock, self._db:
            self._db.execute("BEGIN IMMEDIATE")
            yield

    def _entries(self, where: str, *values: str) -> list[Entry]:
        with self._lock:
            rows = self._db.execute(
                f"SELECT {COLUMNS} FROM presses WHERE {where} ORDER BY place",  # noqa: S608 fixed text
                values,
            ).fetchall()
        return [
            Entry(
                press_id=row[0],
                day=row[1],
                press=msgspec.json.decode(row[2], type=Press),
                service=msgspec.json.decode(row[3], type=MenuService),
                secret=row[4],
                run=row[5],
                correction_ms=row[6],
                given=msgspec.json.decode(row[7], type=Given) if row[7] else None,
                series=row[8],
                paper=row[9],
                handed=row[10],
            )
            for row in rows
        ]
