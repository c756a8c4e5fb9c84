"""Every number a rule can be tuned by, with its meaning for a hospital.

The defaults are the specification's; a hospital overrides them in ``config/hospital.toml`` under
``[policy]``, and per service under ``[services.<code>.policy]``. Durations carry their unit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Rule = Literal["head_start", "strict", "fifo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallingPolicy:
    """Who is next in one service: head starts, and the guard that bounds what being passed costs.

    Source: Law 15/2023/QH15 art. 3(2) gives priority "with regard to the facility"; the minutes
    come from ten simulated weekdays of a 60-room hospital (worst loss of an ordinary patient
    21 min, mean wait of the legal groups 5.7 min).
    """

    rule: Rule = "head_start"
    priority_minutes: int = 120  # head start of the legal priority groups
    appointment_minutes: int = 60  # of an appointment inside its window, counted from its slot
    return_minutes: int = 20  # of a patient back with results
    early_minutes: int = 15  # an appointment counts from slot minus this
    late_minutes: int = 30  # later than this it is a walk-in
    guard_minutes: int | None = 20  # G: most minutes that being passed may cost; None: no guarantee
    mean_service_s: int = 300  # planned mean service of the day: what one pass costs at one room


DESK_CALLING = CallingPolicy(
    appointment_minutes=15, return_minutes=0, guard_minutes=10, mean_service_s=60
)
"""Reception, cashier, pharmacy: short services, so smaller head starts and a smaller guard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPolicy:
    """How often and how soon a call may be repeated, and what follows when nobody comes."""

    recalls: int = 2  # times a call may be repeated
    recall_apart_s: int = 10  # seconds between two of them
    absent_after_s: int = 60  # the "absent" key is free this long after the call was spoken
    offered_after_calls: int = 3  # an absent patient is called again after so many calls
    back_places: int = 5  # a second absence puts the turn back this far
    misses: int = 3  # with this many the turn is a no-show
    return_minutes: int = 30  # an absent patient back within this keeps the old place
    no_show_minutes: int = 60  # absent this long: no-show by the clock
    undo_s: int = 120  # the last act may be taken back for this long
    undo_end_minutes: int = 30  # a no-show, leave or cancel may be taken back for this long
    walk_s: int = 45  # usual walk from the hall into the room, for an inferred start


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """All rules of one service."""

    calling: CallingPolicy = field(default_factory=CallingPolicy)
    call: CallPolicy = field(default_factory=CallPolicy)
    most_a_day: int | None = None  # numbers kiosks give a day; None: never refused for fullness
