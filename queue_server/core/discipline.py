"""Who is next: virtual time, and the guard that being passed costs nobody more than G minutes.

Everybody but emergencies is ordered by *virtual time*: the moment they joined this queue minus the
head start of their class. A *pass* is somebody with a later join time called first; it costs
the passed person the mean service divided by the open rooms. Whoever has lost G minutes this way
is next before anyone but emergencies, earliest join time first. Hence, whatever the day is like,
``lost <= G + one pass`` for every turn (proven by a property test with a control).

Nothing here reads a clock or a database: the caller hands in those who may be called by this room
now (waiting, not with anybody else, allowed here) and is told whom, by which right, past whom.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter
from typing import Final

from queue_server.core.policy import CallingPolicy

MINUTE_MS: Final = 60_000


class TurnClass(StrEnum):
    """The class that decides the head start; boards show no more than "Ưu tiên" of it."""

    EMERGENCY = "emergency"
    PRIORITY = "priority"
    APPOINTMENT = "appointment"
    RETURN = "return"
    ORDINARY = "ordinary"


class Right(StrEnum):
    """By which right a turn is called now; kept on the call's event, shown to whoever asks why."""

    EMERGENCY = "emergency"
    GUARD = "guard"
    PRIORITY = "priority"
    APPOINTMENT = "appointment"
    RETURN = "return"
    ORDER = "order"


# Looked up for every waiting turn: a member of an enum costs ten times a name of this module.
_EMERGENCY: Final = TurnClass.EMERGENCY
_PRIORITY: Final = TurnClass.PRIORITY
_APPOINTMENT: Final = TurnClass.APPOINTMENT
_RETURN: Final = TurnClass.RETURN
_BY_EMERGENCY: Final = Right.EMERGENCY
_BY_GUARD: Final = Right.GUARD
_BY_PRIORITY: Final = Right.PRIORITY
_BY_APPOINTMENT: Final = Right.APPOINTMENT
_BY_RETURN: Final = Right.RETURN
_BY_ORDER: Final = Right.ORDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One waiting turn as the rule sees it. All times are UTC milliseconds."""

    turn: int
    service: str
    joined_at: int
    turn_class: TurnClass = TurnClass.ORDINARY
    slot_at: int | None = None  # the appointment's time
    lost_ms: int = 0  # what passes have cost so far
    placed_at: int | None = None  # virtual time given by a deed (back five), not by the rule
    bound: bool = False  # to one room, so that a pass costs that room's whole service


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Whom to call, by which right, and what it costs those who are passed (turn id -> ms)."""

    turn: int
    right: Right
    passed: Mapping[int, int]


def counts_from(turn: Waiting, policy: CallingPolicy) -> int:
    """From when being passed counts: the join, for an appointment not before slot - 15 min."""
    if turn.slot_at is None or is_late(turn, policy):
        return turn.joined_at
    return max(turn.joined_at, turn.slot_at - policy.early_minutes * MINUTE_MS)


def is_late(turn: Waiting, policy: CallingPolicy) -> bool:
    """Whether an appointment came too late to keep its head start; it is a walk-in then."""
    return (
        turn.slot_at is not None and turn.joined_at > turn.slot_at + policy.late_minutes * MINUTE_MS
    )


def head_start_minutes(turn_class: TurnClass, policy: CallingPolicy) -> int:
    """Minutes that the class counts earlier than it joined."""
    if turn_class is _PRIORITY:
        return policy.priority_minutes
    if turn_class is _RETURN:
        return policy.return_minutes
    return policy.appointment_minutes if turn_class is _APPOINTMENT else 0


def virtual_time(turn: Waiting, policy: CallingPolicy, *, opening_at: int = 0) -> int:
    """Join time minus head start, in ms; who is smallest is next.

    Tickets taken before the service opens count from its opening, so that a priority patient
    present at opening is first. With an appointment besides, the smaller of the two holds.
    """
    if turn.placed_at is not None:
        return turn.placed_at
    joined = max(turn.joined_at, opening_at)
    earliest = joined
    if turn.turn_class is not _APPOINTMENT:
        earliest -= head_start_minutes(turn.turn_class, policy) * MINUTE_MS
    if turn.slot_at is not None and not is_late(turn, policy):
        start = max(joined, turn.slot_at - policy.early_minutes * MINUTE_MS)
        earliest = min(earliest, start - policy.appointment_minutes * MINUTE_MS)
    return earliest


def pass_cost_ms(policy: CallingPolicy, *, rooms_open: int, bound: bool = False) -> int:
    """What one pass costs the passed: the planned mean service over the rooms of the line."""
    return policy.mean_service_s * 1000 // (1 if bound else max(1, rooms_open))


