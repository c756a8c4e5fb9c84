"""Slips that reception prints: queued with the number, fetched by the agent, reported back.

A slip holds the secret of the patient's page, which is kept nowhere else; so its text is emptied
once it is paper, and a reprint gets a secret of its own. The same slip id is the same paper: a
repeated request, a fetch after a crash and a late report all change nothing twice.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import msgspec
from sqlalchemy import Connection

from queue_server import wire
from queue_server.core.access import Deed, check
from queue_server.core.refusal import Refusal
from queue_server.operations import tickets
from queue_server.operations.context import Context, record
from queue_server.operations.hashes import digest
from queue_server.operations.views import Given, Outcome
from queue_server.operations.work import Work, again, begin, deed
from queue_server.settings import Hospital
from queue_server.store import hospital, machines, prints, turns, visits
from queue_server.store.machines import Device
from queue_server.store.prints import Print
from queue_server.store.turns import Turn
from queue_server.store.visits import Visit

PAPER: Final = ("printed",)
ENDED: Final = ("printed", "failed")


def queue_slip(ctx: Context, *, given: Given, printer: str = "") -> str:
    """Put the slip of a number just given on a printer's list; the answer is the slip's id.

    A number given before whose slip was never queued gets a new secret, because the old one was
    told only once. Raises Refusal("not_allowed"), Refusal("printer_unknown") and
    Refusal("printer_choose") when several could be meant and none is named.
    """
    check(ctx.by.roles, Deed.GIVE_NUMBER)
    secret = given.secret or ctx.new_id()

    def once(tx: Connection) -> str:
        work = begin(tx, ctx, name="queue_slip")
        visit = _visit(work, given.visit)
        turn = turns.turn_row(tx, ctx.site, given.turn)
        if turn is None:
            raise Refusal("turn_unknown")
        slip_id = _slip_id(visit, turn, copy=1)
        if prints.print_by_id(tx, ctx.site, slip_id) is None:
            if not given.secret:
                tickets.open_link(work, link_hash=digest(secret), visit=visit.id)
            _queue(work, visit, turn, printer=printer, copy=1, secret=secret)
        return slip_id

    return again(ctx, once)


def reprint(ctx: Context, *, visit: str, printer: str = "", key: str) -> Outcome:
    """Another slip of a visit, marked as a copy, with a link of its own; the old link lives on.

    Raises Refusal("not_allowed"), Refusal("visit_unknown"), Refusal("nothing_to_print") when the
    visit is over, Refusal("printer_unknown") and Refusal("printer_choose").
    """
    check(ctx.by.roles, Deed.REPRINT)
    secret = ctx.new_id()

    def script(work: Work) -> Outcome:
        found = _visit(work, visit)
        turn = _turn_to_print(work, found)
        copy = max(1, prints.last_copy(work.tx, found.id)) + 1
        tickets.open_link(work, link_hash=digest(secret), visit=found.id)
        _queue(work, found, turn, printer=printer, copy=copy, secret=secret)
        detail = {"copy": copy}
        record(work.tx, ctx, act="reprint", detail=detail, visit_id=found.id, turn_id=turn.id)
        return Outcome(deed="reprint", turns=(turn.id,), numbers=(turn.number,))

    return deed(ctx, "reprint", key=key, about={"visit": visit, "printer": printer}, script=script)


def first_slip(ctx: Context, *, visit: str, printer: str = "", key: str) -> Outcome:
    """The slip of the number a patient got by being sent on: the room's, printed at the desk.

    The same turn's first slip is queued once, whatever is repeated. Raises as `reprint`.
    """
    check(ctx.by.roles, Deed.GIVE_NUMBER)
    secret = ctx.new_id()

    def script(work: Work) -> Outcome:
        found = _visit(work, visit)
        turn = _turn_to_print(work, found)
        if prints.print_by_id(work.tx, ctx.site, _slip_id(found, turn, copy=1)) is None:
            tickets.open_link(work, link_hash=digest(secret), visit=found.id)
            _queue(work, found, turn, printer=printer, copy=1, secret=secret)
        return Outcome(deed="first_slip", turns=(turn.id,), numbers=(turn.number,))

    return deed(
        ctx, "first_slip", key=key, about={"visit": visit, "printer": printer}, script=script
    )


def printers(ctx: Context) -> list[tuple[str, str]]:
    """Id and name of every printer a desk may choose. Raises Refusal("not_allowed")."""
    check(ctx.by.roles, Deed.SEE_QUEUE)
    with ctx.db.read() as tx:
        return [(one.id, one.name) for one in _able(tx, ctx)]


def fetch_jobs(ctx: Context) -> list[wire.PrintJob]:
    """What the printer in ``ctx.by`` is to print and has not yet said to be paper or failed."""
    check(ctx.by.roles, Deed.FETCH_PRINTS)
    with ctx.db.read() as tx:
        waiting = prints.to_fetch(tx, ctx.by.id)
    return [
        wire.PrintJob(job=one.slip_id, slip=msgspec.json.decode(one.slip, type=wire.Slip))
        for one in waiting
        if one.slip
    ]


def job_outcome(ctx: Context, *, job: str, outcome: wire.PrintOutcome) -> None:
    """How far a slip has come, as the agent of its printer says it.

    Paper is final: a late word about "sending" changes nothing. Raises Refusal("not_allowed") and
    Refusal("print_unknown"), also for a slip of another printer.
    """
    check(ctx.by.roles, Deed.FETCH_PRINTS)
    with ctx.db.write() as tx:
        known = prints.print_by_id(tx, ctx.site, job)
        if known is None or known.device_id != ctx.by.id:
            raise Refusal("print_unknown")
        said = (outcome.state, outcome.detail)
        if known.state in PAPER or said == (known.state, known.detail):
            return
        changes = {"slip": ""} if outcome.state in PAPER else {}
        prints.set_print(
            tx, job, state=outcome.state, detail=outcome.detail, changed_at=ctx.now, **changes
        )
        detail = {"slip": job, "state": outcome.state, "why": outcome.detail, "copy": known.copy}
        record(tx, ctx, act="print", detail=detail, visit_id=known.visit_id)


# ---- a visit as a slip -------------------------------------------------------------------------


def _queue(work: Work, visit: Visit, turn: Turn, *, printer: str, copy: int, secret: str) -> None:
    slip = _slip(work, visit, turn, copy=copy, secret=secret)
    prints.insert_print(
        work.tx,
        work.ctx.site,
        Print(
            slip_id=slip.slip_id,
            device_id=printer_of(work.tx, work.ctx, printer),
            visit_id=visit.id,
            turn_id=turn.id,
            copy=copy,
            slip=wire.encode(slip).decode(),
            state="queued",
            detail="",
            made_at=work.ctx.now,
            changed_at=work.ctx.now,
        ),
    )


def _slip(work: Work, visit: Visit, turn: Turn, *, copy: int, secret: str) -> wire.Slip:
    applied, service = _settings(work), work.hall.services[turn.service_id]
    english = visit.lang == "en"
    address = applied.site.public_url.rstrip("/")
    local = datetime.fromtimestamp(visit.ticket_at / 1000, UTC).astimezone(work.hall.zone)
    return wire.Slip(
        slip_id=_slip_id(visit, turn, copy=copy),
        kind="ticket" if service.kind == "desk" else "test" if service.kind == "test" else "room",
        lang="en" if english else "vi",
        hospital=applied.site.name_en if english else applied.site.name_vi,
        service=service.name_en if english else service.name_vi,
        number=turn.number,
        priority=turn.turn_class == "priority",
        to_check=bool(visit.group_code) and not visit.group_checked,
        where=tickets.where_of(work.hall, service, visit.lang),
        ahead=tickets.ahead_of(work.hall, turn) if turn.state == "WAITING" else None,
        guarantee_minutes=tickets.promise_of(service),
        issued=f"{local:%H:%M} ngày {local:%d/%m/%Y}"
        if not english
        else f"{local:%H:%M, %d/%m/%Y}",
        hotline=applied.site.hotline,
        link=f"{address}/t/{secret}" if address else "",
        copy=copy,
    )


def printer_of(tx: Connection, ctx: Context, name: str) -> str:
    """The printer meant: by id or name, or the only one there is.

    Raises Refusal("printer_unknown") and Refusal("printer_choose").
    """
    meant = [one for one in _able(tx, ctx) if not name or name in (one.id, one.name)]
    if not meant:
        raise Refusal("printer_unknown")
    if len(meant) > 1:
        raise Refusal("printer_choose")
    return meant[0].id


def _able(tx: Connection, ctx: Context) -> list[Device]:
    return [
        one
        for one in machines.all_devices(tx, ctx.site)
        if one.kind == "printer" and one.enrolled_at and not one.revoked_at
    ]


def _visit(work: Work, public_id: str) -> Visit:
    found = visits.visit_by_public_id(work.tx, work.ctx.site, public_id)
    if found is None:
        raise Refusal("visit_unknown")
    return found


def _turn_to_print(work: Work, visit: Visit) -> Turn:
    """The number the patient needs now: the latest turn that is not over."""
    still = [one for one in turns.turns_of_visit(work.tx, visit.id) if one.ended_at is None]
    if not still:
        raise Refusal("nothing_to_print")
    return max(still, key=lambda one: one.id)


def _settings(work: Work) -> Hospital:
    applied = hospital.applied(work.tx, work.ctx.site)
    if applied is None:
        raise Refusal("no_hospital")
    return applied


def _slip_id(visit: Visit, turn: Turn, *, copy: int) -> str:
    return f"{visit.public_id[:40]}-{turn.id}-{copy}"
