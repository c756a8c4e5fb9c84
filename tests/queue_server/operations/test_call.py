"""Calling: one key a patient, several at once, this one with a reason, the same one again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from queue_server.core.access import Role
from queue_server.core.refusal import Refusal
from queue_server.operations import call, rooms
from queue_server.operations.views import RoomView
from tests.at_work import AtWork, at_work, with_policy
from tests.harness.clock import Clock


@pytest.fixture
def work(database_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(database_url, clock)
    there.open("pk-1", "pk-2", "quay-1", "quay-2", "mau")
    yield there
    there.db.close()


def came(work: AtWork, *services: str, **chosen: object) -> list[str]:
    """Patients press one after another, a second apart."""
    numbers = []
    for service in services:
        numbers.append(work.number(service, **chosen))
        work.clock.forward(seconds=1)
    return numbers


def test_next_finishes_who_is_here_and_calls_who_came_first(work: AtWork) -> None:
    came(work, "noi", "noi")
    work.clock.forward(minutes=5)
    first = work.next("pk-1")
    assert (first.places[0].number, first.outcome.nobody if first.outcome else None) == (
        "N001",
        False,
    )
    work.clock.forward(minutes=7)
    assert work.called("pk-1") == "N002"
    done = work.turn("N001")
    assert (done.state, done.start_inferred) == ("DONE", True)
    assert done.started_at == (done.last_call_at or 0) + 45_000  # the usual walk
    assert done.ended_at == work.clock()


def test_who_joins_while_next_waits_for_the_line_is_not_called_before_joining(
    work: AtWork,
) -> None:
    waiting_for_the_line = work.staff()  # its time is taken
    work.clock.forward(ms=12)
    work.press("noi")
    call.call_next(waiting_for_the_line, room="pk-1", key=work.key(), current=None)
    called = work.turn("N001")
    assert called.joined_at == called.called_at == called.last_call_at


def test_with_nobody_waiting_the_current_one_is_done_and_the_answer_says_so(work: AtWork) -> None:
    came(work, "noi")
    work.next("pk-1")
    view = work.next("pk-1")
    assert view.outcome is not None
    assert view.outcome.nobody
    assert view.places[0].turn is None
    assert work.turn("N001").state == "DONE"


def test_a_repeated_key_calls_nobody_else_and_says_it_is_a_repeat(work: AtWork) -> None:
    came(work, "noi", "noi")
    first = work.next("pk-1", key="key-double", current=None)
    again = work.next("pk-1", key="key-double", current=None)
    assert again.outcome is not None
    assert first.outcome is not None
    assert again.outcome.repeated
    assert again.outcome.numbers == first.outcome.numbers == ("N001",)
    assert work.turn("N002").state == "WAITING"


def test_a_key_used_for_another_room_is_refused(work: AtWork) -> None:
    came(work, "noi", "noi")
    work.next("pk-1", key="key-one", current=None)
    with pytest.raises(Refusal, match="key_reused"):
        work.next("pk-2", key="key-one", current=None)


def test_a_screen_that_shows_another_patient_is_told_who_is_here(work: AtWork) -> None:
    came(work, "noi", "noi")
    work.next("pk-1")
    with pytest.raises(Refusal, match="other_current") as told:
        work.next("pk-1", current=None)
    assert told.value.facts == {"number": "N001", "turn": work.turn("N001").id}
    assert work.turn("N002").state == "WAITING"


@pytest.mark.parametrize("shut", ["room_closed", "room_paused"])
def test_a_room_that_is_not_open_calls_nobody(work: AtWork, shut: str) -> None:
    came(work, "noi")
    if shut == "room_closed":
        rooms.close_room(work.staff(), room="pk-1")
    else:
        rooms.pause(work.staff(), room="pk-1", reason="Hội chẩn", resumes_at=None)
    with pytest.raises(Refusal, match=shut):
        work.next("pk-1")


def test_an_unknown_room_is_named(work: AtWork) -> None:
    with pytest.raises(Refusal, match="room_unknown"):
        call.call_next(work.staff(), room="pk-99", key=work.key(), current=None)


def test_an_auditor_calls_nobody(work: AtWork) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        call.call_next(work.staff(Role.AUDITOR), room="pk-1", key=work.key(), current=None)


# ---- several places ----------------------------------------------------------------------------


def test_free_places_are_filled_in_one_announcement(work: AtWork) -> None:
    for _ in range(4):
        work.staff_number("mau")
        work.clock.forward(seconds=1)
    view = call.call_several(work.staff(), room="mau", key=work.key())
    assert [one.number for one in view.places] == ["M001", "M002", "M003"]
    told = {row["detail"]["announcement"] for row in work.rows("events", act="call")}
    assert len(told) == 1
    assert told != {""}
    with pytest.raises(Refusal, match="no_free_place"):
        call.call_several(work.staff(), room="mau", key=work.key())


def test_next_at_one_place_leaves_the_others_alone(work: AtWork) -> None:
    for _ in range(3):
        work.staff_number("mau")
        work.clock.forward(seconds=1)
    work.next("mau", current=None)
    work.next("mau", current=None)
    view = work.next("mau", current=work.turn("M002").id)
    assert [one.number for one in view.places] == ["M001", "M003", ""]
    with pytest.raises(Refusal, match="no_such_place"):
        work.next("mau", current=None, place=4)


# ---- this one, and again -----------------------------------------------------------------------


def this(work: AtWork, number: str, *roles: Role, reason: str = "Bác sĩ yêu cầu") -> RoomView:
    return call.call_this(
        work.staff(*roles), room="pk-1", turn=work.turn(number).id, reason=reason, key=work.key()
    )


def test_called_by_hand_is_marked_and_counts_as_no_pass(work: AtWork) -> None:
    came(work, "noi", "noi")
    view = this(work, "N002")
    assert (view.places[0].number, view.places[0].right) == ("N002", "exception")
    assert work.turn("N001").lost_ms == 0
    row = work.rows("events", act="call")[0]
    assert (row["reason"], row["detail"]["counts"]) == ("Bác sĩ yêu cầu", False)
    assert row["detail"]["cost_ms"] == [150_000]  # shown beside the guard


def test_called_by_hand_although_next_anyway_is_no_exception(work: AtWork) -> None:
    came(work, "noi", "noi")
    assert this(work, "N001").places[0].right == "order"


def test_a_call_by_hand_needs_a_reason_and_the_right_line(work: AtWork) -> None:
    came(work, "noi", "tiep-don")
    with pytest.raises(Refusal, match="reason_needed"):
        this(work, "N001", reason="  ")
    with pytest.raises(Refusal, match="not_this_line"):
        this(work, "A001")


def test_an_exception_over_the_guard_needs_a_supervisor(database_url: str, clock: Clock) -> None:
    work = at_work(database_url, clock, with_policy("noi", guard_minutes=5, mean_service_s=400))
    work.open("pk-1")
    came(work, "noi", "noi")
    with pytest.raises(Refusal, match="supervisor_needed") as told:
        this(work, "N002")
    assert told.value.facts == {"count": 1}
    this(work, "N002", Role.SUPERVISOR, Role.ROOM)
    work.db.close()


def test_a_patient_in_another_room_cannot_be_called_by_hand(work: AtWork) -> None:
    came(work, "noi")
    first = work.turn("N001")
    work.second_turn(first, "mau")
    work.next("mau", place=1)
    with pytest.raises(Refusal, match="with_somebody"):
        call.call_this(
            work.staff(), room="pk-1", turn=first.id, reason="Bác sĩ yêu cầu", key=work.key()
        )


def test_a_call_is_repeated_twice_ten_seconds_apart_each_with_an_id_of_its_own(
    work: AtWork,
) -> None:
    came(work, "noi")
    work.next("pk-1")
    turn = work.turn("N001").id

    def again() -> None:
        call.recall(work.staff(), room="pk-1", turn=turn, key=work.key())

    with pytest.raises(Refusal, match="recalled_just_now"):
        again()
    for _ in range(2):
        work.clock.forward(seconds=10)
        again()
    work.clock.forward(seconds=10)
    with pytest.raises(Refusal, match="recalled_enough"):
        again()
    calls = [row["uid"] for row in work.rows("events") if row["act"] in ("call", "recall")]
    assert len(set(calls)) == 3
    assert work.here("pk-1").calls == 3
    assert work.here("pk-1").recall_free_at is None


def test_only_the_room_that_called_may_call_again(work: AtWork) -> None:
    came(work, "noi")
    work.next("pk-1")
    with pytest.raises(Refusal, match="not_here"):
        call.recall(work.staff(), room="pk-2", turn=work.turn("N001").id, key=work.key())
