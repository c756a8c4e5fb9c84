"""What every table shares, and what the database itself refuses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import BigInteger, Integer
from sqlalchemy.exc import IntegrityError

from queue_server.core.access import Role
from queue_server.operations.issue import give
from queue_server.store.session import Database
from queue_server.store.tables import metadata, numbers, turns
from tests.builders import Built, build_hospital
from tests.harness.clock import Clock

SHARED = {"sites", "links", "room_services", "board_rooms"}


@pytest.fixture
def built(database_url: str, clock: Clock) -> Iterator[Built]:
    db = Database(database_url)
    made = build_hospital(db, clock)
    for number in range(3):
        give(made.context(Role.RECEPTION), key=f"key-{number:08}", service="noi")
    yield made
    db.close()


def test_every_row_belongs_to_one_hospital() -> None:
    assert {name for name, table in metadata.tables.items() if "site_id" not in table.c} == SHARED


def test_a_moment_fits_its_column() -> None:
    """Milliseconds since 1970 have passed 32 bits long ago."""
    moments = [
        column
        for table in metadata.tables.values()
        for column in table.c
        if column.name.endswith(("_at", "_ms")) or column.name == "at"
    ]
    assert len(moments) > 30
    assert all(isinstance(column.type, BigInteger) for column in moments)


def test_every_constraint_has_a_name_so_that_a_later_step_can_change_it() -> None:
    assert all(
        constraint.name for table in metadata.tables.values() for constraint in table.constraints
    )
    assert isinstance(metadata.tables["sites"].c.id.type, Integer)


def call(built: Built, turn: int, *, place: int) -> None:
    with built.db.write() as tx:
        there = {"state": "CALLED", "room_id": 4, "place": place}
        tx.execute(turns.update().where(turns.c.id == turn).values(**there))


def test_the_database_refuses_two_patients_in_one_place(built: Built) -> None:
    call(built, 1, place=1)

    with pytest.raises(IntegrityError):
        call(built, 2, place=1)

    call(built, 2, place=2)


def test_the_database_refuses_one_patient_in_two_places(built: Built) -> None:
    with built.db.write() as tx:
        tx.execute(turns.update().where(turns.c.id == 2).values(visit_id=1))
    call(built, 1, place=1)

    with pytest.raises(IntegrityError):
        call(built, 2, place=2)


def test_the_database_refuses_a_number_twice_on_one_day(built: Built) -> None:
    with pytest.raises(IntegrityError), built.db.write() as tx:
        tx.execute(numbers.update().values(n=7))
