"""Moving a turn: once, by one mover; and what the database itself refuses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.exc import IntegrityError

from queue_server.store import turns
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


def called(work: AtWork, number: str, code: str, *, place: int = 1) -> bool:
    """Put somebody at a place without asking any rule."""
    with work.db.write() as tx:
        turn = work.turn(number)
        there = {"room_id": room(work, code), "place": place, "call_id": f"call-{number}"}
        return turns.move(tx, turn, state="CALLED", **there)


def test_who_moves_second_gets_nothing_and_changes_nothing(work: AtWork) -> None:
    read_by_both = work.turn("N001")
    with work.db.write() as tx:
        assert turns.move(tx, read_by_both, state="CALLED", call_id="call-one", room_id=1, place=1)
    with work.db.write() as tx:
        assert not turns.move(tx, read_by_both, state="LEFT", end_note="too late")
    stands = work.turn("N001")
    assert (stands.state, stands.call_id, stands.end_note) == ("CALLED", "call-one", "")


def test_a_recall_since_it_was_read_counts_as_moved_though_the_state_is_the_same(
    work: AtWork,
) -> None:
    called(work, "N001", "pk-1")
    read_by_both = work.turn("N001")
    with work.db.write() as tx:
        assert turns.move(tx, read_by_both, state="CALLED", call_id="call-again")
        assert not turns.move(tx, read_by_both, state="ABSENT")


def test_the_database_refuses_a_second_patient_at_one_place(work: AtWork) -> None:
    called(work, "N001", "pk-1")
    with pytest.raises(IntegrityError):
        called(work, "N002", "pk-1")
    assert called(work, "N002", "pk-1", place=2)


def test_the_database_refuses_one_patient_in_two_rooms(work: AtWork) -> None:
    first = work.turn("N001")
    work.second_turn(first, "mau")
    called(work, "N001", "mau")  # the later turn of the two
    with pytest.raises(IntegrityError), work.db.write() as tx:
        turns.move(tx, first, state="SERVING", room_id=room(work, "pk-1"), place=1)
    with work.looking() as tx:
        assert turns.visit_is_active(tx, first.visit_id)
        assert not turns.visit_is_active(tx, work.turn("N002").visit_id)


def test_being_passed_costs_exactly_the_passed_and_is_given_back_exactly(work: AtWork) -> None:
    first, second = work.turn("N001").id, work.turn("N002").id
    with work.db.write() as tx:
        turns.raise_lost(tx, {first: 150_000, second: 300_000})
        turns.raise_lost(tx, {first: 150_000})
        turns.raise_lost(tx, {})
    assert lost(work) == [300_000, 300_000, 0]
    with work.db.write() as tx:
        turns.raise_lost(tx, {second: -300_000})
    assert lost(work) == [300_000, 0, 0]
    with work.db.write() as tx:
        turns.raise_lost(tx, {first: -400_000})
    assert lost(work) == [0, 0, 0]


def lost(work: AtWork) -> list[int]:
    return [row["lost_ms"] for row in work.rows("turns")]


def test_a_call_counts_for_the_absent_of_its_line_and_never_below_zero(work: AtWork) -> None:
    for number in ("N001", "N002"):
        with work.db.write() as tx:
            turns.set_turn(tx, work.turn(number).id, state="ABSENT")
    absent, waits = work.turn("N001"), work.turn("N003")
    with work.db.write() as tx:
        days = [absent.day]
        turns.count_call(tx, absent.site_id, absent.service_id, days=days, by=-1)
        turns.count_call(tx, absent.site_id, absent.service_id + 1, days=days)
        turns.count_call(tx, absent.site_id, absent.service_id, days=days)
        turns.count_call(tx, absent.site_id, absent.service_id, days=["2026-11-22"])
    assert [work.turn(one).calls_since_miss for one in ("N001", "N002")] == [1, 1]
    assert work.turn(waits.number).calls_since_miss == 0


def test_a_room_sees_those_it_may_call_and_who_is_with_somebody_else(work: AtWork) -> None:
    mine, other = room(work, "pk-1"), room(work, "pk-2")
    with work.db.write() as tx:
        turns.set_turn(tx, work.turn("N001").id, bound_room_id=other)
        turns.set_turn(tx, work.turn("N002").id, bound_person_id=2)
    work.second_turn(work.turn("N003"), "mau")
    called(work, "N003", "mau")
    line = [work.turn("N001").service_id]
    with work.looking() as tx:
        everybody = turns.waiting_in(tx, line)
        here = turns.waiting_in(tx, line, room=mine, person=1)
        with_her = turns.waiting_in(tx, line, room=mine, person=2)
    assert [one.turn.number for one in everybody] == ["N001", "N002", "N003"]
    assert [(one.turn.number, one.elsewhere) for one in here] == [("N003", True)]
    assert [one.turn.number for one in with_her] == ["N002", "N003"]


def test_the_longest_absent_is_first_and_other_days_stay_out(work: AtWork) -> None:
    for number, missed_at in (("N001", 300), ("N002", 100), ("N003", 200)):
        with work.db.write() as tx:
            turns.set_turn(tx, work.turn(number).id, state="ABSENT", missed_at=missed_at)
    first = work.turn("N001")
    with work.looking() as tx:
        said = {"days": [first.day]}
        absent = turns.absent_in(tx, first.site_id, [first.service_id], **said)
        assert [one.turn.number for one in absent] == ["N002", "N003", "N001"]
        assert turns.absent_in(tx, first.site_id, [first.service_id], days=["2026-11-22"]) == []
        due = turns.due(tx, first.site_id, "ABSENT", column="missed_at", by_at=200, **said)
    assert [one.number for one in due] == ["N002", "N003"]


def test_one_call_or_a_whole_announcement_is_about_those_who_are_still_called(
    work: AtWork,
) -> None:
    work.next("pk-1")
    call_id = str(work.turn("N001").call_id)
    site = work.built.site
    with work.looking() as tx:
        assert [one.number for one in turns.turns_of_call(tx, site, call_id)] == ["N001"]
        assert turns.turns_of_call(tx, site + 1, call_id) == []
        assert turns.turns_of_call(tx, site, "no-such-call") == []
    work.next("pk-1")
    with work.looking() as tx:
        assert turns.turns_of_call(tx, site, call_id) == [], "served by now"


def test_open_turns_of_earlier_days_are_found_and_ended_ones_are_not(work: AtWork) -> None:
    with work.db.write() as tx:
        turns.set_turn(tx, work.turn("N002").id, state="LEFT")
    with work.looking() as tx:
        old = turns.open_before(tx, work.built.site, day="2026-11-24")
        assert [one.number for one in old] == ["N001", "N003"]
        assert turns.open_before(tx, work.built.site, day="2026-11-23") == []


def test_what_followed_a_deed_is_what_began_since_or_is_only_planned(work: AtWork) -> None:
    first = work.turn("N001")
    work.second_turn(first, "mau")  # as old as the first
    with work.db.write() as tx:
        turns.set_turn(tx, work.turn("N001").id, state="PLANNED")
    with work.looking() as tx:
        since = turns.opened_by(tx, first.visit_id, since_at=first.ready_at + 1)
        assert [one.state for one in since] == ["PLANNED"]
        both = turns.opened_by(tx, first.visit_id, since_at=first.ready_at)
        assert len(both) == len(turns.turns_of_visit(tx, first.visit_id)) == 2


def test_another_hospital_sees_no_turn_of_this_one(work: AtWork) -> None:
    turn = work.turn("N001")
    with work.looking() as tx:
        assert turns.turn_row(tx, work.built.site, turn.id) == turn
        assert turns.turn_row(tx, work.built.site + 1, turn.id) is None
