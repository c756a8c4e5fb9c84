"""A throw-away PostgreSQL: its own cluster in its own folder, gone with the test run."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from tests.harness.ports import LOOPBACK, free_port
from tests.harness.programs import die_with_parent
from tests.harness.waiting import wait_until


def binaries() -> Path | None:
    """Where initdb and postgres are: Debian keeps them out of PATH, newest version last."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: p.parts[-3])
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(on_path).resolve().parent if on_path else None


INIT: Final = ["--username=luot", "--auth=trust", "--encoding=UTF8", "--no-locale"]


@dataclass
class Cluster:
    """A running server; every test asks for a database of its own."""

    port: int
    folder: Path
    template: str = "template1"
    _names: Iterator[int] = field(default_factory=lambda: count(1))

    def address(self, database: str) -> str:
        """SQLAlchemy's address of a database here."""
        return f"postgresql+psycopg://luot@{LOOPBACK}:{self.port}/{database}"

    def make(self, template: str | None = None) -> str:
        """A fresh database, copied from the template, which takes a few hundredths of a second."""
        name = f"test_{next(self._names)}"
        self.do("CREATE DATABASE {} TEMPLATE {}", name, template or self.template)
        return name

    def drop(self, database: str) -> None:
        """Remove it, whoever is still connected."""
        self.do("DROP DATABASE {} WITH (FORCE)", database)

    def do(self, command: str, *names: str) -> None:
        """Run one command of an administrator."""
        with psycopg.connect(
            host=LOOPBACK, port=self.port, user="luot", dbname="postgres", autocommit=True
        ) as db:
            db.execute(sql.SQL(command).format(*map(sql.Identifier, names)))


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """Start a server and stop it at the end.

    Without ``durable`` fsync is off: our programs are killed in these tests, PostgreSQL and the
    machine are not. A test that kills PostgreSQL itself takes ``durable=True``.
    """
    programs = binaries()
    if programs is None:
        raise FileNotFoundError("initdb: PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="luot-pg-"))
    owner = _owner()
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data, log = folder / "data", folder / "log"
    init: list[str | Path] = [programs / "initdb", f"--pgdata={data}", "--no-sync", *INIT]
    if _child(init, owner, log).wait(60):
        raise RuntimeError(f"initdb failed:\n{log.read_text()}")
    made = Cluster(free_port(), folder)
    options = [f"--{name}={value}" for name, value in _settings(made.port, durable).items()]
    server = _child([programs / "postgres", "-D", data, *options], owner, log)
    try:
        wait_until(lambda: _answers(made, server, log), 30, what="PostgreSQL answers")
        yield made
    finally:
        server.send_signal(signal.SIGINT)  # at once, whoever is still connected
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; borrow an ordinary user then."""
    if os.getuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def _settings(port: int, durable: bool) -> dict[str, object]:
    return {
        "listen_addresses": LOOPBACK,
        "port": port,
        "unix_socket_directories": "",
        "fsync": "on" if durable else "off",
        "full_page_writes": "on" if durable else "off",
        "shared_buffers": "32MB",
        "max_connections": 120,
        "lc_messages": "C",
    }


def _child(
    command: Sequence[str | Path], owner: pwd.struct_passwd | None, log: Path
) -> subprocess.Popen[bytes]:
    with log.open("ab") as out:
        return subprocess.Popen(
            command,
            stdout=out,
            stderr=out,
            cwd="/",
            preexec_fn=die_with_parent,  # a test run killed hard must leave nothing behind
            user=owner.pw_uid if owner else None,
            group=owner.pw_gid if owner else None,
            extra_groups=[] if owner else None,
        )


def _answers(made: Cluster, server: subprocess.Popen[bytes], log: Path) -> bool:
    if server.poll() is not None:
        raise RuntimeError(f"PostgreSQL ended at once:\n{log.read_text()}")
    try:
        made.do("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True
