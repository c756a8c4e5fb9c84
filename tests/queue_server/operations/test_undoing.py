"""The last deed of a room taken back: exactly, for two minutes, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from queue_server.core.refusal import Refusal
from queue_server.operations import absent, call, move, rooms, serve
from queue_server.operations.views import RoomView
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock


@pytest.fixture
def work(database_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(database_url, clock)
    there.open("pk-1", "pk-2")
    yield there
    there.db.close()


def came(work: AtWork, many: int, **chosen: Any) -> None:
    for _ in range(many):
        work.press("noi", **chosen)
        work.clock.forward(seconds=1)


def undo(work: AtWork, room: str = "pk-1") -> RoomView:
    return serve.undo(work.staff(), room=room, key=work.key())


def test_undoing_next_brings_the_former_back_and_the_new_one_to_the_old_place(
    work: AtWork,
) -> None:
    came(work, 3)
    work.next("pk-1")
    work.clock.forward(minutes=3)
    before = work.turn("N002")
    view = work.next("pk-1")
    assert view.undo is not None
    assert (view.undo.deed, view.undo.number) == ("next", "N002")
    assert view.undo.until_at == work.clock() + 120_000
    view = undo(work)
    assert (view.places[0].number, view.places[0].state) == ("N001", "SERVING")
    assert work.turn("N002") == before
    assert view.undo is None  # an undo is not undone


def test_undoing_next_gives_the_passed_back_what_they_lost(work: AtWork) -> None:
    came(work, 2)
    came(work, 1, priority="elderly_75")
    work.next("pk-1")
    assert work.turn("N001").lost_ms == 150_000
    undo(work)
    assert [work.turn(one).lost_ms for one in ("N001", "N002", "N003")] == [0, 0, 0]
    assert work.line("pk-1") == ["N003", "N001", "N002"]


def test_undoing_gives_back_what_this_call_cost_and_nothing_of_the_calls_before(
    work: AtWork,
) -> None:
    came(work, 2)
    came(work, 2, priority="elderly_75")
    work.next("pk-2")  # two rooms: half a service for each of the passed
    rooms.close_room(work.staff(), room="pk-2")
    work.next("pk-1")  # one room: the whole of it
    assert lost(work) == {"N001": 450_000, "N002": 450_000, "N003": 0, "N004": 0}
    rooms.open_room(work.staff(), room="pk-2")  # the price of today is not the price of then
    undo(work)
    assert lost(work) == {"N001": 150_000, "N002": 150_000, "N003": 0, "N004": 0}
    assert work.called("pk-1") == "N004"
    assert lost(work) == {"N001": 300_000, "N002": 300_000, "N003": 0, "N004": 0}


def test_undoing_gives_nothing_to_whoever_came_after_the_call(work: AtWork) -> None:
    came(work, 1)
    came(work, 1, priority="elderly_75")
    work.next("pk-1")
    came(work, 1)
    undo(work)
    assert lost(work) == {"N001": 0, "N002": 0, "N003": 0}


def test_a_passed_patient_who_was_called_meanwhile_gets_the_minutes_back_too(
    work: AtWork,
) -> None:
    came(work, 1)
    came(work, 1, priority="elderly_75")
    work.next("pk-1")
    assert work.called("pk-2") == "N001"
    assert lost(work)["N001"] == 150_000
    undo(work)
    assert lost(work)["N001"] == 0
    assert work.here("pk-2").number == "N001", "only the room's own deed is taken back"


@pytest.mark.parametrize("how", ["emergency", "by hand"])
def test_undoing_a_call_that_cost_no_guarded_minutes_gives_none(work: AtWork, how: str) -> None:
    came(work, 2)
    came(work, 1, priority="elderly_75")
    work.next("pk-1")  # costs both 150 s
    came(work, 1)
    if how == "emergency":
        card = work.press_card("N004")
        move.change_class(work.staff(), visit=card, group="", checked=False, emergency=True)
        work.next("pk-1")
    else:
        turn = work.turn("N004").id
        call.call_this(work.staff(), room="pk-1", turn=turn, reason="Bệnh nặng", key=work.key())
    before = {"N001": 150_000, "N002": 150_000, "N003": 0, "N004": 0}
    assert work.here("pk-1").number == "N004"
    assert lost(work) == before
    undo(work)
    assert lost(work) == before


def test_undoing_twice_by_one_key_gives_back_once(work: AtWork) -> None:
    came(work, 1)
    came(work, 2, priority="elderly_75")
    work.next("pk-1")
    work.next("pk-1")
    for _ in range(2):
        serve.undo(work.staff(), room="pk-1", key="undo-once")
    assert lost(work)["N001"] == 150_000


def lost(work: AtWork) -> dict[str, int]:
    return {row["number"]: row["lost_ms"] for row in work.rows("turns")}


def test_undoing_the_call_of_an_absent_patient_leaves_it_absent(work: AtWork) -> None:
    came(work, 6)
    work.next("pk-1")
    missed(work, "N001")
    for _ in range(4):
        work.next("pk-1")
    assert work.here("pk-1").number == "N001"
    undo(work)
    gone = work.turn("N001")
    assert (gone.state, gone.misses, gone.calls_since_miss) == ("ABSENT", 1, 3)


def missed(work: AtWork, number: str) -> None:
    work.clock.forward(seconds=61)
    absent.miss(work.staff(), room="pk-1", turn=work.turn(number).id, key=work.key())


@pytest.mark.parametrize("time", [1, 2, 3])
def test_undoing_absent_has_the_patient_here_again_without_a_sound(work: AtWork, time: int) -> None:
    came(work, 12)
    work.next("pk-1")
    for again in range(1, time):
        missed(work, "N001")
        while work.here("pk-1").number != "N001":
            work.next("pk-1")
        assert work.turn("N001").misses == again
    before = work.turn("N001")
    missed(work, "N001")
    undo(work)
    after = work.turn("N001")
    assert (after.state, after.misses, after.joined_at, after.room_id, after.place) == (
        "CALLED", before.misses, before.joined_at, before.room_id, before.place,
    )  # fmt: skip
    assert work.rows("events", act="call")[-1]["detail"]["silent"] is True


def test_undoing_done_serves_again_and_cancels_what_followed(work: AtWork) -> None:
    came(work, 1)
    work.next("pk-1")
    turn = work.turn("N001")
    serve.finish(work.staff(), room="pk-1", turn=turn.id, key=work.key())
    undo(work)
    assert work.rows("turns", id=turn.id)[0]["state"] == "SERVING"


def test_undoing_done_is_refused_when_the_patient_was_called_elsewhere(work: AtWork) -> None:
    came(work, 1)
    work.next("pk-1")
    turn = work.turn("N001")
    serve.finish(work.staff(), room="pk-1", turn=turn.id, key=work.key())
    work.second_turn(turn, "mau")
    work.open("mau")
    work.next("mau", place=1, current=None)
    with pytest.raises(Refusal, match="undo_elsewhere"):
        undo(work)


def test_undoing_send_on_cancels_the_new_turn_and_voids_its_number(work: AtWork) -> None:
    came(work, 1)
    work.next("pk-1")
    turn = work.turn("N001")
    move.send_on(work.staff(), room="pk-1", turn=turn.id, service="mau", key=work.key())
    assert work.turn("M001").state == "WAITING"
    view = undo(work)
    assert (view.places[0].number, view.places[0].state) == ("N001", "SERVING")
    assert work.turn("M001").state == "CANCELLED"
    voided = {row["label"]: row["void_reason"] for row in work.rows("numbers")}
    assert voided == {"N001": None, "M001": "undone"}


def test_undoing_send_on_is_refused_once_the_other_line_has_called(work: AtWork) -> None:
    came(work, 1)
    work.next("pk-1")
    turn = work.turn("N001")
    move.send_on(work.staff(), room="pk-1", turn=turn.id, service="mau", key=work.key())
    work.open("mau")
    work.next("mau", current=None)
    with pytest.raises(Refusal, match="undo_follow_up") as told:
        undo(work)
    assert told.value.facts == {"number": "M001"}


def test_undoing_leave_waits_at_the_old_place(work: AtWork) -> None:
    came(work, 2)
    work.next("pk-1")
    turn = work.turn("N001")
    move.leave(work.staff(), room="pk-1", turn=turn.id, key=work.key())
    undo(work)
    assert work.line("pk-1") == ["N001", "N002"]


def test_after_two_minutes_there_is_nothing_to_undo(work: AtWork) -> None:
    came(work, 2)
    work.next("pk-1")
    work.clock.forward(seconds=121)
    assert work.view("pk-1").undo is None
    with pytest.raises(Refusal, match="nothing_to_undo"):
        undo(work)


def test_a_call_again_does_not_stand_in_the_way_but_a_start_does(work: AtWork) -> None:
    came(work, 2)
    work.next("pk-1")
    turn = work.turn("N001").id
    work.clock.forward(seconds=15)
    call.recall(work.staff(), room="pk-1", turn=turn, key=work.key())
    assert work.view("pk-1").undo is not None
    serve.start(work.staff(), room="pk-1", turn=turn, key=work.key())
    assert work.view("pk-1").undo is None


def test_nothing_is_undone_past_a_patient_put_back_into_the_line(work: AtWork) -> None:
    came(work, 2)
    work.next("pk-1")
    serve.put_back(work.staff(), room="pk-1", turn=work.turn("N001").id, key=work.key())
    assert work.view("pk-1").undo is None


def test_one_room_never_undoes_what_another_has_done(work: AtWork) -> None:
    came(work, 2)
    work.next("pk-1")
    with pytest.raises(Refusal, match="nothing_to_undo"):
        undo(work, "pk-2")


def test_several_called_at_once_are_taken_back_at_once(work: AtWork) -> None:
    for _ in range(3):
        work.staff_number("mau")
    work.open("mau")
    call.call_several(work.staff(), room="mau", key=work.key())
    view = undo(work, "mau")
    assert [one.turn for one in view.places] == [None, None, None]
    assert work.line("mau") == ["M001", "M002", "M003"]
