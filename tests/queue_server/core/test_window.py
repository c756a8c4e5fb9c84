"""The priority window: priority first, anybody when none waits, the guarantee above it."""

from __future__ import annotations

from queue_server.core.discipline import MINUTE_MS, Right, TurnClass, Waiting, calling_order
from queue_server.core.policy import CallingPolicy
from queue_server.core.window import choose_at, window_order

POLICY = {"a": CallingPolicy(priority_minutes=10)}
HOUR = 60 * MINUTE_MS


def waiting(turn: int, joined_at: int, **said: object) -> Waiting:
    return Waiting(turn=turn, service="a", joined_at=joined_at, **said)  # type: ignore[arg-type]  # any field


EARLY = waiting(1, 0)
OLD = waiting(2, HOUR, turn_class=TurnClass.PRIORITY)


def chosen(*who: Waiting, window: bool) -> tuple[int, Right, dict[int, int]]:
    choice = choose_at(who, POLICY, rooms_open={"a": 1}, openings={}, window=window)
    assert choice is not None
    return choice.turn, choice.right, dict(choice.passed)


def test_the_window_takes_priority_although_its_head_start_is_too_small() -> None:
    assert chosen(EARLY, OLD, window=False) == (1, Right.ORDER, {})
    assert chosen(EARLY, OLD, window=True) == (2, Right.PRIORITY, {1: 300_000})


def test_with_no_priority_waiting_the_window_takes_anybody() -> None:
    assert chosen(EARLY, window=True) == (1, Right.ORDER, {})
    assert choose_at([], POLICY, rooms_open={}, openings={}, window=True) is None


def test_the_guard_and_an_emergency_come_before_priority_at_the_window_too() -> None:
    guarded = waiting(1, 0, lost_ms=20 * MINUTE_MS)
    assert chosen(guarded, OLD, window=True)[0] == 1
    emergency = waiting(3, 2 * HOUR, turn_class=TurnClass.EMERGENCY)
    assert chosen(guarded, OLD, emergency, window=True)[:2] == (3, Right.EMERGENCY)


def test_the_first_of_the_windows_list_is_whom_it_takes() -> None:
    guarded = waiting(4, HOUR // 2, lost_ms=20 * MINUTE_MS)
    for who in ((EARLY, OLD), (EARLY,), (EARLY, OLD, guarded)):
        listed = window_order(calling_order(who, POLICY))
        assert listed[0][0].turn == chosen(*who, window=True)[0]
