"""Taking in what a kiosk gave from its own series while the server was away: the paper wins."""

from __future__ import annotations

from datetime import date
from typing import Final

import msgspec
from sqlalchemy import Connection

from queue_server import wire
from queue_server.core import numbering
from queue_server.core.access import Deed, check
from queue_server.core.calendar import day_bounds
from queue_server.core.refusal import Refusal
from queue_server.core.turn import Act
from queue_server.operations import tickets
from queue_server.operations.context import Context
from queue_server.operations.presses import chosen, keep_answer
from queue_server.operations.tickets import Person
from queue_server.operations.work import Work, again, begin
from queue_server.store import numbers, repeats, turns, visits
from queue_server.store.hospital import Service
from queue_server.store.numbers import PressRow
from queue_server.store.turns import Turn

BACK_IN_LINE: Final[dict[str, object]] = {
    "room_id": None,
    "place": None,
    "call_id": None,
    "last_call_at": None,
    "recalls": 0,
}
"""Columns of a turn that is with nobody any more."""

WAITS_AGAIN_BY: Final[dict[str, Act]] = {
    "CALLED": Act.PUT_BACK,
    "ABSENT": Act.RETURN,
    "NO_SHOW": Act.UNDO,
}
"""What takes a turn back into its line when it was called under a number nobody held."""


def hand_in(ctx: Context, *, hand_in: wire.HandIn, device: str) -> wire.Issued:
    """A number the kiosk gave by itself, told now (decisions 14 and 15).

    1. The number is of this kiosk's own series and of the line that was pressed for.
    2. Handed in before: the same answer again.
    3. Never printed: a void row with its reason, so that the series has no gap.
    4. The server had given the press a number: the printed one replaces it, the other stays as a
       void row; a turn called meanwhile goes back to its old place, and reception is told. The
       place is that of the press, though the network may have brought it here minutes later.
    5. Else number, visit and turn, at the place of the time it was issued: never before the
       kiosk's last number from the server, never after now.

    Raises Refusal("service_unknown"), ("number_not_yours"), ("number_taken"), ("press_reused"),
    ("number_unreadable"), ("not_allowed").
    """
    check(ctx.by.roles, Deed.PRESS)
    label = numbering.parse(hand_in.number)
    press = hand_in.press

    def script(tx: Connection) -> wire.Issued:
        work = begin(tx, ctx, name="hand_in", key=press.press_id)
        repeats.stand_in_line(tx, press.press_id)
        service = tickets.service_of(work, press.service)
        _check_series(work, service, label, device=device)
        known = numbers.press_row(tx, press.press_id)
        own_visit = known.visit_id if known else 0
        issued_at = _issued_at(work, press, device=device, own_visit=own_visit)
        if known and (known.device_id, known.fingerprint) != (device, chosen(press)):
            raise Refusal("press_reused")
        if not hand_in.printed:
            answer = _void(work, hand_in, label, day=work.hall.site_day(issued_at))
        elif known is not None:
            answer = _replace(work, known, label, at=issued_at)
        else:
            answer = _take_in(work, hand_in, service, device=device, at=issued_at)
        work.settle()
        return answer

    return again(ctx, script)


def _check_series(work: Work, service: Service, label: numbering.Label, *, device: str) -> None:
    number, _ = numbers.kiosk_of(work.tx, work.ctx.site, device)
    letters = {service.letter, service.priority_letter} - {""}
    if label.kiosk is None or label.kiosk != number or label.letters not in letters:
        raise Refusal("number_not_yours", number=str(label))


def _issued_at(work: Work, press: wire.Press, *, device: str, own_visit: int) -> int:
    """The time the kiosk names, held between its last number from the server and now."""
    now = work.ctx.now
    day = date.fromisoformat(work.hall.site_day(min(press.pressed_at, now)))
    today = date.fromisoformat(work.hall.day)
    if (today - day).days > 1:  # a kiosk's clock years back would open a day long closed
        return day_bounds(today, work.hall.zone, day_start=work.hall.site.day_start)[0]
    last = numbers.last_online_at(
        work.tx, work.ctx.site, device=device, day=day.isoformat(), but=own_visit
    )
    return min(max(press.pressed_at, last), now)


