"""A copy of a database in use is whole, or there is none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from queue_server import backup
from queue_server.backup import BackupFailed, back_up
from queue_server.operations.setup import hospital_of
from queue_server.store.session import Database
from tests.at_work import at_work
from tests.harness.clock import Clock
from tests.harness.left_out import leave_out


def test_a_copy_made_during_work_is_a_whole_hospital(
    tmp_path: Path, sqlite_url: str, clock: Clock
) -> None:
    work = at_work(sqlite_url, clock)
    number = work.number()

    back_up(sqlite_url, tmp_path / "copy.db")
    work.number()

    work.built.db.close()
    copy = Database(f"sqlite:///{tmp_path / 'copy.db'}")
    work.built = type(work.built)(copy, clock, work.built.hospital, work.built.site)
    assert hospital_of(work.staff()) == work.built.hospital
    assert work.turn(number).state == "WAITING"
    copy.close()


def test_a_database_that_is_not_there_leaves_no_copy(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed):
        back_up(f"sqlite:///{tmp_path / 'gone.db'}", tmp_path / "copy.db")

    assert list(tmp_path.iterdir()) == []


def test_a_copy_is_its_owners_alone_from_its_first_byte(
    tmp_path: Path, sqlite_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A big hospital's copy takes minutes: whoever looks meanwhile must not read it either."""
    at_work(sqlite_url, clock).built.db.close()
    seen: list[int] = []
    copy = backup._copy_sqlite

    def look(source: Path, to: Path) -> None:
        seen.append(to.stat().st_mode & 0o777)
        copy(source, to)

    monkeypatch.setattr(backup, "_copy_sqlite", look)
    back_up(sqlite_url, tmp_path / "copy.db")

    assert seen == [0o600]
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600


def test_postgresql_is_copied_by_its_own_tool(tmp_path: Path, postgres_url: str) -> None:
    if shutil.which("pg_dump") is None:
        leave_out("the backup of PostgreSQL, because pg_dump is missing")

    assert back_up(postgres_url, tmp_path / "copy.dump") > 1_000
    assert (tmp_path / "copy.dump").read_bytes()[:5] == b"PGDMP"
