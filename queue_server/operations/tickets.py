"""The parts of a number: whether the line gives any now, its row, its visit, its first turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from queue_server.core import numbering
from queue_server.core.calendar import day_bounds
from queue_server.core.discipline import calling_order, guarantee_minutes
from queue_server.core.refusal import Refusal
from queue_server.core.visit import class_of
from queue_server.operations.hall import Hall
from queue_server.operations.work import Work
from queue_server.settings import Hospital
from queue_server.store import hospital, numbers, turns, visits
from queue_server.store.hospital import Service
from queue_server.store.turns import Turn

WHERE_MOST: Final = 200  # as a slip carries it


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What is known of whoever takes a number: no name, no card."""

    lang: str
    group: str = ""  # code of the legal priority group
    checked: bool = False
    kind: str = ""
    device: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A number just given: its visit, its turn, who stands before it."""

    visit: int
    public_id: str
    turn: Turn
    label: str


def service_of(work: Work, code: str) -> Service:
    """The line ``code``, locked, so that numbers and calls of it take turns.

    Raises Refusal("service_unknown").
    """
    found = next((one for one in work.hall.services.values() if one.code == code), None)
    if found is None or not found.active:
        raise Refusal("service_unknown", service=code)
    work.lock([found.id])
    return found


def group_of(applied: Hospital, code: str, *, by_staff: bool) -> None:
    """Whether a priority group may be chosen. Raises Refusal("group_unknown")."""
    group = applied.groups.get(code)
    if code and (group is None or (group.staff_only and not by_staff)):
        raise Refusal("group_unknown", group=code)


def gives_numbers(hall: Hall, service: Service, at: int) -> bool:
    """Whether a kiosk gives this line's numbers now: from the morning until the last closing.

    People come long before the doors open, and who comes at noon is for the afternoon.
    """
    if service.hours.is_open(at, hall.zone):
        return True
    closing = service.hours.closing_of(date.fromisoformat(hall.day), hall.zone)
    return closing is not None and at < closing


def check_open(hall: Hall, service: Service) -> None:
    """Raises Refusal("service_closed") and, with no opening known, ("service_closed_for_now")."""
    if gives_numbers(hall, service, hall.now):
        return
    opens_at = service.hours.next_opening(hall.now, hall.zone)
    if opens_at is None:
        raise Refusal("service_closed_for_now", service=service.code)
    raise Refusal(
        "service_closed", service=service.code, opens=when(hall, opens_at), opens_at=opens_at
    )


def check_room_left(hall: Hall, service: Service) -> None:
    """Raises Refusal("day_full") once the day's numbers of the line are given; staff may go on."""
    most = service.policy.most_a_day
    series = {service.letter, service.priority_letter} - {""}
    if most is not None and (
        numbers.counted(hall.tx, hall.site.id, series=series, day=hall.day) >= most
    ):
        raise Refusal("day_full", most=most)


def when(hall: Hall, at: int) -> str:
    """An instant for people: ``13:30`` today, ``07:00 24/11`` on another day."""
    local = datetime.fromtimestamp(at / 1000, UTC).astimezone(hall.zone)
    same = local.date().isoformat() == hall.day
    return local.strftime("%H:%M" if same else "%H:%M %d/%m")


def next_label(work: Work, service: Service, *, priority: bool, visit: int) -> str:
    """The next number of the line, as a row of its visit; priority has its own series if wished."""
    series = (service.priority_letter if priority else "") or service.letter
    day = work.hall.day
    n = numbers.count_on(work.tx, work.ctx.site, series=series, day=day)
    label = numbering.label(series, n)
    keep_number(work, numbering.parse(label), day=day, visit=visit)
    return label


def keep_number(
    work: Work, number: numbering.Label, *, day: str, visit: int | None, void: str | None = None
) -> None:
    """One row for a number that exists, with its visit or void with a reason."""
    numbers.insert_number(
        work.tx,
        site_id=work.ctx.site,
        series=number.series,
        day=day,
        n=number.n,
        label=str(number),
        visit_id=visit,
        void_reason=void,
        issued_at=work.ctx.now,
    )


def open_visit(
    work: Work, service: Service, who: Person, *, joined_at: int, printed: str = ""
) -> Ticket:
    """A number, a visit and its first turn; ``printed`` is a number that is on paper already."""
    day = work.hall.site_day(joined_at)
    public_id = work.ctx.new_id()
    visit = visits.insert_visit(
        work.tx,
        public_id=public_id,
        site_id=work.ctx.site,
        day=day,
        lang=who.lang,
        number=printed,
        group_code=who.group,
        group_checked=who.checked,
        emergency=False,
        patient_kind=who.kind,
        ticket_at=joined_at,
        device_id=who.device,
    )
    if printed:
        label = printed
        keep_number(work, numbering.parse(printed), day=day, visit=visit)
    else:
        label = next_label(work, service, priority=bool(who.group), visit=visit)
        visits.set_visit(work.tx, visit, number=label)
    turn = open_turn(
        work,
        act="issue",
        visit_id=visit,
        service_id=service.id,
        day=day,
        number=label,
        turn_class=str(class_of(emergency=False, group=who.group)),
        joined_at=joined_at,
        ready_at=joined_at,
    )
    return Ticket(visit=visit, public_id=public_id, turn=turn, label=label)


def open_turn(work: Work, *, act: str, **values: object) -> Turn:
    """A new turn, waiting, with its event."""
    made = turns.insert_turn(work.tx, site_id=work.ctx.site, state="WAITING", **values)
    turn = turns.turns_by_id(work.tx, [made])[made]
    work.event(act, turn=turn)
    work.touch(turn)
    return turn


def open_link(work: Work, *, link_hash: str, visit: int) -> None:
    """The patient's page, until the service day ends. Raises Refusal("press_reused")."""
    if visits.link_row(work.tx, link_hash) is not None:
        raise Refusal("press_reused")
    day = date.fromisoformat(work.hall.day)
    dies_at = day_bounds(day, work.hall.zone, day_start=work.hall.site.day_start)[1]
    visits.insert_link(work.tx, link_hash=link_hash, visit=visit, dies_at=dies_at)


def ahead_of(hall: Hall, turn: Turn) -> int:
    """How many of this line would be called before ``turn`` if nobody else came."""
    waiters = turns.waiting_in(hall.tx, [turn.service_id])
    order = calling_order(hall.waiting(waiters), hall.policies, openings=hall.openings)
    return next((n for n, (one, _) in enumerate(order) if one.turn == turn.id), len(order))


def promise_of(service: Service) -> int | None:
    """P of the guarantee's sentence for this line; only the head start's order carries it."""
    calling = service.policy.calling
    return guarantee_minutes(calling) if calling.rule != "fifo" else None


def where_of(hall: Hall, service: Service, lang: str) -> str:
    """Where to wait, as the hospital says it; else the names of the rooms that call."""
    said = service.where_en if lang == "en" else service.where_vi
    if said:
        return said
    rooms = [
        one
        for one in hospital.all_rooms(hall.tx, hall.site.id).values()
        if one.active and service.id in one.services
    ]
    names = [one.name_en if lang == "en" else one.name_vi for one in rooms]
    return ", ".join(names)[:WHERE_MOST]
