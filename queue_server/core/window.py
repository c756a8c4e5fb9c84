"""Whom a room takes next when it is the priority window, and when it is not.

"Quầy ưu tiên": priority first, anybody when none waits. Emergencies come before them anywhere, and
so does whoever has given way long enough: the guarantee on the slip knows no window.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from queue_server.core.discipline import (
    Choice,
    Right,
    Waiting,
    calling_order,
    choose,
    passed_by,
)
from queue_server.core.policy import CallingPolicy

FIRST: Final = frozenset({Right.EMERGENCY, Right.GUARD, Right.PRIORITY})
"""By these rights a priority window takes somebody before the rest."""


def window_order(order: Sequence[tuple[Waiting, Right]]) -> list[tuple[Waiting, Right]]:
    """The calling order at a priority window: those with a right of FIRST, then everybody else."""
    return sorted(order, key=lambda entry: entry[1] not in FIRST)


def choose_at(
    waiting: Sequence[Waiting],
    policies: Mapping[str, CallingPolicy],
    *,
    rooms_open: Mapping[str, int],
    openings: Mapping[str, int],
    window: bool,
) -> Choice | None:
    """As `core.discipline.choose`; with ``window`` at a priority window. None: nobody waits."""
    order = calling_order(waiting, policies, openings=openings)
    first = [turn for turn, right in order if right in FIRST] if window else []
    choice = choose(first or waiting, policies, rooms_open=rooms_open, openings=openings)
    if choice is None or not first:
        return choice
    turn, right = next(entry for entry in order if entry[0].turn == choice.turn)
    passed = passed_by(turn, waiting, policies, rooms_open=rooms_open)
    shown = right if passed or right is Right.EMERGENCY else Right.ORDER
    return Choice(turn=turn.turn, right=shown, passed=passed)