def _void(work: Work, hand_in: wire.HandIn, label: numbering.Label, *, day: str) -> wire.Issued:
    """A number that never was paper: a row with its reason, and no patient."""
    row = numbers.number_row(work.tx, work.ctx.site, series=label.series, day=day, n=label.n)
    if row is None:
        void = hand_in.reason or "not printed"
        tickets.keep_number(work, label, day=day, visit=None, void=void)
    elif row.visit_id is not None:
        raise Refusal("number_taken", number=str(label))
    return wire.Issued(
        press_id=hand_in.press.press_id,
        number=str(label),
        visit=hand_in.press.press_id,  # there is none; an id is an id
        service=hand_in.press.service,
        where="",
        issued_at=min(hand_in.press.pressed_at, work.ctx.now),
        repeated=row is not None,
    )


def _take_in(
    work: Work, hand_in: wire.HandIn, service: Service, *, device: str, at: int
) -> wire.Issued:
    label = numbering.parse(hand_in.number)
    _must_be_free(work, label, day=work.hall.site_day(at))
    press = hand_in.press
    who = Person(lang=press.lang, group=press.priority, checked=press.checked, device=device)
    ticket = tickets.open_visit(work, service, who, joined_at=at, printed=str(label))
    return keep_answer(work, press, ticket, device=device)


def _replace(work: Work, known: PressRow, label: numbering.Label, *, at: int) -> wire.Issued:
    """The visit keeps its turn under the number that is on paper, at the place of its press."""
    first = msgspec.convert(known.answer, wire.Issued)
    if first.number == str(label):
        return msgspec.structs.replace(first, repeated=True)
    day = work.hall.site_day(at)
    _must_be_free(work, label, day=day)
    numbers.void_number(
        work.tx,
        work.ctx.site,
        visit=known.visit_id,
        label=first.number,
        reason=f"printed as {label}",
    )
    tickets.keep_number(work, label, day=day, visit=known.visit_id)
    joined_at = min(first.issued_at, at)
    visits.set_visit(work.tx, known.visit_id, number=str(label), ticket_at=joined_at)
    for turn in turns.turns_of_visit(work.tx, known.visit_id):
        if turn.number == first.number:
            _renumber(work, turn, str(label), joined_at=joined_at)
    answer = msgspec.structs.replace(first, number=str(label), ahead=None, issued_at=joined_at)
    numbers.answer_press(work.tx, known.press_id, msgspec.to_builtins(answer))
    return answer


def _renumber(work: Work, turn: Turn, number: str, *, joined_at: int) -> None:
    """Nobody came when the other number was called: nobody held it. Back to the old place."""
    was = turn.number
    if act := WAITS_AGAIN_BY.get(turn.state):
        turn = work.step(
            turn,
            act,
            reason=f"printed as {number}",
            changes=BACK_IN_LINE | {"called_at": None, "misses": 0, "missed_at": None},
            detail={"alert": "called_under_other_number", "number": was},
        )
    elif turn.state == "DONE" and turn.start_inferred:
        turn = _wait_again(work, turn)
    turns.set_turn(
        work.tx,
        turn.id,
        number=number,
        joined_at=min(turn.joined_at, joined_at),
        ready_at=min(turn.ready_at, joined_at),
    )
    renumbered = turns.turns_by_id(work.tx, [turn.id])[turn.id]
    work.event("renumber", turn=renumbered, detail={"from": was, "to": number})
    work.touch(renumbered)


def _wait_again(work: Work, served: Turn) -> Turn:
    """One key called the other number and, at the next press, took it for served: it was nobody."""
    kept = ("visit_id", "service_id", "day", "number", "turn_class", "joined_at", "ready_at")
    same = {name: getattr(served, name) for name in (*kept, "slot_at", "bound_room_id")}
    turn = tickets.open_turn(work, act="open", **same)
    detail = {"alert": "served_under_other_number", "instead_of": served.id}
    work.event("alert", turn=turn, detail=detail)
    return turn


def _must_be_free(work: Work, label: numbering.Label, *, day: str) -> None:
    row = numbers.number_row(work.tx, work.ctx.site, series=label.series, day=day, n=label.n)
    if row is not None:
        raise Refusal("number_taken", number=str(label))
