"""Slips as rows: fetched in order, counted by visit, emptied in the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from queue_server.core.access import Role
from queue_server.operations.issue import give
from queue_server.store import machines, prints
from queue_server.store.prints import Print
from queue_server.store.session import Database
from tests.builders import Built, build_hospital
from tests.harness.clock import Clock

ONE = Print(
    slip_id="slip-1",
    device_id="p1",
    visit_id=1,
    turn_id=1,
    copy=1,
    slip="{}",
    state="queued",
    detail="",
    made_at=10,
    changed_at=10,
)


@pytest.fixture
def built(database_url: str, clock: Clock) -> Iterator[Built]:
    db = Database(database_url)
    made = build_hospital(db, clock)
    give(made.context(Role.RECEPTION), key="key-00000001", service="noi")
    with db.write() as tx:
        for id_ in ("p1", "p2"):
            machines.insert_device(
                tx, id=id_, site_id=1, kind="printer", name=id_, created_at=1, report={}
            )
        prints.insert_print(tx, 1, ONE)
    yield made
    db.close()


def test_a_slip_is_read_as_written_and_at_its_own_hospital_only(built: Built) -> None:
    with built.db.read() as tx:
        assert prints.print_by_id(tx, 1, "slip-1") == ONE
        assert prints.print_by_id(tx, 2, "slip-1") is None


def test_one_slip_id_is_one_slip(built: Built) -> None:
    with pytest.raises(IntegrityError), built.db.write() as tx:
        prints.insert_print(tx, 1, ONE)


def test_a_printer_fetches_its_own_open_slips_oldest_first(built: Built) -> None:
    with built.db.write() as tx:
        prints.insert_print(tx, 1, replace(ONE, slip_id="slip-0", made_at=20))
        prints.insert_print(tx, 1, replace(ONE, slip_id="slip-2", made_at=5, state="sending"))
        prints.insert_print(tx, 1, replace(ONE, slip_id="slip-3", state="printed"))
        prints.insert_print(tx, 1, replace(ONE, slip_id="slip-4", state="failed"))
        prints.insert_print(tx, 1, replace(ONE, slip_id="slip-5", device_id="p2"))

        assert [one.slip_id for one in prints.to_fetch(tx, "p1")] == ["slip-2", "slip-1", "slip-0"]


def test_copies_are_counted_by_visit(built: Built) -> None:
    with built.db.write() as tx:
        assert prints.last_copy(tx, 1) == 1
        prints.insert_print(tx, 1, replace(ONE, slip_id="slip-2", copy=2, device_id="p2"))
        assert prints.last_copy(tx, 1) == 2
        assert prints.last_copy(tx, 404) == 0


def test_what_never_became_paper_is_emptied_when_its_link_is_dead(built: Built) -> None:
    with built.db.write() as tx:
        assert prints.empty_before(tx, 1, 10) == 0
        assert prints.empty_before(tx, 2, 11) == 0
        assert prints.empty_before(tx, 1, 11) == 1
        assert prints.empty_before(tx, 1, 11) == 0
        kept = prints.print_by_id(tx, 1, "slip-1")

    assert kept == replace(ONE, slip="")


def test_a_change_touches_one_slip(built: Built) -> None:
    with built.db.write() as tx:
        prints.set_print(tx, "slip-1", state="unconfirmed", detail="mute", changed_at=12)
        kept = prints.print_by_id(tx, 1, "slip-1")

    assert kept == replace(ONE, state="unconfirmed", detail="mute", changed_at=12)
