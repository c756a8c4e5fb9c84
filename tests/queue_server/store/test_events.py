"""One row per change, kept as it was said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from queue_server.store.events import Event, write_event
from queue_server.store.session import Database
from queue_server.store.tables import events
from tests.builders import Built, build_hospital
from tests.harness.clock import Clock


@pytest.fixture
def built(database_url: str, clock: Clock) -> Iterator[Built]:
    db = Database(database_url)
    yield build_hospital(db, clock)
    db.close()


def event(built: Built, uid: str) -> Event:
    return Event(
        uid=uid,
        site_id=built.site,
        day="2026-11-23",
        at=built.clock(),
        act="call",
        by_kind="staff",
        by_id="7",
        from_state="WAITING",
        to_state="CALLED",
        reason="Người bệnh mệt",
        detail={"passed": [3, 4], "right": "priority"},
    )


def test_an_event_is_read_as_it_was_written_and_waits_for_its_place_in_the_order(
    built: Built,
) -> None:
    with built.db.write() as tx:
        row_id = write_event(tx, event(built, "call-0001"))

    with built.db.read() as tx:
        row = tx.execute(select(events).where(events.c.id == row_id)).one()
    assert {name: row._mapping[name] for name in asdict(event(built, "x"))} == asdict(
        event(built, "call-0001")
    )
    assert (row.seq, row.seal) == (None, None), "the sequencer gives both"


def test_one_call_is_one_event(built: Built) -> None:
    with built.db.write() as tx:
        write_event(tx, event(built, "call-0001"))

    with pytest.raises(IntegrityError), built.db.write() as tx:
        write_event(tx, event(built, "call-0001"))
