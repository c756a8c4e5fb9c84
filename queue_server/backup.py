"""A copy of the whole database while it is in use: SQLite by itself, PostgreSQL by pg_dump."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote, urlsplit

PG_DUMP = "pg_dump"


class BackupFailed(Exception):
    """Nothing was kept; the text says why."""


def back_up(database: str, to: Path) -> int:
    """Copy the ``database`` (its URL) into the new file ``to``; the size of the copy in bytes.

    Written aside and moved into place when whole, so a half copy is never taken for one. Raises
    BackupFailed, and FileExistsError: an older copy is never overwritten.
    """
    if to.exists():
        raise FileExistsError(to)
    to.parent.mkdir(parents=True, exist_ok=True)
    aside = to.with_name(to.name + ".part")
    aside.unlink(missing_ok=True)
    aside.touch(mode=0o600)  # before its first byte: it holds what the database holds
    try:
        if database.startswith("sqlite"):
            _copy_sqlite(Path(database.split("///", 1)[1]), aside)
        else:
            _dump_postgres(database, aside)
        os.replace(aside, to)
    finally:
        aside.unlink(missing_ok=True)
    return to.stat().st_size


def _copy_sqlite(source: Path, to: Path) -> None:
    if not source.is_file():
        raise BackupFailed(str(source))
    try:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as live,
            closing(sqlite3.connect(to)) as copy,
        ):
            live.backup(copy, pages=500, sleep=0.01)  # in pieces: presses go on in between
            whole = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        raise BackupFailed(str(error)) from error
    if whole != "ok":
        raise BackupFailed(whole)


def _dump_postgres(database: str, to: Path) -> None:
    tool = shutil.which(PG_DUMP)
    if tool is None:
        raise BackupFailed(PG_DUMP)
    parts = urlsplit(database)
    plain = parts._replace(
        scheme="postgresql", netloc=parts.netloc.replace(_password(parts.netloc), "")
    )
    env = {**os.environ, "PGPASSWORD": unquote(parts.password or "")}  # not where `ps` shows it
    done = subprocess.run(
        [tool, "--format=custom", f"--file={to}", f"--dbname={plain.geturl()}"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupFailed(done.stderr.strip()[-400:])


def _password(netloc: str) -> str:
    user, at, _ = netloc.rpartition("@")
    _, colon, password = user.partition(":")
    return f":{password}" if at and colon else "\0"
