"""F7 and F8: Redis freezes and dies, PostgreSQL crashes; the hall goes on, boards stay right."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.faults.hall import hall
from tests.faults.ward import Ward
from tests.harness.left_out import leave_out
from tests.harness.ports import LOOPBACK, free_port
from tests.harness.postgres import Cluster, binaries, cluster
from tests.harness.programs import Program, Programs
from tests.harness.waiting import wait_until

pytestmark = pytest.mark.slow


def redis_on(programs: Programs, port: int) -> Program:
    options = ["--port", str(port), "--bind", LOOPBACK, "--save", "", "--appendonly", "no"]
    server = programs.start("redis", "redis-server", *options)
    server.wait_for_port(port)
    return server


@pytest.mark.redis
@pytest.mark.skipif(
    shutil.which("redis-server") is None, reason="Left out: F7, because redis-server is missing"
)
def test_a_frozen_and_a_dead_redis_stop_nobody(programs: Programs, tmp_path: Path) -> None:
    port = free_port()
    bell = redis_on(programs, port)
    ward = Ward(
        programs, tmp_path / "ward", f"sqlite:///{tmp_path / 'luot.db'}",
        redis=f"redis://{LOOPBACK}:{port}/0",
    )  # fmt: skip
    ward.open(kiosks=3, boards=3, callers=2)
    ward.serve()
    with hall(ward) as running:
        running.come(presses=12)
        given = [client.latency_s for client in running.pressers]
        wait_until(lambda: all(len(one) >= 3 for one in given), 30, what="the hall is busy")
        bell.freeze()
        frozen = [len(one) for one in given]
        wait_until(
            lambda: all(len(one) >= n + 3 for one, n in zip(given, frozen, strict=True)), 30,
            what="numbers go on while Redis is frozen",
        )  # fmt: skip
        bell.kill()
        running.heal()  # without any bell every board comes to what is stored
        assert running.complaints() == []


@pytest.fixture
def durable() -> Iterator[Cluster]:
    """A PostgreSQL of this test alone, which keeps its promises when it crashes."""
    if binaries() is None:
        leave_out("F8, because initdb is missing (apt install postgresql)")
    with cluster(durable=True) as running:
        yield running


def crash(database: Cluster, name: str) -> None:
    """Kill a process of our own PostgreSQL: it throws everybody out and recovers from its log."""
    address = database.address(name).replace("+psycopg", "")
    with psycopg.connect(address, autocommit=True) as db:
        query = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
        row = db.execute(query, (name,)).fetchone()
        assert row, "the server is connected"
        os.kill(row[0], signal.SIGKILL)


@pytest.mark.postgres
def test_a_crashed_postgresql_costs_nobody_anything(
    programs: Programs, tmp_path: Path, durable: Cluster
) -> None:
    name = durable.make()
    ward = Ward(programs, tmp_path / "ward", durable.address(name))
    ward.open(kiosks=3, boards=2, callers=2)
    server = ward.serve()
    with hall(ward) as running:
        running.come(presses=15)
        given = [client.latency_s for client in running.pressers]
        for crashes in (1, 2):
            wait_until(lambda n=4 * crashes: all(len(one) >= n for one in given), 30)
            crash(durable, name)
        running.heal()
        assert running.complaints() == []
    assert server.alive, "the pool recovers by itself, nobody restarts the server"
    assert threading.active_count() < 50
