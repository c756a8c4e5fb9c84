"""What every deed is handed: the database, the hospital, the time, who acts, and a maker of ids.

A deed is one function and one transaction. It reads no clock and draws no chance; both come in
here, so that a test can move the one and repeat the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from queue_server.core.access import Role
from queue_server.core.calendar import service_day
from queue_server.core.refusal import Refusal
from queue_server.store import hospital
from queue_server.store.events import Event, write_event
from queue_server.store.session import Database

ActorKind = Literal["staff", "kiosk", "board", "printer", "pad", "patient", "clock", "cli"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person by id, a device by id, the clock, or the command line."""

    kind: ActorKind
    id: str
    roles: frozenset[Role]


CLOCK: Final = Actor("clock", "", frozenset())
"""A job: it calls a deed when the time has come and decides nothing."""

COMMAND_LINE: Final = Actor("cli", "", frozenset({Role.ADMIN}))
"""Whoever may run commands on the server machine is its administrator."""

NOBODY: Final = Actor("patient", "", frozenset())
"""Somebody who has not signed in: a patient's phone, a sign-in form, a device before enrolment."""


@dataclass(frozen=True, slots=True)
class Context:
    """One moment of one hospital. ``now`` is UTC ms and the same for the whole deed."""

    db: Database
    site: int
    now: int
    by: Actor
    new_id: Callable[[], str]


def site_of(tx: Connection, ctx: Context) -> hospital.Site:
    """The site of this context. Raises Refusal("no_hospital") before settings were applied."""
    site = hospital.site_by_id(tx, ctx.site)
    if site is None:
        raise Refusal("no_hospital")
    return site


def day_of(site: hospital.Site, at: int) -> str:
    """The service day ``at`` belongs to, as an ISO date."""
    return service_day(at, ZoneInfo(site.zone), day_start=site.day_start).isoformat()


def record(
    tx: Connection,
    ctx: Context,
    *,
    act: str,
    reason: str = "",
    detail: Mapping[str, object] | None = None,
    **places: Any,
) -> int:
    """One event by whoever acts in ``ctx``; the answer is its row id.

    ``places`` are the other fields of `store.events.Event`: turn_id, room_id, from_state …
    """
    places.setdefault("day", day_of(site_of(tx, ctx), ctx.now))
    places.setdefault("uid", ctx.new_id())
    event = Event(
        site_id=ctx.site,
        at=ctx.now,
        act=act,
        by_kind=ctx.by.kind,
        by_id=ctx.by.id,
        reason=reason,
        detail=detail or {},
        **places,
    )
    return write_event(tx, event)
