"""The steps lead to exactly the shape the tables say, on both engines, however often they run."""

from __future__ import annotations

import threading

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from queue_server.core.refusal import Refusal
from queue_server.store.migrations import config, migrate
from queue_server.store.session import Database
from queue_server.store.tables import metadata, sites

PROMISES = {
    "uq_turns_active_visit": "turns",
    "uq_turns_active_place": "turns",
    "uq_devices_kiosk_number": "devices",
}


def test_a_migrated_database_has_the_shape_of_the_tables(empty_database_url: str) -> None:
    db = Database(empty_database_url)
    migrate(db)

    with db.write() as tx:
        differences = compare_metadata(MigrationContext.configure(tx), metadata)

    assert differences == [], "a table was changed without a step"
    db.close()


def test_the_partial_indexes_that_carry_promises_are_there(empty_database_url: str) -> None:
    db = Database(empty_database_url)
    migrate(db)

    with db.read() as tx:
        for name, table in PROMISES.items():
            found = {one["name"]: one for one in inspect(tx).get_indexes(table)}
            assert found[name]["unique"]
            where = found[name]["dialect_options"][f"{db.dialect}_where"]
            assert str(where), f"{name} must hold only for some rows"
    db.close()


def test_migrating_again_changes_nothing(empty_database_url: str) -> None:
    db = Database(empty_database_url)
    migrate(db)
    with db.write() as tx:
        tx.execute(sites.insert().values(code="a", epoch="e", hospital={}, zone="UTC"))

    migrate(db)

    with db.read() as tx:
        assert tx.execute(text("SELECT code FROM sites")).scalars().all() == ["a"]
    db.close()


def test_every_step_can_be_taken_back(empty_database_url: str) -> None:
    db = Database(empty_database_url)
    migrate(db)

    with db.write() as tx:
        command.downgrade(config(tx), "base")
    with db.read() as tx:
        assert set(inspect(tx).get_table_names()) == {"alembic_version"}
    migrate(db)

    with db.read() as tx:
        assert set(inspect(tx).get_table_names()) == {*metadata.tables, "alembic_version"}
    db.close()


def test_two_processes_that_start_together_take_turns(empty_database_url: str) -> None:
    problems: list[BaseException] = []
    together = threading.Barrier(4)

    def start() -> None:
        db = Database(empty_database_url)
        together.wait()
        try:
            migrate(db)
        except Refusal as refused:
            if refused.code != "busy":  # two seconds in line are the limit; then it starts again
                problems.append(refused)
        except BaseException as error:
            problems.append(error)
        finally:
            db.close()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert problems == []
    db = Database(empty_database_url)
    with db.read() as tx:
        assert len(tx.execute(text("SELECT version_num FROM alembic_version")).all()) == 1
    db.close()


def test_a_step_that_fails_leaves_the_database_as_it_was(empty_database_url: str) -> None:
    db = Database(empty_database_url)
    with db.write() as tx:
        tx.execute(text("CREATE TABLE help_calls (in_the_way INTEGER)"))

    with pytest.raises(Exception, match="help_calls"):
        migrate(db)

    with db.read() as tx:
        assert set(inspect(tx).get_table_names()) == {"help_calls"}
    db.close()