def guarantee_minutes(policy: CallingPolicy) -> int | None:
    """P of the slip's sentence: G and one pass at a single open room, rounded up to 5 minutes."""
    if policy.guard_minutes is None:
        return None
    most_s = policy.guard_minutes * 60 + policy.mean_service_s
    return -(-most_s // 300) * 5


def calling_order(
    waiting: Iterable[Waiting],
    policies: Mapping[str, CallingPolicy],
    *,
    openings: Mapping[str, int] | None = None,
) -> list[tuple[Waiting, Right]]:
    """Everybody in the order in which they are called if nobody else comes, each with the right.

    ``policies`` and ``openings`` (UTC ms of today's opening) are by service code. With several
    services, guarded turns of all of them come first, then the earliest virtual time over all.
    """
    keyed = sorted(_keyed(waiting, policies, openings or {}), key=_BY_KEY)
    return [(turn, right) for _, turn, right in keyed]


def choose(
    waiting: Sequence[Waiting],
    policies: Mapping[str, CallingPolicy],
    *,
    rooms_open: Mapping[str, int],
    openings: Mapping[str, int] | None = None,
) -> Choice | None:
    """The next turn, or None when nobody waits. ``rooms_open`` is by service code.

    Whom an emergency passes is told like any other pass, but must not count against the guard.
    """
    first = min(_keyed(waiting, policies, openings or {}), key=_BY_KEY, default=None)
    if first is None:
        return None
    _, turn, right = first
    passed = passed_by(turn, waiting, policies, rooms_open=rooms_open)
    return Choice(turn=turn.turn, right=_shown(right, turn, passed), passed=passed)


def passed_by(
    called: Waiting,
    waiting: Iterable[Waiting],
    policies: Mapping[str, CallingPolicy],
    /,
    *,
    rooms_open: Mapping[str, int],
) -> dict[int, int]:
    """Whom calling ``called`` passes, and the ms it costs each: who joined earlier and waits."""
    mine = (counts_from(called, policies[called.service]), called.turn)
    cost_ms = {
        (code, bound): pass_cost_ms(policy, rooms_open=rooms_open.get(code, 1), bound=bound)
        for code, policy in policies.items()
        for bound in (False, True)
    }
    return {
        other.turn: cost_ms[other.service, other.bound]
        for other in waiting
        if (counts_from(other, policies[other.service]), other.turn) < mine
    }


def _right(turn: Waiting, policy: CallingPolicy) -> Right:
    if turn.turn_class is _EMERGENCY:
        return _BY_EMERGENCY
    if policy.guard_minutes is not None and turn.lost_ms >= policy.guard_minutes * MINUTE_MS:
        return _BY_GUARD
    if turn.turn_class is _APPOINTMENT and is_late(turn, policy):
        return _BY_ORDER
    if turn.turn_class is _PRIORITY:
        return _BY_PRIORITY
    if turn.turn_class is _RETURN:
        return _BY_RETURN
    return _BY_APPOINTMENT if turn.turn_class is _APPOINTMENT else _BY_ORDER


_STRICT: Final = {_BY_PRIORITY: 0, _BY_APPOINTMENT: 1}


_Key = tuple[int, int, int, int]
_BY_KEY: Final = itemgetter(0)


def _keyed(
    waiting: Iterable[Waiting],
    policies: Mapping[str, CallingPolicy],
    openings: Mapping[str, int],
    /,
) -> Iterator[tuple[_Key, Waiting, Right]]:
    for turn in waiting:
        policy = policies[turn.service]
        right = _right(turn, policy)
        opening_at = openings.get(turn.service, 0)
        yield _key(turn, right, policy, opening_at=opening_at), turn, right


def _key(turn: Waiting, right: Right, policy: CallingPolicy, /, *, opening_at: int) -> _Key:
    if right is _BY_EMERGENCY:
        return (0, turn.joined_at, turn.joined_at, turn.turn)
    joined = counts_from(turn, policy)
    if right is _BY_GUARD:
        return (1, joined, joined, turn.turn)
    if policy.rule == "strict":
        return (2 + _STRICT.get(right, 2), turn.placed_at or joined, joined, turn.turn)
    if policy.rule == "fifo":
        return (2, turn.placed_at or joined, joined, turn.turn)
    return (2, virtual_time(turn, policy, opening_at=opening_at), joined, turn.turn)


def _shown(right: Right, turn: Waiting, passed: Mapping[int, int]) -> Right:
    """A class that passed nobody was simply next; only an exception needs its reason on a board."""
    return right if passed or right is _BY_EMERGENCY else _BY_ORDER
