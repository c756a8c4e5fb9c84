"""Rules about a visit as a whole and about places in a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_server.core.discipline import MINUTE_MS, TurnClass, Waiting, calling_order
from queue_server.core.policy import CallingPolicy, CallPolicy
from queue_server.core.visit import (
    class_of,
    inferred_start,
    keeps_place_until,
    lost_after_absence,
    over_the_guard,
    spot_behind,
    spot_first,
)

POLICY = {"noi": CallingPolicy()}


def line(*joined: int) -> list[Waiting]:
    return [Waiting(turn=n, service="noi", joined_at=at) for n, at in enumerate(joined, start=1)]


def order_of(waiting: list[Waiting]) -> list[int]:
    return [one.turn for one, _ in calling_order(waiting, POLICY)]


@pytest.mark.parametrize(
    "emergency,group,slot_at,returning,expected",
    [
        (True, "pregnant", 5, True, TurnClass.EMERGENCY),
        (False, "pregnant", 5, True, TurnClass.PRIORITY),
        (False, "", 5, True, TurnClass.APPOINTMENT),
        (False, "", None, True, TurnClass.RETURN),
        (False, "", None, False, TurnClass.ORDINARY),
    ],
)
def test_the_strongest_reason_gives_the_class(
    emergency: bool, group: str, slot_at: int | None, returning: bool, expected: TurnClass
) -> None:
    found = class_of(emergency=emergency, group=group, slot_at=slot_at, returning=returning)
    assert found is expected


@given(
    joined=st.lists(st.integers(0, 10_000).map(lambda n: n * 10), min_size=1, unique=True),
    places=st.integers(1, 8),
)
def test_back_five_places_is_behind_exactly_so_many_or_all(joined: list[int], places: int) -> None:
    waiting = line(*joined)
    spot = spot_behind(places, calling_order(waiting, POLICY), policies=POLICY, openings={})
    assert spot is not None
    back = Waiting(turn=0, service="noi", joined_at=spot.joined_at, placed_at=spot.placed_at)
    assert order_of([*waiting, back]).index(0) == min(places, len(joined))


def test_with_nobody_waiting_there_is_no_place_behind() -> None:
    assert spot_behind(5, [], policies=POLICY, openings={}) is None


@given(joined=st.lists(st.integers(1, 10_000_000), max_size=12))
def test_first_is_before_everybody_and_passes_nobody(joined: list[int]) -> None:
    waiting = line(*joined)
    spot = spot_first(calling_order(waiting, POLICY), policies=POLICY, openings={}, now=10_000_000)
    first = Waiting(turn=99, service="noi", joined_at=spot.joined_at, placed_at=spot.placed_at)
    assert order_of([*waiting, first])[0] == 99
    assert all(spot.joined_at < one.joined_at for one in waiting)


def test_first_is_before_a_priority_patient_too() -> None:
    old = Waiting(turn=1, service="noi", joined_at=9_000_000, turn_class=TurnClass.PRIORITY)
    spot = spot_first(calling_order([old], POLICY), policies=POLICY, openings={}, now=9_500_000)
    first = Waiting(turn=2, service="noi", joined_at=spot.joined_at, placed_at=spot.placed_at)
    assert order_of([old, first]) == [2, 1]


def test_in_a_first_come_line_a_place_counts_from_the_join() -> None:
    policies = {"noi": CallingPolicy(rule="fifo")}
    old = Waiting(turn=1, service="noi", joined_at=9_000_000, turn_class=TurnClass.PRIORITY)
    spot = spot_behind(1, calling_order([old], policies), policies=policies, openings={})
    assert spot is not None
    assert spot.placed_at == 9_000_001


def test_going_back_for_ones_own_absence_leaves_lost_minutes_just_under_the_guard() -> None:
    guard_ms = 20 * MINUTE_MS
    assert lost_after_absence(guard_ms + 5, CallingPolicy()) == guard_ms - 1
    assert lost_after_absence(7, CallingPolicy()) == 7
    assert lost_after_absence(guard_ms, CallingPolicy(guard_minutes=None)) == guard_ms


def test_a_start_nobody_pressed_is_a_walk_after_the_call_and_never_in_the_future() -> None:
    call = CallPolicy(walk_s=45)
    assert inferred_start(1_000, now=100_000, call=call) == 46_000
    assert inferred_start(1_000, now=10_000, call=call) == 10_000
    assert keeps_place_until(0, call) == 30 * MINUTE_MS


def test_an_exception_over_the_guard_names_those_it_would_cost_too_much() -> None:
    over = over_the_guard(
        {1: 19 * MINUTE_MS, 2: 0, 3: 59 * MINUTE_MS},
        {1: 2 * MINUTE_MS, 2: 2 * MINUTE_MS, 3: 2 * MINUTE_MS},
        guards={1: 20, 2: 20, 3: None},
    )
    assert over == (1,)
