"""Giving numbers: a press at a kiosk, a number on behalf at reception, what a kiosk may offer."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection

from queue_server import wire
from queue_server.core.access import Deed, check
from queue_server.core.refusal import Refusal
from queue_server.operations import tickets
from queue_server.operations.context import Context
from queue_server.operations.hall import Hall, hall_of
from queue_server.operations.hand_in import hand_in
from queue_server.operations.menu import menu
from queue_server.operations.presses import answered_press, keep_answer, settings_of
from queue_server.operations.tickets import Person
from queue_server.operations.views import Given, Outcome
from queue_server.operations.work import Work, again, begin, deed
from queue_server.store import turns, visits

__all__ = ["give", "hand_in", "menu", "press"]


def press(ctx: Context, *, press: wire.Press, device: str) -> wire.Issued:
    """One press at a kiosk: one number, whatever is retried.

    1. A press id seen before gets its first answer, with another content Refusal("press_reused").
    2. The line gives numbers now and is not full, the group is one people may choose.
    3. Counter, number, visit, waiting turn, link, press and event: all of them or none.
    4. The answer: the number, who would be called before it, where to wait, the guarantee.

    Raises Refusal("service_unknown"), ("service_closed"), ("service_closed_for_now"),
    ("day_full"), ("group_unknown"), ("press_reused"), ("not_allowed").
    """
    check(ctx.by.roles, Deed.PRESS)

    def script(tx: Connection) -> wire.Issued:
        work = begin(tx, ctx, name="press", key=press.press_id)
        if known := answered_press(work, press, device=device):
            return known
        service = tickets.service_of(work, press.service)
        tickets.check_open(work.hall, service)
        tickets.check_room_left(work.hall, service)
        tickets.group_of(settings_of(work), press.priority, by_staff=False)
        who = Person(lang=press.lang, group=press.priority, checked=press.checked, device=device)
        ticket = tickets.open_visit(work, service, who, joined_at=ctx.now)
        answer = keep_answer(work, press, ticket, device=device)
        work.settle()
        return answer

    return again(ctx, script)


def give(
    ctx: Context, *, key: str, service: str, group: str = "", lang: str = "vi", kind: str = ""
) -> Given:
    """A number on behalf, at reception; staff may give one outside the hours too.

    1. A key sent before gets its first answer, without the link's secret: that is told only once.
    2. Number, visit, waiting turn, link and event: all of them or none. Staff have seen the papers.
    3. The answer holds what the slip needs.

    Raises Refusal("service_unknown"), ("group_unknown"), ("kind_unknown"), ("key_reused"),
    ("not_allowed"). Six parameters, because a screen sends them one by one.
    """
    check(ctx.by.roles, Deed.GIVE_NUMBER)
    secret = ctx.new_id()

    def script(work: Work) -> Outcome:
        line = tickets.service_of(work, service)
        applied = settings_of(work)
        tickets.group_of(applied, group, by_staff=True)
        if kind and kind not in applied.kinds:
            raise Refusal("kind_unknown", kind=kind)
        who = Person(lang=lang, group=group, checked=bool(group), kind=kind)
        ticket = tickets.open_visit(work, line, who, joined_at=ctx.now)
        link_hash = hashlib.sha256(secret.encode()).hexdigest()
        tickets.open_link(work, link_hash=link_hash, visit=ticket.visit)
        return Outcome(deed="give", turns=(ticket.turn.id,), numbers=(ticket.label,))

    about = {"service": service, "group": group, "lang": lang, "kind": kind}
    outcome = deed(ctx, "give", key=key, about=about, script=script)
    with ctx.db.read() as tx:
        return _given(hall_of(tx, ctx), outcome, secret)


def _given(hall: Hall, outcome: Outcome, secret: str) -> Given:
    turn = turns.turns_by_id(hall.tx, outcome.turns)[outcome.turns[0]]
    visit = visits.visits_by_id(hall.tx, [turn.visit_id])[turn.visit_id]
    service = hall.services[turn.service_id]
    return Given(
        visit=visit.public_id,
        turn=turn.id,
        number=turn.number,
        service=service.code,
        service_vi=service.name_vi,
        service_en=service.name_en,
        lang=visit.lang,
        where=tickets.where_of(hall, service, visit.lang),
        ahead=tickets.ahead_of(hall, turn),
        guarantee_minutes=tickets.promise_of(service),
        priority=bool(visit.group_code),
        to_check=bool(visit.group_code) and not visit.group_checked,
        secret="" if outcome.repeated else secret,
        issued_at=visit.ticket_at,
        repeated=outcome.repeated,
    )
