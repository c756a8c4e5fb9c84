"""Rooms open, pause and change hands; none of it loses anybody's turn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from queue_server.core.refusal import Refusal
from queue_server.operations import rooms
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock


@pytest.fixture
def work(database_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(database_url, clock)
    yield there
    there.db.close()


def test_i_sit_here_and_my_former_room_closes_with_its_patient_untouched(work: AtWork) -> None:
    rooms.sit(work.staff(), room="pk-1")
    work.open("pk-1")
    work.press("noi")
    work.next("pk-1")
    view = rooms.sit(work.staff(), room="pk-2")
    assert (view.sitter, view.sitter_name) == (1, "Bác sĩ An")
    former = work.view("pk-1")
    assert (former.sitter, former.state, former.places[0].number) == (None, "closed", "N001")
    assert [row["act"] for row in work.rows("events")][-2:] == ["get_up", "sit"]


def test_a_taken_room_names_who_sits_there_and_can_be_taken_over(work: AtWork) -> None:
    rooms.sit(work.staff(), room="pk-1")
    work.open("pk-1")
    work.press("noi")
    work.next("pk-1")
    with pytest.raises(Refusal, match="room_taken") as told:
        rooms.sit(work.staff(id="2"), room="pk-1")
    assert told.value.facts == {"sitter": "Bác sĩ An"}
    view = rooms.take_over(work.staff(id="2"), room="pk-1")
    assert (view.sitter, view.state, view.places[0].number) == (2, "open", "N001")
    assert rooms.sit(work.staff(id="2"), room="pk-1").sitter == 2


def test_a_pause_says_why_and_until_when(work: AtWork) -> None:
    with pytest.raises(Refusal, match="room_closed"):
        rooms.pause(work.staff(), room="pk-1", reason="", resumes_at=None)
    work.open("pk-1")
    with pytest.raises(Refusal, match="resumes_in_the_past"):
        rooms.pause(work.staff(), room="pk-1", reason="", resumes_at=work.clock())
    until = work.clock() + 600_000
    view = rooms.pause(work.staff(), room="pk-1", reason="Hội chẩn", resumes_at=until)
    assert (view.state, view.pause_reason, view.resumes_at) == ("paused", "Hội chẩn", until)
    work.open("pk-1")
    assert (work.view("pk-1").state, work.view("pk-1").resumes_at) == ("open", None)


def test_whoever_opens_an_empty_room_sits_there_but_nobody_is_moved(work: AtWork) -> None:
    assert rooms.open_room(work.staff(), room="pk-1").sitter == 1
    assert rooms.open_room(work.staff(id="2"), room="pk-1").sitter == 1
    other = rooms.open_room(work.staff(), room="pk-2")
    assert (other.state, other.sitter) == ("open", None)
    assert work.view("pk-1").sitter == 1


def test_opening_an_open_room_is_no_event(work: AtWork) -> None:
    work.open("pk-1", "pk-1")
    rooms.close_room(work.staff(), room="pk-1")
    rooms.close_room(work.staff(), room="pk-1")
    acts = [row["act"] for row in work.rows("events") if row["room_id"]]
    assert acts == ["sit", "open_room", "close_room"]


def test_only_people_sit(work: AtWork) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        rooms.sit(work.at_kiosk, room="pk-1")
