"""The figures on the screens: today at a room, now in a line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from queue_server.operations import absent, move
from queue_server.store import counts
from queue_server.store.counts import LineCount
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock

TODAY, YESTERDAY = "2026-11-23", "2026-11-22"


@pytest.fixture
def work(database_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(database_url, clock)
    there.open("pk-1", "pk-2")
    for n in range(5):
        there.press("noi", priority="pregnant" if n == 4 else "")
        there.clock.forward(seconds=1)
    yield there
    there.db.close()


def line_of(work: AtWork, code: str) -> int:
    return int(work.rows("services", code=code)[0]["id"])


def test_a_line_shows_who_waits_is_absent_is_called_and_was_served(work: AtWork) -> None:
    work.next("pk-1")  # N005, the priority
    work.next("pk-1")
    work.clock.forward(seconds=61)
    absent.miss(work.staff(), room="pk-1", turn=work.turn("N001").id, key=work.key())
    work.next("pk-2")
    with work.looking() as tx:
        lines = counts.lines_today(tx, work.built.site, (TODAY, YESTERDAY))
        assert counts.lines_today(tx, work.built.site + 1, (TODAY, YESTERDAY)) == {}
    assert lines == {
        line_of(work, "noi"): LineCount(
            waiting=2,
            priority_waiting=0,
            absent=1,
            called=1,
            done=1,
            longest_since=work.turn("N003").ready_at,
        )
    }


def test_priority_is_counted_apart_and_yesterdays_work_is_not_todays(work: AtWork) -> None:
    with work.db.write() as tx:
        changed = f"UPDATE turns SET state = 'DONE', day = '{YESTERDAY}' WHERE number = 'N001'"
        tx.exec_driver_sql(changed)
    with work.looking() as tx:
        line = counts.lines_today(tx, work.built.site, (TODAY, YESTERDAY))[line_of(work, "noi")]
    assert (line.waiting, line.priority_waiting, line.done) == (4, 1, 0)


def test_a_room_counts_served_and_sent_on_and_those_who_did_not_come(work: AtWork) -> None:
    work.next("pk-1")
    turn = work.turn("N005").id
    move.send_on(work.staff(), room="pk-1", turn=turn, service="mau", key=work.key())
    work.next("pk-1")
    work.clock.forward(seconds=61)
    absent.miss(work.staff(), room="pk-1", turn=work.turn("N001").id, key=work.key())
    room = work.rows("rooms", code="pk-1")[0]["id"]
    with work.looking() as tx:
        site = work.built.site
        assert counts.room_today(tx, site, room=room, day=TODAY) == (1, 1)
        assert counts.room_today(tx, site, room=room, day=YESTERDAY) == (0, 0)


def test_those_bound_to_one_room_are_counted_as_its_own(work: AtWork) -> None:
    move.send_to_room(
        work.staff(), room="", turn=work.turn("N001").id, to_room="pk-2", key=work.key()
    )
    noi = line_of(work, "noi")
    room = work.rows("rooms", code="pk-2")[0]["id"]
    with work.looking() as tx:
        assert counts.waiting_for(tx, [noi]) == {(noi, None): 4, (noi, room): 1}
        assert counts.waiting_for(tx, [line_of(work, "mau")]) == {}
