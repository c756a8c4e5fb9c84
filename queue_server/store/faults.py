"""What a database's errors mean for a deed: somebody else was busy, or nothing can be stored.

Either way the transaction is rolled back as a whole; a surface answers 503 and a person tries
again. A broken constraint is neither: it is passed on, because only the deed knows its promise.
"""

from __future__ import annotations

import sqlite3
from typing import Final

import psycopg
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from queue_server.core.refusal import Refusal

_SQLITE_BUSY: Final = ("SQLITE_BUSY", "SQLITE_LOCKED")
_SQLITE_STORAGE: Final = (
    "SQLITE_FULL",
    "SQLITE_IOERR",
    "SQLITE_READONLY",
    "SQLITE_CANTOPEN",
    "SQLITE_CORRUPT",
    "SQLITE_NOTADB",
    "SQLITE_NOMEM",
    "SQLITE_PERM",
)
# PostgreSQL's classes: lock not available, deadlock, serialization, cancelled by a time limit.
_PG_BUSY: Final = ("55P03", "40P01", "40001", "57014", "25P03")
# Connection (08), resources such as a full disk (53), shutdown (57P), system (58), internal (XX).
_PG_STORAGE: Final = ("08", "53", "57P", "58", "XX", "25006", "F0")


def refusal_of(error: SQLAlchemyError) -> Refusal | None:
    """The refusal a database error stands for, or None when it is a fault of the program."""
    if isinstance(error, PoolTimeout):
        return Refusal("busy")
    if not isinstance(error, DBAPIError) or isinstance(error, IntegrityError):
        return None
    if isinstance(error.orig, sqlite3.Error):
        return _by_name(getattr(error.orig, "sqlite_errorname", ""))
    if isinstance(error.orig, psycopg.Error):
        return _by_state(error.orig)
    return None


def _by_name(name: str) -> Refusal | None:
    if name.startswith(_SQLITE_BUSY):
        return Refusal("busy")
    if name.startswith(_SQLITE_STORAGE):
        return Refusal("storage_failed")
    return None


def _by_state(error: psycopg.Error) -> Refusal | None:
    if error.sqlstate is None:  # no server answered: the connection itself failed
        lost = isinstance(error, psycopg.OperationalError)
        return Refusal("storage_failed") if lost else None
    if error.sqlstate.startswith(_PG_BUSY):
        return Refusal("busy")
    if error.sqlstate.startswith(_PG_STORAGE):
        return Refusal("storage_failed")
    return None
