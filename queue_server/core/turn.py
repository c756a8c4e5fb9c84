"""The life of one turn: its states, the one table of acts, and the step that follows it.

Two rules hold here. Everything that moves a turn from one state to another stands in ``TABLE``;
an act that is not in it is refused and changes nothing. And nothing here knows the time of day:
the limits that need it (recalls, undo) take it as an argument.

The table is domain.md's, with the additions of the numbered decisions in ARCHITECTURE.md. The
picture there is printed from it by ``tools/diagram.py``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from queue_server.core.refusal import Refusal


class State(StrEnum):
    """Where a turn stands."""

    PLANNED = "PLANNED"
    WAITING = "WAITING"
    CALLED = "CALLED"
    SERVING = "SERVING"
    HELD = "HELD"
    ABSENT = "ABSENT"
    DONE = "DONE"
    MOVED = "MOVED"
    NO_SHOW = "NO_SHOW"
    LEFT = "LEFT"
    CANCELLED = "CANCELLED"
    CLOSED = "CLOSED"


class Act(StrEnum):
    """What may be done to a turn."""

    READY = "ready"
    CALL = "call"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    MISS = "miss"
    PUT_BACK = "put_back"
    RETURN = "return"
    NO_SHOW = "no_show"
    HOLD = "hold"
    RESUME = "resume"
    TRANSFER = "transfer"
    DEFER = "defer"
    RECLASS = "reclass"
    LEAVE = "leave"
    CANCEL = "cancel"
    CLOSE = "close"
    UNDO = "undo"


ACTIVE: Final = frozenset({State.CALLED, State.SERVING})
"""With a member of staff now: a visit has at most one such turn, and a place at most one."""

OPEN: Final = frozenset(
    {State.PLANNED, State.WAITING, State.CALLED, State.SERVING, State.HELD, State.ABSENT}
)
"""Not at its end: the close of day turns these into CLOSED and lists them to a person."""

FINAL: Final = frozenset(State) - OPEN

TABLE: Final[dict[State, dict[Act, State]]] = {
    State.PLANNED: {
        Act.READY: State.WAITING,
        Act.CANCEL: State.CANCELLED,
        Act.LEAVE: State.LEFT,
        Act.CLOSE: State.CLOSED,
    },
    State.WAITING: {
        Act.CALL: State.CALLED,
        Act.HOLD: State.HELD,
        Act.DEFER: State.WAITING,
        Act.RECLASS: State.WAITING,
        Act.TRANSFER: State.MOVED,
        Act.LEAVE: State.LEFT,
        Act.CANCEL: State.CANCELLED,
        Act.CLOSE: State.CLOSED,
    },
    State.CALLED: {
        Act.RECALL: State.CALLED,
        Act.START: State.SERVING,
        Act.FINISH: State.DONE,
        Act.MISS: State.ABSENT,
        Act.PUT_BACK: State.WAITING,
        Act.TRANSFER: State.MOVED,
        Act.LEAVE: State.LEFT,
        Act.CANCEL: State.CANCELLED,
        Act.CLOSE: State.CLOSED,
    },
    State.SERVING: {
        Act.FINISH: State.DONE,
        Act.HOLD: State.HELD,
        Act.TRANSFER: State.MOVED,
        Act.PUT_BACK: State.WAITING,
        Act.CLOSE: State.CLOSED,
    },
    State.HELD: {
        Act.RESUME: State.WAITING,
        Act.RECLASS: State.HELD,
        Act.TRANSFER: State.MOVED,
        Act.LEAVE: State.LEFT,
        Act.CANCEL: State.CANCELLED,
        Act.CLOSE: State.CLOSED,
    },
    State.ABSENT: {
        Act.RETURN: State.WAITING,
        Act.CALL: State.CALLED,
        Act.NO_SHOW: State.NO_SHOW,
        Act.TRANSFER: State.MOVED,
        Act.LEAVE: State.LEFT,
        Act.CANCEL: State.CANCELLED,
        Act.CLOSE: State.CLOSED,
    },
    State.NO_SHOW: {Act.UNDO: State.WAITING},
    State.DONE: {Act.UNDO: State.SERVING},
    State.LEFT: {Act.UNDO: State.WAITING},
    State.CANCELLED: {Act.UNDO: State.WAITING},
    State.MOVED: {Act.UNDO: State.SERVING},
    State.CLOSED: {},
}


def advance(state: State, act: Act) -> State:
    """The state ``act`` leads to. Raises Refusal("act_not_allowed") where there is no such step."""
    try:
        return TABLE[state][act]
    except KeyError:
        raise Refusal("act_not_allowed", state=str(state), act=str(act)) from None


def allows(state: State, act: Act) -> bool:
    """Whether ``act`` has a step from ``state``; for screens that show only keys that work."""
    return act in TABLE[state]


def check_recall(*, recalls: int, last_call_at: int, now: int, most: int, apart_s: int) -> None:
    """A call may be repeated ``most`` times, ``apart_s`` apart, or the hall hears only noise.

    Raises Refusal("recalled_enough") and Refusal("recalled_just_now").
    """
    if recalls >= most:
        raise Refusal("recalled_enough", most=most)
    if now - last_call_at < apart_s * 1000:
        raise Refusal("recalled_just_now", apart_s=apart_s)


def check_undo(state: State, *, ended_at: int, now: int, done_s: int, absent_minutes: int) -> None:
    """How long an end may be taken back: DONE and MOVED ``done_s``, else ``absent_minutes``.

    Raises Refusal("undo_too_late"), and Refusal("act_not_allowed") for a state without undo.
    """
    advance(state, Act.UNDO)
    by_staff = state in (State.DONE, State.MOVED)  # a slip of the finger, seen at once
    allowed_ms = done_s * 1000 if by_staff else absent_minutes * 60_000
    if now - ended_at > allowed_ms:
        raise Refusal("undo_too_late")
