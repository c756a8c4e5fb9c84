"""One agent to a spool: a second one would take the first one's work for a dead agent's."""

from __future__ import annotations

import sqlite3
from pathlib import Path


class Claim:
    """A lock that dies with its process on every operating system: SQLite's own."""

    def __init__(self, spool_path: Path) -> None:
        spool_path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(
            spool_path.with_suffix(".agent"), timeout=0.2, isolation_level=None
        )

    def take(self) -> bool:
        """Whether the spool is ours now; False while another agent holds it."""
        try:
            self._db.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            return False
        return True

    def let_go(self) -> None:
        """Give the spool back."""
        self._db.close()
