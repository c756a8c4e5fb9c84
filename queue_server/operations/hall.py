"""The hospital at one moment, as the rules need it: its day, its lines, who waits in them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from queue_server.core.discipline import TurnClass, Waiting
from queue_server.core.policy import CallingPolicy, CallPolicy
from queue_server.operations.context import Context, day_of, site_of
from queue_server.store import hospital
from queue_server.store.turns import Turn, Waiter


@dataclass(frozen=True)
class Hall:
    """The hospital at one moment, as the rules need it; read once a transaction."""

    tx: Connection
    site: hospital.Site
    now: int

    @cached_property
    def services(self) -> dict[int, hospital.Service]:
        """Every line by id; retired ones too, because old turns keep their rules."""
        return hospital.all_services(self.tx, self.site.id)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The hospital's own time zone."""
        return ZoneInfo(self.site.zone)

    @cached_property
    def day(self) -> str:
        """Today, as the service day's ISO date."""
        return day_of(self.site, self.now)

    @cached_property
    def days(self) -> tuple[str, str]:
        """Today and yesterday: a line that never closes has turns of both."""
        return self.day, (date.fromisoformat(self.day) - timedelta(days=1)).isoformat()

    @cached_property
    def policies(self) -> dict[str, CallingPolicy]:
        """Who is next, by code of the line."""
        return {one.code: one.policy.calling for one in self.services.values()}

    @cached_property
    def openings(self) -> dict[str, int]:
        """When each line opens today, by its code; numbers taken earlier count from then."""
        today = date.fromisoformat(self.day)
        found = (
            (one.code, one.hours.opening_of(today, self.zone)) for one in self.services.values()
        )
        return {code: at for code, at in found if at is not None}

    def site_day(self, at: int) -> str:
        """The service day of any instant."""
        return day_of(self.site, at)

    def call_policy(self, turn: Turn) -> CallPolicy:
        """How often and how soon this turn may be called, missed and taken back."""
        return self.services[turn.service_id].policy.call

    def waiting(self, waiters: Collection[Waiter]) -> list[Waiting]:
        """Rows as the rule sees them."""
        return [self.as_waiting(one.turn) for one in waiters]

    def as_waiting(self, turn: Turn) -> Waiting:
        """One turn as the rule sees it."""
        return Waiting(
            turn=turn.id,
            service=self.services[turn.service_id].code,
            joined_at=turn.joined_at,
            turn_class=TurnClass(turn.turn_class),
            slot_at=turn.slot_at,
            lost_ms=turn.lost_ms,
            placed_at=turn.placed_at,
            bound=turn.bound_room_id is not None or turn.bound_person_id is not None,
        )


def hall_of(tx: Connection, ctx: Context) -> Hall:
    """The hospital of this deed or question. Raises Refusal("no_hospital")."""
    return Hall(tx, site_of(tx, ctx), ctx.now)
