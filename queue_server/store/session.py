"""The one way to the database: an immediate transaction to write, a still picture to read.

SQLite is the embedded default (write-ahead log, every commit on the disk before it is told),
PostgreSQL the choice of a big hospital. Measured for this design: one durable commit takes 3-10 ms
on an ordinary disk; a power cut loses none with ``synchronous=FULL``, 81 to 930 with NORMAL.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, Literal, cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

from queue_server.store.faults import refusal_of

LOCK_TIMEOUT_MS: Final = 2_000
"""Longest wait for somebody else's transaction; then Refusal("busy"): please try again."""

STATEMENT_TIMEOUT_MS: Final = 10_000
"""No deed needs a statement this long; a runaway one must not hold a group's lock."""

POOL_SIZE: Final = 8


class Database:
    """One database by its URL. Thread-safe; `write` and `read` each open one transaction.

    Both raise Refusal("busy") when another transaction holds on for more than two seconds, and
    Refusal("storage_failed") when the disk is full, broken or the server is gone; nothing is then
    half-done.
    """

    def __init__(self, url: str) -> None:
        parsed = _with_driver(make_url(url))
        self.dialect: Literal["sqlite", "postgresql"] = _dialect(parsed)
        self.url = parsed
        if self.dialect == "sqlite":
            _for_its_owner_alone(Path(parsed.database or ""))
            self._writer = _sqlite_engine(parsed, begin="BEGIN IMMEDIATE", connections=1)
            self._reader = _sqlite_engine(parsed, begin="BEGIN", connections=POOL_SIZE)
        else:
            self._writer = _postgres_engine(parsed)
            self._reader = self._writer.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that may change: committed at the end, rolled back on any exception."""
        with _transaction(self._writer) as tx:
            yield tx

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One transaction that sees one moment and can change nothing."""
        with _transaction(self._reader) as tx:
            yield tx

    def close(self) -> None:
        """Give every connection back; the database may be opened again by a new `Database`."""
        self._writer.dispose()
        self._reader.dispose()


@contextmanager
def _transaction(engine: Engine) -> Iterator[Connection]:
    try:
        with engine.begin() as tx:
            yield tx
    except SQLAlchemyError as error:
        refusal = refusal_of(error)
        if refusal is None:
            raise
        raise refusal from error


def _with_driver(url: URL) -> URL:
    """``postgresql://`` means psycopg 3 here, whatever else happens to be installed."""
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def _dialect(url: URL) -> Literal["sqlite", "postgresql"]:
    name = url.get_backend_name()
    if name not in ("sqlite", "postgresql"):
        raise ValueError(f"neither SQLite nor PostgreSQL: {name}")
    if name == "sqlite" and url.database in (None, "", ":memory:"):
        raise ValueError("SQLite needs a file: a queue in memory is lost with the power")
    return cast(Literal["sqlite", "postgresql"], name)


# ---- SQLite ------------------------------------------------------------------------------------


def _for_its_owner_alone(file: Path) -> None:
    """Password hashes and waiting slips lie here; SQLite gives its log the file's own mode."""
    with suppress(OSError):  # whoever may not, cannot open it either: `write` tells it in words
        file.touch(mode=0o600)


def _sqlite_engine(url: URL, *, begin: str, connections: int) -> Engine:
    """For writing, one connection: writers of this process stand in line instead of polling."""
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=LOCK_TIMEOUT_MS / 1000,
        hide_parameters=True,  # an error's text ends in a log: no slip's secret link in it
        connect_args={"check_same_thread": False, "timeout": LOCK_TIMEOUT_MS / 1000},
    )
    reads_only = begin == "BEGIN"

    def connected(connection: Any, record: object) -> None:
        connection.isolation_level = None  # no transaction but those we begin ourselves
        for pragma in _pragmas(reads_only):
            connection.execute(pragma)

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    return engine


def _pragmas(reads_only: bool) -> tuple[str, ...]:
    return (
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "PRAGMA foreign_keys=ON",
        f"PRAGMA query_only={'ON' if reads_only else 'OFF'}",
    )


# ---- PostgreSQL --------------------------------------------------------------------------------


def _postgres_engine(url: URL) -> Engine:
    limits = {
        "lock_timeout": LOCK_TIMEOUT_MS,
        "statement_timeout": STATEMENT_TIMEOUT_MS,
        "idle_in_transaction_session_timeout": STATEMENT_TIMEOUT_MS,
        "synchronous_commit": "on",
        "timezone": "UTC",
    }
    return create_engine(
        url,
        pool_size=POOL_SIZE,
        max_overflow=POOL_SIZE,
        pool_timeout=LOCK_TIMEOUT_MS / 1000,
        hide_parameters=True,  # as above
        pool_pre_ping=True,  # a database that was restarted costs nobody a failed press
        connect_args={
            "connect_timeout": 3,
            "options": " ".join(f"-c {name}={value}" for name, value in limits.items()),
        },
    )
