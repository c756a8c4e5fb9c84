"""Boards: the current call, the last five, who is to be ready, what is to be spoken."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from queue_server.core.access import Role
from queue_server.core.refusal import Refusal
from queue_server.operations import absent, call, pictures, rooms, serve
from queue_server.operations.context import Context
from queue_server.operations.views import BoardFacts
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock


@pytest.fixture
def work(database_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(database_url, clock)
    there.open("pk-1", "pk-2", "mau")
    yield there
    there.db.close()


def board(work: AtWork) -> Context:
    return work.built.context(Role.BOARD, kind="board", id="board-one")


def drawn(work: AtWork, code: str = "noi") -> BoardFacts:
    return pictures.board_picture(board(work), board=code)


def came(work: AtWork, many: int, **chosen: str) -> None:
    for _ in range(many):
        work.press("noi", **chosen)
        work.clock.forward(seconds=1)


def test_the_newest_call_is_large_and_five_before_it_are_listed(work: AtWork) -> None:
    came(work, 8)
    for _ in range(7):
        work.next("pk-1")
        work.clock.forward(seconds=1)
    picture = drawn(work).picture
    assert picture.current is not None
    assert (picture.current.number, picture.current.room) == ("N007", "pk-1")
    assert [one.number for one in picture.last] == ["N006", "N005", "N004", "N003", "N002"]


def test_each_room_tells_whom_it_serves_and_who_is_to_be_ready(work: AtWork) -> None:
    came(work, 6)
    work.next("pk-1")
    rows = {row.code: row for row in drawn(work).picture.rooms}
    assert (rows["pk-1"].now, rows["pk-1"].prepare) == (("N001",), ("N002", "N003", "N004"))
    assert "pk-3" not in rows, "closed, and whoever waits has two other rooms"
    until = work.clock() + 600_000
    rooms.pause(work.staff(), room="pk-1", reason="Hội chẩn", resumes_at=until)
    paused = drawn(work).picture.rooms[0]
    assert (paused.state, paused.resumes_at, paused.prepare) == ("paused", until, ())


def test_a_closed_room_leaves_the_board_with_its_last_number_and_is_named_for_former_calls(
    work: AtWork,
) -> None:
    came(work, 3)
    work.next("pk-2")
    rooms.close_room(work.staff(), room="pk-2")
    shown = {row.code: (row.state, row.now) for row in drawn(work).picture.rooms}
    assert shown["pk-2"] == ("closed", ("N001",)), "somebody is still with it"
    serve.finish(work.staff(), room="pk-2", turn=work.turn("N001").id, key=work.key())
    picture = drawn(work).picture
    assert [row.code for row in picture.rooms] == ["pk-1", "mau"]
    assert picture.current is not None
    assert picture.current.room == "pk-2"
    named = {one.code: (one.kind, one.number) for one in picture.places}
    assert named["pk-2"] == ("room", "2")
    rooms.close_room(work.staff(), room="pk-1")
    waiting = {row.code: row.waiting for row in drawn(work).picture.rooms if row.code != "mau"}
    assert waiting == {"pk-1": 2, "pk-2": 2, "pk-3": 2}, "nobody else serves those who wait"


def test_a_paused_room_that_nobody_awaits_stays_with_its_hour(work: AtWork) -> None:
    until = work.clock() + 600_000
    rooms.pause(work.staff(), room="pk-1", reason="Hội chẩn", resumes_at=until)
    row = drawn(work).picture.rooms[0]
    assert (row.code, row.state, row.resumes_at, row.waiting) == ("pk-1", "paused", until, 0)


def test_no_name_and_no_group_ever_stands_on_a_board(work: AtWork) -> None:
    rooms.sit(work.staff(), room="pk-1")
    came(work, 1)
    came(work, 2, priority="pregnant")
    work.next("pk-1")
    facts = drawn(work)
    assert facts.picture.current is not None
    assert facts.picture.current.priority
    assert facts.picture.current.reason == "priority"
    said = msgspec.json.encode(facts).decode()
    assert "pregnant" not in said
    assert "Bác sĩ" not in said


def test_calls_are_spoken_for_three_minutes_in_order_and_a_recall_anew(work: AtWork) -> None:
    came(work, 3)
    for room in ("pk-1", "pk-2"):
        work.next(room)
        work.clock.forward(seconds=15)
    call.recall(work.staff(), room="pk-1", turn=work.turn("N001").id, key=work.key())
    calls = drawn(work).calls
    assert [one.numbers for one in calls] == [("N001",), ("N002",), ("N001",)]
    assert len({one.call for one in calls}) == 3
    assert (calls[0].room_kind, calls[0].room_number) == ("room", "1")
    work.clock.forward(minutes=2, seconds=40)
    assert [one.numbers for one in drawn(work).calls] == [("N002",), ("N001",)]
    work.clock.forward(minutes=1)
    assert drawn(work).calls == ()


def test_a_call_that_is_over_is_no_longer_spoken(work: AtWork) -> None:
    came(work, 2)
    work.next("pk-1")
    serve.finish(work.staff(), room="pk-1", turn=work.turn("N001").id, key=work.key())
    assert drawn(work).calls == ()
    work.next("pk-1")
    serve.undo(work.staff(), room="pk-1", key=work.key())
    assert drawn(work).calls == ()


def test_several_called_at_once_are_one_sentence(work: AtWork) -> None:
    for _ in range(3):
        work.staff_number("mau")
    call.call_several(work.staff(), room="mau", key=work.key())
    calls = drawn(work).calls
    assert [one.numbers for one in calls] == [("M001", "M002", "M003")]


def test_the_absent_key_counts_from_when_a_board_has_spoken(work: AtWork) -> None:
    came(work, 1)
    work.next("pk-1")
    told = drawn(work).calls[0].call
    work.clock.forward(seconds=20)
    before = {code: n for code, n in pictures.versions(board(work)).rooms}["pk-1"]
    assert pictures.spoken(board(work), call=told)
    assert not pictures.spoken(board(work), call=told)  # the second board
    assert {code: n for code, n in pictures.versions(board(work)).rooms}["pk-1"] > before
    work.clock.forward(seconds=50)
    with pytest.raises(Refusal, match="absent_too_soon") as later:
        absent.miss(work.staff(), room="pk-1", turn=work.turn("N001").id, key=work.key())
    assert later.value.facts == {"seconds": 10}


def test_yesterdays_numbers_are_not_shown(work: AtWork) -> None:
    came(work, 3)
    work.next("pk-1")
    work.clock.forward(hours=24)
    picture = drawn(work).picture
    assert picture.current is None
    assert (picture.rooms[0].now, picture.rooms[0].prepare) == ((), ())


def test_versions_rise_for_what_has_changed_and_only_for_that(work: AtWork) -> None:
    before = pictures.versions(board(work))
    work.press("noi")
    after = pictures.versions(board(work))
    rose = {
        code
        for (code, was), (_, now) in zip(
            before.rooms + before.boards, after.rooms + after.boards, strict=True
        )
        if now > was
    }
    assert rose == {"pk-1", "pk-2", "pk-3", "noi"}
    assert after.reception > before.reception
    assert pictures.versions(board(work)) == after


def test_an_unknown_board_and_a_stranger_are_refused(work: AtWork) -> None:
    with pytest.raises(Refusal, match="board_unknown"):
        drawn(work, "ghost")
    with pytest.raises(Refusal, match="not_allowed"):
        pictures.board_picture(work.at_kiosk, board="noi")
