"""The reception screen: every line and room as it stands now."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from queue_server.core.access import Role
from queue_server.core.refusal import Refusal
from queue_server.operations import absent, issue, queue_view, rooms
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock


@pytest.fixture
def work(database_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(database_url, clock)
    there.open("pk-1", "pk-2")
    yield there
    there.db.close()


def test_lines_are_counted_and_rooms_tell_who_sits_there(work: AtWork) -> None:
    rooms.sit(work.staff(), room="pk-1")
    for _ in range(4):
        work.press("noi")
        work.clock.forward(minutes=1)
    work.press("noi", priority="pregnant")
    work.open("pk-1")
    work.next("pk-1")
    work.clock.forward(seconds=61)
    absent.miss(work.staff(), room="pk-1", turn=work.here("pk-1").turn or 0, key=work.key())
    work.next("pk-1")
    work.next("pk-1")
    seen = queue_view.reception_view(work.staff())
    noi = next(one for one in seen.services if one.code == "noi")
    assert (noi.waiting, noi.absent, noi.called, noi.done, noi.rooms_open) == (2, 1, 1, 1, 2)
    assert noi.longest_ms == work.clock() - work.turn("N003").ready_at
    room = next(one for one in seen.rooms if one.code == "pk-1")
    assert (room.sitter_name, room.state, room.now, room.waiting) == (
        "Bác sĩ An", "open", ("N002",), 2,
    )  # fmt: skip
    assert seen.kinds == ("bhyt",)
    assert [one.code for one in seen.groups] == ["elderly_75", "pregnant", "emergency"]
    assert msgspec.json.encode(seen)


def test_a_closed_line_tells_when_it_opens(work: AtWork) -> None:
    work.clock.forward(hours=10)
    line = queue_view.reception_view(work.staff()).services[0]
    assert (line.open, line.opens) == (False, "07:00 24/11")


def test_a_patient_has_no_screen_of_reception(work: AtWork) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        queue_view.reception_view(work.at_kiosk)
    with pytest.raises(Refusal, match="not_allowed"):
        queue_view.room_view(work.built.context(Role.BOARD, kind="board"), room="pk-1")


def test_every_key_of_a_place_follows_the_table(work: AtWork) -> None:
    issue.give(work.staff(), key=work.key(), service="noi")
    view = work.next("pk-1")
    assert view.places[0].keys == (
        "recall", "start", "finish", "miss", "put_back", "send_on", "leave",
    )  # fmt: skip
    assert view.places[0].recall_free_at == work.clock() + 10_000
    assert view.places[0].absent_free_at == work.clock() + 60_000
