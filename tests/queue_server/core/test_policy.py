"""The shipped numbers are the specification's; changing one is changing a promise."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, asdict

import pytest

from queue_server.core.policy import DESK_CALLING, CallingPolicy, CallPolicy, Policy


def test_rooms_give_the_head_starts_and_the_guard_that_were_simulated() -> None:
    assert asdict(CallingPolicy()) == {
        "rule": "head_start",
        "priority_minutes": 120,
        "appointment_minutes": 60,
        "return_minutes": 20,
        "early_minutes": 15,
        "late_minutes": 30,
        "guard_minutes": 20,
        "mean_service_s": 300,
    }


def test_desks_are_quicker_so_their_guard_is_half() -> None:
    assert DESK_CALLING.guard_minutes == 10
    assert DESK_CALLING.priority_minutes == 120, "the law gives priority everywhere alike"
    assert DESK_CALLING.return_minutes == 0


def test_calls_are_repeated_missed_and_taken_back_as_specified() -> None:
    assert asdict(CallPolicy()) == {
        "recalls": 2,
        "recall_apart_s": 10,
        "absent_after_s": 60,
        "offered_after_calls": 3,
        "back_places": 5,
        "misses": 3,
        "return_minutes": 30,
        "no_show_minutes": 60,
        "undo_s": 120,
        "undo_end_minutes": 30,
        "walk_s": 45,
    }


def test_nobody_can_change_a_policy_while_people_wait() -> None:
    policy = Policy()

    with pytest.raises(FrozenInstanceError):
        policy.calling.guard_minutes = None  # type: ignore[misc]  # what is being tested
