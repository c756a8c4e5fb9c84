"""What every deed is handed, and the event it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from queue_server.core.access import Deed, may
from queue_server.core.refusal import Refusal
from queue_server.operations.context import (
    CLOCK,
    COMMAND_LINE,
    NOBODY,
    Actor,
    Context,
    day_of,
    record,
    site_of,
)
from queue_server.store.session import Database
from queue_server.store.tables import events
from tests.builders import Built, build_hospital
from tests.harness.clock import Clock


@pytest.fixture
def built(database_url: str, clock: Clock) -> Iterator[Built]:
    db = Database(database_url)
    yield build_hospital(db, clock)
    db.close()


def test_an_event_says_who_where_when_and_why(built: Built, clock: Clock) -> None:
    ctx = built.by(Actor("staff", "7", frozenset()))

    with built.db.write() as tx:
        row = record(tx, ctx, act="try", reason="for a test", detail={"n": 1}, from_state="WAITING")

    with built.db.read() as tx:
        event = tx.execute(select(events).where(events.c.id == row)).one()
    assert (event.by_kind, event.by_id, event.act, event.at) == ("staff", "7", "try", clock())
    assert (event.reason, event.detail, event.from_state) == ("for a test", {"n": 1}, "WAITING")
    assert (event.site_id, event.day) == (built.site, "2026-11-23")


def test_the_service_day_turns_at_three_in_the_morning_of_the_hospital(built: Built) -> None:
    with built.db.read() as tx:
        site = site_of(tx, built.by(CLOCK))

    def day(hour: int, minute: int) -> str:
        at = datetime(2026, 11, 23, hour, minute, tzinfo=UTC)
        return day_of(site, int(at.timestamp()) * 1000)

    assert day(19, 59) == "2026-11-23", "02:59 in Hà Nội still belongs to the night"
    assert day(20, 0) == "2026-11-24"


def test_a_hospital_that_is_not_there_is_told_as_such(built: Built) -> None:
    nowhere = Context(built.db, built.site + 1, 0, CLOCK, built.new_id)

    with built.db.read() as tx, pytest.raises(Refusal, match="no_hospital"):
        site_of(tx, nowhere)


def test_the_command_line_administers_and_neither_clock_nor_stranger_may_do_anything() -> None:
    assert may(COMMAND_LINE.roles, Deed.MANAGE_PEOPLE)
    assert not may(COMMAND_LINE.roles, Deed.WORK_ROOM), "it sits at no desk"
    assert not any(may(actor.roles, deed) for actor in (CLOCK, NOBODY) for deed in Deed)
