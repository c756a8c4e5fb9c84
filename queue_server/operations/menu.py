"""What a kiosk shows: the lines and their hours, the priority groups, the words of the hospital."""

from __future__ import annotations

import hashlib
from datetime import date

import msgspec

from queue_server import wire
from queue_server.core.access import Deed, check
from queue_server.core.calendar import Range, read_time
from queue_server.operations.context import Context
from queue_server.operations.hall import Hall, hall_of
from queue_server.operations.tickets import gives_numbers, promise_of, when, where_of
from queue_server.settings import Hospital
from queue_server.store import hospital, numbers
from queue_server.store.hospital import Service


def menu(ctx: Context, *, device: str) -> wire.Menu:
    """The menu of the kiosk ``device``; the same content has the same version, whenever asked.

    Raises Refusal("not_allowed") and Refusal("no_hospital").
    """
    check(ctx.by.roles, Deed.PRESS)
    with ctx.db.read() as tx:
        hall = hall_of(tx, ctx)
        applied = hospital.applied(tx, ctx.site)
        if applied is None:  # hall_of has refused already
            raise AssertionError("a site without settings")
        made = _menu(hall, applied, numbers.kiosk_of(tx, ctx.site, device))
    return msgspec.structs.replace(made, version=_version(made))


def _menu(hall: Hall, applied: Hospital, kiosk: tuple[int, str]) -> wire.Menu:
    by_code = {one.code: one for one in hall.services.values() if one.active}
    offered = [by_code[code] for code in applied.kiosk_services() if code in by_code]
    site = applied.site
    return wire.Menu(
        version=0,
        server_at=hall.now,
        hospital_vi=site.name_vi,
        hospital_en=site.name_en,
        hotline=site.hotline,
        zone=site.zone,
        day_start=site.day_start,
        public_url=site.public_url,
        kiosk_number=kiosk[0],
        kiosk_name=kiosk[1],
        services=[_button(hall, one) for one in offered],
        groups=[
            wire.MenuGroup(code=code, name_vi=one.name_vi, name_en=one.name_en, by_card=one.by_card)
            for code, one in applied.groups.items()
            if not one.staff_only
        ],
        emergency_vi=site.emergency_vi,
        emergency_en=site.emergency_en,
    )


def _button(hall: Hall, service: Service) -> wire.MenuService:
    gives = gives_numbers(hall, service, hall.now)
    opens_at = None if gives else service.hours.next_opening(hall.now, hall.zone)
    return wire.MenuService(
        code=service.code,
        letter=service.letter,
        name_vi=service.name_vi,
        name_en=service.name_en,
        open=gives,
        opens="" if opens_at is None else when(hall, opens_at),
        hours=[_given_in(hall, ranges) for ranges in service.hours.weekly],
        dated=_dated(hall, service),
        where_vi=where_of(hall, service, "vi"),
        where_en=where_of(hall, service, "en"),
        priority_letter=service.priority_letter,
        guarantee_minutes=promise_of(service),
    )


def _given_in(hall: Hall, ranges: tuple[Range, ...]) -> str:
    """When numbers are given on a day with these hours, as `gives_numbers` has it: to the last
    closing, from the turn of the service day. As settings write it; core.calendar reads it.
    """
    if not ranges:
        return ""
    first = min(read_time(hall.site.day_start), ranges[0].opens)
    return str(Range(first, ranges[-1].closes))


def _dated(hall: Hall, service: Service) -> dict[str, str]:
    """Dates that differ, from today on: the past concerns no kiosk."""
    today = date.fromisoformat(hall.day)
    return {
        day.isoformat(): _given_in(hall, ranges)
        for day, ranges in sorted(service.hours.dated.items())
        if day >= today
    }


def _version(made: wire.Menu) -> int:
    """A number for the content, the server's time left out: it would change at every question."""
    said = wire.encode(msgspec.structs.replace(made, server_at=0, version=0))
    return int(hashlib.sha256(said).hexdigest()[:12], 16)
