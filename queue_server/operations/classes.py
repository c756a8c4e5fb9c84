"""What a visit counts as: its priority group, whether it is an emergency, its kind."""

from __future__ import annotations

from sqlalchemy import Connection

from queue_server.core.access import Deed, check
from queue_server.core.refusal import Refusal
from queue_server.core.turn import OPEN, Act, State, allows
from queue_server.core.visit import class_of
from queue_server.operations.cards import card_of, known_visit
from queue_server.operations.context import Context
from queue_server.operations.hall import hall_of
from queue_server.operations.presses import settings_of
from queue_server.operations.tickets import group_of
from queue_server.operations.views_desk import VisitCard
from queue_server.operations.work import Work, again, begin
from queue_server.store import turns, visits
from queue_server.store.turns import Turn
from queue_server.store.visits import Visit


def change_class(
    ctx: Context, *, visit: str, group: str, checked: bool, emergency: bool
) -> VisitCard:
    """Mark or correct a priority group, and an emergency; who is next changes at once.

    1. An emergency needs one right, the rest another; only what differs is asked for.
    2. Wait for the lines of the visit's open turns.
    3. The visit, the class of each open turn, one event each. Doing it twice changes nothing.

    Raises Refusal("group_unknown"), ("visit_unknown"), ("not_allowed").
    """

    def script(tx: Connection) -> None:
        work = begin(tx, ctx, name="change_class")
        about = known_visit(work.hall, visit)
        _may_change(work, about, group=group, checked=checked, emergency=emergency)
        if (group, checked, emergency) == (about.group_code, about.group_checked, about.emergency):
            return
        mine = turns.turns_of_visit(tx, about.id)
        work.lock({turn.service_id for turn in mine})
        visits.set_visit(tx, about.id, group_code=group, group_checked=checked, emergency=emergency)
        for turn in turns.turns_of_visit(tx, about.id):
            if turn.state in OPEN:
                returning = _is_return(turn, mine)
                new = class_of(
                    emergency=emergency, group=group, slot_at=turn.slot_at, returning=returning
                )
                _reclass(work, turn, str(new), to_check=bool(group) and not checked)
        work.settle()

    again(ctx, script)
    return _card(ctx, visit)


def set_kind(ctx: Context, *, visit: str, kind: str) -> VisitCard:
    """Note the kind of patient: insured, paying, re-examination. Changes nobody's place.

    1. The kind is one of the hospital's. 2. The visit and one event.

    Raises Refusal("kind_unknown"), ("visit_unknown"), ("not_allowed").
    """
    check(ctx.by.roles, Deed.CHANGE_CLASS)

    def script(tx: Connection) -> None:
        work = begin(tx, ctx, name="set_kind")
        about = known_visit(work.hall, visit)
        if kind and kind not in settings_of(work).kinds:
            raise Refusal("kind_unknown", kind=kind)
        visits.set_visit(tx, about.id, patient_kind=kind)
        for turn in turns.turns_of_visit(tx, about.id)[-1:]:
            work.event("kind", turn=turn, detail={"from": about.patient_kind, "to": kind})
            work.touch(turn)
        work.settle()

    again(ctx, script)
    return _card(ctx, visit)


def _may_change(work: Work, about: Visit, *, group: str, checked: bool, emergency: bool) -> None:
    roles = work.ctx.by.roles
    if emergency != about.emergency:
        check(roles, Deed.MARK_EMERGENCY)
    if (group, checked) != (about.group_code, about.group_checked):
        check(roles, Deed.CHANGE_CLASS)
        group_of(settings_of(work), group, by_staff=True)
    check(roles, Deed.SEE_QUEUE)


def _is_return(turn: Turn, mine: list[Turn]) -> bool:
    """Back at a line that has served the visit before: what a corrected class falls back to."""
    return any(
        other.id < turn.id and other.service_id == turn.service_id and other.state == State.DONE
        for other in mine
    )


def _reclass(work: Work, turn: Turn, turn_class: str, *, to_check: bool) -> None:
    """The new class of one open turn: a step where the table has one, else the column alone."""
    detail = {"from": turn.turn_class, "to": turn_class, "to_check": to_check}
    if allows(State(turn.state), Act.RECLASS):
        work.step(turn, Act.RECLASS, changes={"turn_class": turn_class}, detail=detail)
        return
    turns.set_turn(work.tx, turn.id, turn_class=turn_class)
    work.event("class", turn=turn, detail=detail)
    work.touch(turn)


def _card(ctx: Context, visit: str) -> VisitCard:
    with ctx.db.read() as tx:
        hall = hall_of(tx, ctx)
        return card_of(hall, known_visit(hall, visit))
