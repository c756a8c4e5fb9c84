"""A press and its one answer: kept with the number, given again whenever it is asked."""

from __future__ import annotations

import msgspec

from queue_server import wire
from queue_server.core.refusal import Refusal
from queue_server.operations import tickets
from queue_server.operations.hall import Hall
from queue_server.operations.tickets import Ticket
from queue_server.operations.work import Work, fingerprint
from queue_server.settings import Hospital
from queue_server.store import hospital, numbers, repeats


def answered_press(work: Work, press: wire.Press, *, device: str) -> wire.Issued | None:
    """The first answer of this press.

    Raises Refusal("press_reused") for another content and for another kiosk's press.
    """
    repeats.stand_in_line(work.tx, press.press_id)
    known = numbers.press_row(work.tx, press.press_id)
    if known is None:
        return None
    if (known.device_id, known.fingerprint) != (device, chosen(press)):
        raise Refusal("press_reused")
    return msgspec.structs.replace(msgspec.convert(known.answer, wire.Issued), repeated=True)


def keep_answer(work: Work, press: wire.Press, ticket: Ticket, *, device: str) -> wire.Issued:
    """Open the patient's page and remember the press with what it is answered."""
    tickets.open_link(work, link_hash=press.link_hash, visit=ticket.visit)
    answer = issued(work.hall, press, ticket)
    numbers.keep_press(
        work.tx,
        press_id=press.press_id,
        site_id=work.ctx.site,
        device_id=device,
        fingerprint=chosen(press),
        visit_id=ticket.visit,
        turn_id=ticket.turn.id,
        answer=msgspec.to_builtins(answer),
        at=work.ctx.now,
    )
    return answer


def issued(hall: Hall, press: wire.Press, ticket: Ticket) -> wire.Issued:
    """What the slip tells of a number just given."""
    service = hall.services[ticket.turn.service_id]
    return wire.Issued(
        press_id=press.press_id,
        number=ticket.label,
        visit=ticket.public_id,
        service=service.code,
        where=tickets.where_of(hall, service, press.lang),
        ahead=tickets.ahead_of(hall, ticket.turn),
        guarantee_minutes=tickets.promise_of(service),
        priority=bool(press.priority),
        issued_at=ticket.turn.joined_at,
    )


def chosen(press: wire.Press) -> str:
    """What the person chose, never the number: a repeat must be the same choice."""
    about = {"service": press.service, "priority": press.priority, "lang": press.lang}
    return fingerprint("press", about)


def settings_of(work: Work) -> Hospital:
    """The hospital's settings as applied. Raises Refusal("no_hospital")."""
    applied = hospital.applied(work.tx, work.ctx.site)
    if applied is None:
        raise Refusal("no_hospital")
    return applied
