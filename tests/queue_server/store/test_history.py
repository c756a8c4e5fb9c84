"""History read back: by room, by call, in the order everybody reads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from queue_server.operations import call
from queue_server.store import history
from queue_server.store.events import Event, write_event
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock


@pytest.fixture
def work(database_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(database_url, clock)
    there.open("pk-1", "pk-2")
    for _ in range(3):
        there.press("noi")
        there.clock.forward(seconds=1)
    yield there
    there.db.close()


def room(work: AtWork, code: str) -> int:
    return int(work.rows("rooms", code=code)[0]["id"])


def spoken(work: AtWork, number: str, call_id: str) -> int:
    """A board says when it has spoken a call."""
    turn = work.turn(number)
    with work.db.write() as tx:
        write_event(
            tx,
            Event(
                uid=f"spoken-{work.key()}", site_id=turn.site_id, day=turn.day, at=work.clock(),
                act="spoken", by_kind="board", turn_id=turn.id, detail={"call": call_id},
            ),
        )  # fmt: skip
    return work.clock()


def test_spoken_by_two_boards_counts_from_the_later_and_only_for_this_call(work: AtWork) -> None:
    work.next("pk-1")
    turn = work.turn("N001")
    spoken(work, "N001", "call-before")
    for _ in range(2):
        work.clock.forward(seconds=4)
        latest = spoken(work, "N001", str(turn.call_id))
    work.clock.forward(seconds=4)
    with work.looking() as tx:
        assert history.last_spoken_at(tx, turn.id, str(turn.call_id)) == latest
        assert history.last_spoken_at(tx, turn.id, "never-spoken") is None
        assert history.last_spoken_at(tx, work.turn("N002").id, str(turn.call_id)) is None


def test_a_rooms_past_is_newest_first_and_no_older_than_asked(work: AtWork) -> None:
    work.next("pk-1")
    work.next("pk-2")
    first_at = work.clock()
    work.clock.forward(minutes=1)
    work.next("pk-1")
    here = room(work, "pk-1")
    with work.looking() as tx:
        past = history.events_of_room(tx, here, since_at=first_at, most=60)
        assert [one.act for one in past][:3] == ["call", "finish", "call"]
        assert {one.room_id for one in past} == {here}
        late = history.events_of_room(tx, here, since_at=work.clock(), most=60)
        assert [one.act for one in late] == ["call", "finish"]
        assert [one.act for one in history.events_of_room(tx, here, since_at=0, most=1)] == ["call"]


def test_a_recall_is_the_latest_call_and_a_patient_gone_elsewhere_is_not_here_any_more(
    work: AtWork,
) -> None:
    work.next("pk-1")
    turn = work.turn("N001")
    work.clock.forward(seconds=15)
    call.recall(work.staff(), room="pk-1", turn=turn.id, key=work.key())
    rooms = [room(work, "pk-1"), room(work, "pk-2")]
    with work.looking() as tx:
        calls = history.calls_of_rooms(tx, rooms, since_at=0, most=9)
    assert [(one.number, one.latest, one.state) for one in calls] == [
        ("N001", True, "CALLED"),
        ("N001", False, "CALLED"),
    ]
    with work.db.write() as tx:
        tx.exec_driver_sql(f"UPDATE turns SET room_id = {rooms[1]} WHERE id = {turn.id}")
    with work.looking() as tx:
        assert {one.state for one in history.calls_of_rooms(tx, rooms, since_at=0, most=9)} == {""}
        assert history.calls_of_rooms(tx, [rooms[1]], since_at=0, most=9) == []
        assert history.calls_of_rooms(tx, rooms, since_at=work.clock() + 1, most=9) == []


def test_the_latest_call_of_a_turn_says_by_which_right(work: AtWork) -> None:
    old = work.press("noi", priority="elderly_75").number
    work.next("pk-1")
    turn = work.turn(old)
    with work.looking() as tx:
        told = history.last_calls(tx, [turn.id, work.turn("N001").id])
    assert {one: detail["right"] for one, detail in told.items()} == {turn.id: "priority"}
    assert told[turn.id]["passed"] == [work.turn(f"N00{n}").id for n in (1, 2, 3)]


def test_the_order_is_given_once_and_the_head_stands_at_the_end(work: AtWork) -> None:
    site = work.built.site
    with work.db.write() as tx:
        assert history.stand_in_line(tx, site) == (0, "")
        first = history.without_order(tx, site, most=2)
        for seq, row in enumerate(first, start=1):
            history.give_order(tx, row.id, seq=seq, seal=f"seal {seq}")
        history.keep_head(tx, site, seq=2, seal="seal 2")
    with work.db.write() as tx:
        assert history.stand_in_line(tx, site) == (2, "seal 2")
        rest = history.without_order(tx, site, most=99)
        assert [row.id for row in rest] == [
            row["id"] for row in work.rows("events") if row["seq"] is None
        ]
        assert [(row.seq, row.seal) for row in history.all_in_order(tx, site)] == [
            (1, "seal 1"),
            (2, "seal 2"),
        ]
        assert history.without_order(tx, site + 1, most=99) == []


def test_when_anything_last_happened_to_somebody(work: AtWork) -> None:
    turn = work.turn("N003")
    issued_at = work.clock() - 1_000
    work.next("pk-1")
    with work.looking() as tx:
        assert history.last_event_at(tx, turn.id) == issued_at
        assert history.last_event_at(tx, work.turn("N001").id) == work.clock()
        assert history.last_event_at(tx, 0) is None
