"""Fresh databases on both engines."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from tests.harness.postgres import Cluster, binaries, cluster


def remember(address: str, number: str) -> list[str]:
    engine = sa.create_engine(address)
    try:
        with engine.begin() as db:
            db.execute(sa.text("CREATE TABLE IF NOT EXISTS slips (number text)"))
            db.execute(sa.text("INSERT INTO slips VALUES (:number)"), {"number": number})
            return list(db.execute(sa.text("SELECT number FROM slips")).scalars())
    finally:
        engine.dispose()


@pytest.mark.parametrize("number", ["A001", "A002"])
def test_every_test_begins_with_an_empty_database(database_url: str, number: str) -> None:
    assert remember(database_url, number) == [number]


def tables(address: str) -> set[str]:
    engine = sa.create_engine(address)
    try:
        return set(sa.inspect(engine).get_table_names())
    finally:
        engine.dispose()


def test_an_empty_database_is_empty_on_either_engine(empty_database_url: str) -> None:
    assert tables(empty_database_url) == set()


def test_postgresql_comes_in_todays_shape(postgres_url: str) -> None:
    assert {"turns", "visits", "events"} <= tables(postgres_url)


def test_the_sqlite_file_lies_with_the_test(sqlite_url: str, tmp_path: Path) -> None:
    remember(sqlite_url, "A001")
    assert (tmp_path / "luot.db").is_file()


def test_a_dropped_database_is_gone_even_while_in_use(postgres_cluster: Cluster) -> None:
    name = postgres_cluster.make()
    address = postgres_cluster.address(name).replace("+psycopg", "")
    with psycopg.connect(address) as db:
        postgres_cluster.drop(name)
        with pytest.raises(psycopg.OperationalError):
            db.execute("SELECT 1")


def test_a_database_may_start_as_a_copy(postgres_cluster: Cluster) -> None:
    original = postgres_cluster.make()
    remember(postgres_cluster.address(original), "A001")
    copy = postgres_cluster.make(template=original)
    assert remember(postgres_cluster.address(copy), "A002") == ["A001", "A002"]


@pytest.mark.postgres
@pytest.mark.skipif(
    binaries() is None, reason="Left out: a durable PostgreSQL, because initdb is missing"
)
@pytest.mark.slow
def test_a_durable_cluster_keeps_its_promises_and_leaves_nothing() -> None:
    with cluster(durable=True) as running:
        with psycopg.connect(running.address("postgres").replace("+psycopg", "")) as db:
            assert db.execute("SHOW fsync").fetchone() == ("on",)
        folder = running.folder
    assert not folder.exists()
