"""The room's screen: who is here, who waits and why, which keys work from when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from queue_server.core.access import Role
from queue_server.core.refusal import Refusal
from queue_server.operations import absent, call, room_picture, rooms, serve
from queue_server.operations.context import record
from queue_server.operations.room_picture import keys_of, room_view
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock


@pytest.fixture
def work(sqlite_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(sqlite_url, clock)
    there.open("pk-1", "mau")
    yield there
    there.db.close()


def came(work: AtWork, many: int, **chosen: Any) -> None:
    for _ in range(many):
        work.press("noi", **chosen)
        work.clock.forward(seconds=1)


def test_the_list_is_the_order_of_the_calls_each_with_its_right(work: AtWork) -> None:
    came(work, 2)
    came(work, 1, priority="pregnant")
    waiting = work.view().waiting
    assert [(one.number, one.right, one.group, one.to_check) for one in waiting] == [
        ("N003", "priority", "pregnant", True),
        ("N001", "order", "", False),
        ("N002", "order", "", False),
    ]
    assert [one.waited_ms for one in waiting] == [1_000, 3_000, 2_000]
    assert [work.called() for _ in range(3)] == ["N003", "N001", "N002"]


def test_an_absent_patient_who_is_due_stands_first_and_is_called_first(work: AtWork) -> None:
    came(work, 5)
    work.next()
    work.clock.forward(seconds=61)
    absent.miss(work.staff(), room="pk-1", turn=work.turn("N001").id, key=work.key())
    for left in (3, 2, 1):
        assert [one.calls_left for one in work.view().absent] == [left]
        assert not any(one.offered for one in work.view().waiting)
        work.next()
    view = work.view()
    assert [(one.number, one.offered) for one in view.waiting] == [("N001", True), ("N005", False)]
    assert view.absent[0].keeps_place_until == view.absent[0].missed_at + 30 * 60_000
    assert work.called() == "N001"


def test_who_is_with_somebody_else_is_shown_at_the_old_place_and_passed_over(work: AtWork) -> None:
    came(work, 2)
    work.second_turn(work.turn("N001"), "mau")
    work.next("mau", place=1)
    assert [(one.number, one.elsewhere) for one in work.view().waiting] == [
        ("N001", True),
        ("N002", False),
    ]
    assert work.called() == "N002"


def test_every_place_of_a_room_is_shown_with_who_is_there(work: AtWork) -> None:
    for _ in range(2):
        work.staff_number("mau")
    call.call_several(work.staff(), room="mau", key=work.key())
    places = work.view("mau").places
    assert [(one.place, one.number, one.state) for one in places] == [
        (1, "M001", "CALLED"),
        (2, "M002", "CALLED"),
        (3, "", ""),
    ]


def test_calling_again_is_free_after_ten_seconds_and_twice_only(work: AtWork) -> None:
    came(work, 1)
    work.next()
    turn = work.turn("N001").id
    for calls in (1, 2):
        here = work.here()
        assert (here.calls, here.recall_free_at) == (calls, work.clock() + 10_000)
        work.clock.forward(seconds=10)
        call.recall(work.staff(), room="pk-1", turn=turn, key=work.key())
    assert (work.here().calls, work.here().recall_free_at) == (3, None)


def test_absent_is_free_a_minute_after_a_board_has_spoken_the_call(work: AtWork) -> None:
    came(work, 1)
    work.next()
    assert work.here().absent_free_at == work.clock() + 60_000
    work.clock.forward(seconds=25)
    turn = work.turn("N001")
    with work.db.write() as tx:
        detail = {"call": turn.call_id}
        record(tx, work.staff(), act="spoken", turn_id=turn.id, detail=detail)
    assert work.here().absent_free_at == work.clock() + 60_000
    serve.start(work.staff(), room="pk-1", turn=turn.id, key=work.key())
    assert work.here().absent_free_at is None, "who is being served is not absent"


def test_the_wait_ends_with_the_first_call_and_the_right_is_remembered(work: AtWork) -> None:
    came(work, 1)
    came(work, 1, priority="elderly_75", lang="en")
    work.next()
    work.clock.forward(minutes=3)
    here = work.here()
    assert (here.number, here.right, here.waited_ms) == ("N002", "priority", 1_000)
    assert (here.lang, here.to_check) == ("en", True)


@pytest.mark.parametrize("state", ["WAITING", "CALLED", "SERVING", "ABSENT", "DONE", "CLOSED"])
def test_a_key_is_offered_exactly_where_the_table_has_its_step(state: str) -> None:
    offered = {
        "WAITING": {"send_on", "leave"},
        "CALLED": {"recall", "start", "finish", "miss", "put_back", "send_on", "leave"},
        "SERVING": {"finish", "put_back", "send_on"},
        "ABSENT": {"come_back", "no_show", "send_on", "leave"},
    }
    assert set(keys_of(state)) == offered.get(state, set())


def test_the_room_tells_who_sits_there_and_what_it_has_done_today(work: AtWork) -> None:
    rooms.take_over(work.staff(id="2"), room="pk-1")
    came(work, 3)
    work.next()
    work.next()
    work.clock.forward(seconds=61)
    absent.miss(work.staff(), room="pk-1", turn=work.turn("N002").id, key=work.key())
    view = work.view()
    assert (view.sitter_name, view.state, view.name_vi) == (
        "Điều dưỡng Bình", "open", "Phòng khám số 1",
    )  # fmt: skip
    assert (view.done_today, view.absent_today) == (1, 1)
    assert [one.code for one in view.services] == ["noi"]


def test_a_very_long_line_is_counted_whole_and_listed_as_far_as_anybody_reads(
    work: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    came(work, 4)
    monkeypatch.setattr(room_picture, "LIST_MOST", 3)
    view = work.view()
    assert ([one.number for one in view.waiting], view.waiting_count) == (
        ["N001", "N002", "N003"], 4,
    )  # fmt: skip


def test_every_change_of_the_line_is_a_new_version(work: AtWork) -> None:
    first = work.view().version
    came(work, 1)
    second = work.view().version
    work.next()
    assert first < second < work.view().version
    assert work.view().version == work.view().version


def test_an_unknown_room_and_a_machine_get_no_picture(work: AtWork) -> None:
    with pytest.raises(Refusal, match="room_unknown"):
        room_view(work.staff(), room="pk-99")
    with pytest.raises(Refusal, match="not_allowed"):
        room_view(work.staff(Role.BOARD), room="pk-1")
