"""One patient's day: which class its turns wait in, and what a deed does to their places.

A visit is in one place at a time; the database refuses a second called turn. What stands here
are the rules that look at a visit as a whole, or at a turn's place among others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from queue_server.core.discipline import (
    MINUTE_MS,
    Right,
    TurnClass,
    Waiting,
    counts_from,
    virtual_time,
)
from queue_server.core.policy import CallingPolicy, CallPolicy


def class_of(
    *, emergency: bool, group: str, slot_at: int | None = None, returning: bool = False
) -> TurnClass:
    """The class a turn waits in: emergency before a legal group, then appointment, then return."""
    if emergency:
        return TurnClass.EMERGENCY
    if group:
        return TurnClass.PRIORITY
    if slot_at is not None:
        return TurnClass.APPOINTMENT
    return TurnClass.RETURN if returning else TurnClass.ORDINARY


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place in a line: the virtual time that orders it, and the join from which passes count."""

    placed_at: int
    joined_at: int


def spot_behind(
    places: int,
    order: Sequence[tuple[Waiting, Right]],
    *,
    policies: Mapping[str, CallingPolicy],
    openings: Mapping[str, int],
) -> Spot | None:
    """The place just behind the ``places``-th of ``order``, or behind the last; None: nobody waits.

    One millisecond later than that turn, so that it never depends on who took a number first.
    """
    if not order:
        return None
    turn = order[min(places, len(order)) - 1][0]
    return Spot(
        placed_at=_ordered_at(turn, policies, openings) + 1,
        joined_at=counts_from(turn, policies[turn.service]) + 1,
    )


def spot_first(
    order: Sequence[tuple[Waiting, Right]],
    *,
    policies: Mapping[str, CallingPolicy],
    openings: Mapping[str, int],
    now: int,
) -> Spot:
    """The place before everybody who waits; the deed that gives it needs a role and a reason.

    It joins before them all too: a recorded exception costs nobody guarded minutes.
    """
    turns = [turn for turn, _ in order]
    return Spot(
        placed_at=min((_ordered_at(turn, policies, openings) - 1 for turn in turns), default=now),
        joined_at=min(
            (counts_from(turn, policies[turn.service]) - 1 for turn in turns), default=now
        ),
    )


def _ordered_at(
    turn: Waiting, policies: Mapping[str, CallingPolicy], openings: Mapping[str, int]
) -> int:
    policy = policies[turn.service]
    if policy.rule == "head_start":
        return virtual_time(turn, policy, opening_at=openings.get(turn.service, 0))
    return turn.placed_at or counts_from(turn, policy)


def lost_after_absence(lost_ms: int, policy: CallingPolicy) -> int:
    """Lost minutes that a turn sent back for its own absence keeps: just under the guard.

    With the whole of them the guard would put it first again at once, and going back would mean
    nothing; so a turn that goes back may lose one pass more before the guard stands for it.
    """
    if policy.guard_minutes is None:
        return lost_ms
    return min(lost_ms, policy.guard_minutes * MINUTE_MS - 1)


def keeps_place_until(missed_at: int, call: CallPolicy) -> int:
    """Until when an absent patient may come back to the old place; later is a new arrival."""
    return missed_at + call.return_minutes * MINUTE_MS


def inferred_start(called_at: int, *, now: int, call: CallPolicy) -> int:
    """When service began if nobody pressed start: the usual walk after the call, at most now."""
    return min(now, called_at + call.walk_s * 1000)


def over_the_guard(
    lost_ms: Mapping[int, int], cost_ms: Mapping[int, int], *, guards: Mapping[int, int | None]
) -> tuple[int, ...]:
    """Who would have lost more than the guard allows if an exception cost them so much.

    All by turn; ``guards`` in minutes, None for a line without a guarantee.
    """
    return tuple(
        turn
        for turn, cost in cost_ms.items()
        if (guard := guards.get(turn)) is not None
        and lost_ms.get(turn, 0) + cost > guard * MINUTE_MS
    )
