"""One transaction writes or none; readers see one moment; whoever waits too long is told so."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import IntegrityError

from queue_server.core.refusal import Refusal
from queue_server.store.migrations import migrate
from queue_server.store.session import Database
from queue_server.store.tables import rooms, sites


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    made = Database(database_url)
    migrate(made)
    yield made
    made.close()


def add(tx: Connection, code: str) -> None:
    tx.execute(sites.insert().values(code=code, epoch="e", hospital={}, zone="UTC"))


def write(db: Database, *steps: Callable[[Connection], object]) -> None:
    with db.write() as tx:
        for step in steps:
            step(tx)


def adding(code: str) -> Callable[[Connection], object]:
    return lambda tx: add(tx, code)


def failing(error: Exception) -> Callable[[Connection], object]:
    def fail(tx: Connection) -> None:
        raise error

    return fail


def codes(db: Database) -> list[str]:
    with db.read() as tx:
        return list(tx.execute(select(sites.c.code).order_by(sites.c.id)).scalars())


def test_what_is_written_is_kept_and_what_fails_is_not(db: Database) -> None:
    with db.write() as tx:
        add(tx, "kept")
    with pytest.raises(RuntimeError):
        write(db, adding("half"), failing(RuntimeError()))

    assert codes(db) == ["kept"]


def test_a_refusal_inside_a_deed_undoes_the_deed(db: Database) -> None:
    with pytest.raises(Refusal, match="room_closed"):
        write(db, adding("half"), failing(Refusal("room_closed")))

    assert codes(db) == []


def test_reading_changes_nothing_even_by_mistake(db: Database) -> None:
    with pytest.raises(Refusal, match="storage_failed"), db.read() as tx:
        add(tx, "sneaked in")

    assert codes(db) == []


def test_a_reader_sees_one_moment_while_others_write(db: Database) -> None:
    with db.read() as tx:
        before = tx.execute(select(func.count()).select_from(sites)).scalar_one()
        with db.write() as other:
            add(other, "meanwhile")
        after = tx.execute(select(func.count()).select_from(sites)).scalar_one()

    assert (before, after) == (0, 0)
    assert codes(db) == ["meanwhile"]


def test_a_broken_promise_is_told_as_itself_for_the_deed_to_judge(db: Database) -> None:
    with pytest.raises(IntegrityError):
        write(db, adding("twice"), adding("twice"))

    assert codes(db) == []


def test_a_row_cannot_point_to_nothing(db: Database) -> None:
    nowhere = {"site_id": 4711, "code": "pk-1", "name_vi": "x", "name_en": "x", "kind": "room"}

    with pytest.raises(IntegrityError):
        write(db, lambda tx: tx.execute(rooms.insert().values(**nowhere)))


def test_forty_writers_at_once_lose_and_double_nothing(db: Database) -> None:
    with db.write() as tx:
        add(tx, "counted")

    def count() -> None:
        for _ in range(5):
            with db.write() as tx:
                seen = tx.execute(select(sites.c.version).with_for_update()).scalar_one()
                tx.execute(sites.update().values(version=seen + 1))

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with db.read() as tx:
        assert tx.execute(select(sites.c.version)).scalar_one() == 40


def test_whoever_waits_too_long_for_somebody_elses_lock_is_told_busy(
    db: Database, database_url: str
) -> None:
    other = Database(database_url)  # another server process
    with db.write() as tx:
        add(tx, "locked")

    with db.write() as tx:
        tx.execute(sites.update().values(epoch="mine"))
        with pytest.raises(Refusal, match="busy"), other.write() as late:
            late.execute(sites.update().values(epoch="theirs"))

    with db.read() as tx:
        assert tx.execute(select(sites.c.epoch)).scalar_one() == "mine"
    other.close()


def test_a_database_that_is_neither_is_refused_at_once() -> None:
    for address in ("mysql://x", "sqlite://", "sqlite:///:memory:"):
        with pytest.raises(ValueError, match=r"neither|needs a file"):
            Database(address)


# ---- SQLite: every commit on the disk, and a disk that is full ----------------------------------


def test_sqlite_tells_a_number_only_once_it_is_on_the_disk(sqlite_url: str) -> None:
    db = Database(sqlite_url)

    with db.write() as tx:
        assert tx.execute(text("PRAGMA synchronous")).scalar_one() == 2, "FULL"
        assert tx.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert tx.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    db.close()


def test_a_full_disk_refuses_the_deed_whole_and_takes_the_next_when_there_is_room(
    sqlite_url: str,
) -> None:
    db = Database(sqlite_url)
    migrate(db)
    with db.write() as tx:
        pages = tx.execute(text("PRAGMA page_count")).scalar_one()
        tx.execute(text(f"PRAGMA max_page_count={pages + 2}"))

    too_much = sites.update().values(seal_head="x" * 100_000)
    with pytest.raises(Refusal, match="storage_failed"):
        write(db, adding("first half"), lambda tx: tx.execute(too_much))

    assert codes(db) == []
    with db.write() as tx:
        tx.execute(text("PRAGMA max_page_count=1000000"))
    with db.write() as tx:
        add(tx, "room again")
    assert codes(db) == ["room again"]
    db.close()


def test_a_file_that_is_no_database_is_told_as_such(sqlite_url: str) -> None:
    with open(sqlite_url.removeprefix("sqlite:///"), "wb") as file:
        file.write(b"not a database at all, but long enough to have a header" * 40)
    db = Database(sqlite_url)

    with pytest.raises(Refusal, match="storage_failed"), db.write():
        pass
    db.close()


def test_a_folder_that_is_not_there_is_told_as_such(sqlite_url: str) -> None:
    db = Database(sqlite_url.replace("luot.db", "nowhere/luot.db"))

    with pytest.raises(Refusal, match="storage_failed"), db.read():
        pass
    db.close()


def test_another_program_that_holds_the_file_makes_us_busy_not_broken(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    migrate(db)
    backup = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    backup.execute("BEGIN IMMEDIATE")

    with pytest.raises(Refusal, match="busy"), db.write():
        pass

    assert codes(db) == [], "reading goes on"
    backup.close()
    db.close()


# ---- PostgreSQL: limits, and a server that went away --------------------------------------------


@pytest.mark.postgres
def test_postgresql_has_limits_so_that_nobody_waits_for_ever(postgres_url: str) -> None:
    db = Database(postgres_url)

    with db.write() as tx:
        said = {
            name: tx.execute(text(f"SHOW {name}")).scalar_one()
            for name in ("lock_timeout", "statement_timeout", "synchronous_commit", "TimeZone")
        }

    assert said == {
        "lock_timeout": "2s",
        "statement_timeout": "10s",
        "synchronous_commit": "on",
        "TimeZone": "UTC",
    }
    db.close()


@pytest.mark.postgres
def test_connections_cut_by_a_restart_cost_nobody_a_failed_press(postgres_url: str) -> None:
    db = Database(postgres_url)
    with db.write() as tx:
        mine = tx.execute(text("SELECT pg_backend_pid()")).scalar_one()

    other = Database(postgres_url)
    with other.write() as tx:
        tx.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
    other.close()

    with db.write() as tx:
        assert tx.execute(text("SELECT pg_backend_pid()")).scalar_one() != mine
    db.close()


def test_the_file_and_its_log_are_readable_by_their_owner_alone(
    sqlite_url: str, tmp_path: Path
) -> None:
    db = Database(sqlite_url)
    migrate(db)
    write(db, adding("kept"))

    kept = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.glob("*.db*")}
    db.close()

    assert len(kept) == 3
    assert set(kept.values()) == {0o600}


def test_the_text_of_an_error_does_not_carry_what_was_to_be_stored(db: Database) -> None:
    """A slip waiting for its printer holds a patient's secret link, and errors end in a log."""
    write(db, adding("/t/SECRET"))

    with pytest.raises(IntegrityError) as broken:
        write(db, adding("/t/SECRET"))

    assert "/t/SECRET" not in str(broken.value).replace(str(broken.value.orig), "")


@pytest.mark.postgres
def test_a_connection_lost_in_the_middle_is_storage_failed_and_half_done_is_undone(
    postgres_url: str,
) -> None:
    db, other = Database(postgres_url), Database(postgres_url)

    def cut(tx: Connection) -> None:
        mine = tx.execute(text("SELECT pg_backend_pid()")).scalar_one()
        kill = text("SELECT pg_terminate_backend(:pid)").bindparams(pid=mine)
        write(other, lambda theirs: theirs.execute(kill))

    with pytest.raises(Refusal, match="storage_failed"):
        write(db, adding("half"), cut, adding("more"))

    assert codes(db) == []
    other.close()
    db.close()


@pytest.mark.postgres
def test_a_server_nobody_can_reach_is_storage_failed(postgres_url: str) -> None:
    db = Database("postgresql://luot@127.0.0.1:1/luot")

    with pytest.raises(Refusal, match="storage_failed"), db.read():
        pass
    db.close()
