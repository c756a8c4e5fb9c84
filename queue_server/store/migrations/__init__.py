"""How the database came to its shape, step by step; each step runs once, on both engines."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from queue_server.store.session import Database

_LOCK: Final = 7_105_620_113  # any number, the same in every process


def migrate(db: Database) -> None:
    """Bring the database to today's shape, as a whole or not at all; nothing to do is no harm.

    Two processes that start together take turns. Raises Refusal("busy") and
    Refusal("storage_failed").
    """
    with db.write() as tx:
        if db.dialect == "postgresql":
            tx.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        command.upgrade(config(tx), "head")


def config(tx: Connection) -> Config:
    """Alembic told where the steps lie and which connection to use: no file, no address."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent))
    settings.attributes["connection"] = tx
    return settings
