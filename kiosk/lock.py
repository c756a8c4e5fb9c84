"""One program a journal: two of them would count the same series."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Taken(Exception):
    """Another program already works on this folder."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder for this program; the system lets go of it however the program ends.

    SQLite's own file lock is used because it is the same on Linux and Windows. Raises Taken.
    """
    folder.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(folder / "running.lock", timeout=0, isolation_level=None)
    try:
        try:
            db.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as busy:
            raise Taken(str(folder)) from busy
        yield
    finally:
        db.close()
