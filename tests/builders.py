"""A hospital, its people and its machines on any database, built by the real deeds."""

from __future__ import annotations

import functools
import itertools
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from queue_server.core.access import Role
from queue_server.operations.context import COMMAND_LINE, Actor, ActorKind, Context
from queue_server.operations.setup import apply_hospital
from queue_server.settings import Hospital, read_hospital
from queue_server.store.migrations import migrate
from queue_server.store.session import Database
from tests.harness.clock import MONDAY_MORNING

CONFIG = Path(__file__).parents[1] / "config"
DISTRICT = CONFIG / "hospital.example.toml"
PROVINCIAL = CONFIG / "provincial.example.toml"


@dataclass(frozen=True)
class Built:
    """A hospital that stands: hand out contexts to do deeds in it."""

    db: Database
    clock: Callable[[], int]
    hospital: Hospital
    site: int
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def new_id(self) -> str:
        """Ids that repeat from run to run."""
        return f"id-{next(self.ids):08}"

    def context(self, *roles: Role, kind: ActorKind = "staff", id: str = "1") -> Context:
        """Somebody with ``roles`` acting now."""
        return self.by(Actor(kind, id, frozenset(roles)))

    def by(self, actor: Actor) -> Context:
        """``actor`` acting now."""
        return Context(self.db, self.site, self.clock(), actor, self.new_id)


def build_hospital(
    db: Database, clock: Callable[[], int], *, hospital: Hospital | Path = DISTRICT
) -> Built:
    """A migrated database with the settings applied; by default the district example."""
    if db.dialect == "sqlite" and hospital == DISTRICT:
        _fill(Path(db.url.database or ""))
    migrate(db)
    wanted = read_hospital(hospital) if isinstance(hospital, Path) else hospital
    site = _apply(db, wanted, clock())
    return Built(db, clock, wanted, site, itertools.count(101))


def _apply(db: Database, hospital: Hospital, now: int) -> int:
    ids = itertools.count(1)
    start = Context(db, 0, now, COMMAND_LINE, lambda: f"id-{next(ids):08}")
    return apply_hospital(start, hospital=hospital).site


def _fill(file: Path) -> None:
    """Copy the district hospital, built once a test run, into a file that does not exist yet."""
    if not file.exists():
        file.write_bytes(_district())


@functools.cache
def _district() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "district.db"
        db = Database(f"sqlite:///{file}")
        migrate(db)
        _apply(db, read_hospital(DISTRICT), MONDAY_MORNING)
        db.close()
        return file.read_bytes()


def context(built: Built, *roles: Role, kind: ActorKind = "staff", id: str = "1") -> Context:
    """Short for ``built.context(…)``."""
    return built.context(*roles, kind=kind, id=id)
