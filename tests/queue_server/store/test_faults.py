"""What a database's error means; the real errors are met in test_session."""

from __future__ import annotations

import sqlite3

import psycopg
import pytest
from psycopg import errors
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from queue_server.store.faults import refusal_of


def wrapped(original: Exception) -> DBAPIError:
    return OperationalError("SELECT 1", {}, original)


@pytest.mark.parametrize(
    "kind,code",
    [
        (errors.LockNotAvailable, "busy"),
        (errors.DeadlockDetected, "busy"),
        (errors.SerializationFailure, "busy"),
        (errors.QueryCanceled, "busy"),
        (errors.DiskFull, "storage_failed"),
        (errors.OutOfMemory, "storage_failed"),
        (errors.TooManyConnections, "storage_failed"),
        (errors.AdminShutdown, "storage_failed"),
        (errors.CannotConnectNow, "storage_failed"),
        (errors.IoError, "storage_failed"),
        (errors.DataCorrupted, "storage_failed"),
        (errors.ConnectionFailure, "storage_failed"),
        (errors.ReadOnlySqlTransaction, "storage_failed"),
        (errors.UndefinedColumn, None),
        (errors.SyntaxError, None),
    ],
)
def test_what_postgresql_says(kind: type[psycopg.Error], code: str | None) -> None:
    refusal = refusal_of(wrapped(kind("what it says")))

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    "name,code",
    [
        ("SQLITE_BUSY", "busy"),
        ("SQLITE_BUSY_SNAPSHOT", "busy"),
        ("SQLITE_LOCKED", "busy"),
        ("SQLITE_FULL", "storage_failed"),
        ("SQLITE_IOERR_FSYNC", "storage_failed"),
        ("SQLITE_READONLY", "storage_failed"),
        ("SQLITE_CORRUPT", "storage_failed"),
        ("SQLITE_NOTADB", "storage_failed"),
        ("SQLITE_ERROR", None),
    ],
)
def test_what_sqlite_says(name: str, code: str | None) -> None:
    error = sqlite3.OperationalError("what it says")
    error.sqlite_errorname = name

    refusal = refusal_of(wrapped(error))

    assert (refusal.code if refusal else None) == code


def test_a_server_that_never_answered_has_no_code_and_is_storage_failed() -> None:
    refusal = refusal_of(wrapped(psycopg.OperationalError("connection refused")))

    assert refusal is not None
    assert refusal.code == "storage_failed"


def test_waiting_too_long_for_a_connection_is_busy() -> None:
    refusal = refusal_of(PoolTimeout())

    assert refusal is not None
    assert refusal.code == "busy"


def test_a_broken_constraint_and_a_fault_of_ours_are_no_refusals() -> None:
    taken = sqlite3.IntegrityError("UNIQUE constraint failed")

    assert refusal_of(IntegrityError("INSERT", {}, taken)) is None
    assert refusal_of(ProgrammingError("SELEKT", {}, psycopg.ProgrammingError("SELEKT?"))) is None
