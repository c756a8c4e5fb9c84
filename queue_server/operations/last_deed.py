"""The last deed of a room, while it may still be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from queue_server.operations.hall import Hall
from queue_server.store import history, turns
from queue_server.store.history import Past
from queue_server.store.hospital import Room

UNDOABLE: Final = frozenset({"next", "several", "call_this", "finish", "miss", "send_on", "leave"})
"""Deeds that may be taken back for two minutes (decision 12)."""

PASSING: Final = frozenset({"recall", "spoken"})
"""Acts that change nobody's place, so they do not stand between a deed and its undoing."""

ELSEWHERE: Final = frozenset({"come_back", "no_show", "expire_absences", "change_class"})
"""Deeds about a turn this room once had, done by others or by the clock: not this room's last."""

LOOK_BACK: Final = 60
"""So many events hold any deed whole: a call of twenty places and what followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastDeed:
    """One deed with its events, newest first."""

    name: str
    number: str
    until_at: int
    events: tuple[Past, ...]


def last_deed(hall: Hall, room: Room) -> LastDeed | None:
    """What this room did last, if that may be taken back now; None otherwise."""
    limits_s = [hall.services[one].policy.call.undo_s for one in room.services]
    limit_ms = max(limits_s, default=0) * 1000
    past = history.events_of_room(hall.tx, room.id, since_at=hall.now - limit_ms, most=LOOK_BACK)
    past = [
        one for one in past if one.act not in PASSING and one.detail.get("deed") not in ELSEWHERE
    ]
    if not past or past[0].detail.get("deed") not in UNDOABLE:
        return None
    key = past[0].detail.get("key")
    group = tuple(one for one in past if one.detail.get("key") == key)
    told = next((one for one in group if one.act == "call"), group[0])
    about = turns.turns_by_id(hall.tx, [told.turn_id or 0])
    return LastDeed(
        name=str(past[0].detail["deed"]),
        number=about[told.turn_id or 0].number,
        until_at=past[0].at + limit_ms,
        events=group,
    )
