"""From a hospital's words to the core's values: policies with every number, hours by the day."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, TypeVar

import msgspec
from msgspec import UNSET

from queue_server.core import calendar
from queue_server.core.policy import DESK_CALLING, CallingPolicy, CallPolicy, Policy
from queue_server.settings.hospital import (
    CallingOverride,
    CallOverride,
    Hospital,
    Hours,
    Service,
)

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DESKS: Final = ("desk", "cashier", "pharmacy")

P = TypeVar("P", CallingPolicy, CallPolicy)


def policy_of(hospital: Hospital, service: Service) -> Policy:
    """The rules of one service: shipped default, then the hospital's word, then the service's."""
    at_desk = service.kind in DESKS
    default = DESK_CALLING if at_desk else CallingPolicy()
    usual = hospital.policy.desk_calling if at_desk else hospital.policy.calling
    return Policy(
        calling=_calling(_calling(default, usual), service.policy.calling),
        call=_over(_over(CallPolicy(), hospital.policy.call), service.policy.call),
        most_a_day=service.most_a_day,
    )


def hours_of(hospital: Hospital, service: Service) -> calendar.Hours:
    """When one service is open. Raises the refusals of `core.calendar.opening_hours`."""
    usual, own = hospital.hours, service.hours
    if own is None or own.works_holidays:
        return opening_hours(own or usual)
    return opening_hours(
        msgspec.structs.replace(
            own,
            holidays=(*usual.holidays, *own.holidays),
            makeup=own.makeup or usual.makeup,
            dated=own.dated or usual.dated,
        )
    )


def opening_hours(hours: Hours) -> calendar.Hours:
    """One table of hours as the core reckons with it. Raises as `core.calendar.opening_hours`."""
    return calendar.opening_hours(
        {number: weekday_text(hours, name) for number, name in enumerate(WEEKDAYS)},
        holidays=hours.holidays,
        makeup={one.day: WEEKDAYS.index(one.like) for one in hours.makeup},
        dated={one.day: one.hours for one in hours.dated},
    )


def weekday_text(hours: Hours, name: str) -> str:
    """The hours of ``name`` as written: its own line, or the one for Monday to Friday."""
    text = getattr(hours, name)
    return hours.weekdays if text is UNSET else str(text)


def _calling(policy: CallingPolicy, override: CallingOverride) -> CallingPolicy:
    changed = _over(policy, override)
    return changed if override.guard else replace(changed, guard_minutes=None)


def _over(policy: P, override: CallingOverride | CallOverride) -> P:
    said = {
        name: value
        for name, value in msgspec.structs.asdict(override).items()
        if value is not UNSET and name != "guard"
    }
    return replace(policy, **said)
