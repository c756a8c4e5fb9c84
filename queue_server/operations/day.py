"""The turn of the day: whatever is still open ends, is listed, and nothing is deleted."""

from __future__ import annotations

from datetime import date
from typing import Final

from queue_server.core.calendar import Hours, day_bounds
from queue_server.core.turn import Act, State
from queue_server.operations import calling
from queue_server.operations.context import Context
from queue_server.operations.work import Work, begin
from queue_server.store import history, prints, repeats, turns
from queue_server.store.turns import Turn

STILL_MS: Final = 4 * 3_600_000
"""A line that never closes ends a turn only after four hours without an event (decision 13)."""

ANSWERS_KEPT_MS: Final = 2 * 24 * 3_600_000
"""Nobody repeats a request older than this."""

AT_ONCE: Final = 200
"""So many a transaction: the night's first patient must not wait for yesterday's list."""


def close_day(ctx: Context) -> int:
    """End the turns of earlier service days. Answers how many; a clock calls it again while any.

    1. Open turns of days before today, each under its line's lock, at most AT_ONCE.
    2. SERVING was served: DONE, noted "ended by close".
    3. Everything else becomes CLOSED ("not served") and can be rebooked by a person.
    4. A line open around the clock keeps whom somebody dealt with in the last four hours.
    5. Slips of days gone by that never became paper lose their text: it holds a patient's link.
    """
    with ctx.db.write() as tx:
        work = begin(tx, ctx, name="close_day")
        old = turns.open_before(tx, ctx.site, day=work.hall.day)
        ending = [turn for turn in old if not _goes_on(work, turn)][:AT_ONCE]
        work.lock({turn.service_id for turn in ending})
        for turn in turns.turns_by_id(tx, [turn.id for turn in ending]).values():
            _end(work, turn)
        if ending:
            work.settle()
        repeats.forget_before(tx, ctx.site, ctx.now - ANSWERS_KEPT_MS)
        today = date.fromisoformat(work.hall.day)
        start, _ = day_bounds(today, work.hall.zone, day_start=work.hall.site.day_start)
        prints.empty_before(tx, ctx.site, start)
    return len(ending)


def resume_holds(ctx: Context) -> int:
    """Held turns whose time has come wait again. Answers how many.

    1. Due turns under their lines' locks. 2. HELD becomes WAITING, at the old place.
    """
    with ctx.db.write() as tx:
        work = begin(tx, ctx, name="resume_holds")
        due = turns.due(tx, ctx.site, "HELD", days=work.hall.days, column="due_at", by_at=ctx.now)
        work.lock({turn.service_id for turn in due})
        still = [
            turn
            for turn in turns.turns_by_id(tx, [turn.id for turn in due]).values()
            if turn.state == State.HELD
        ]
        for turn in still:
            work.step(turn, Act.RESUME, changes={"due_at": None, "held_reason": ""})
        if still:
            work.settle()
    return len(still)


def _end(work: Work, turn: Turn) -> None:
    if turn.state == State.SERVING:
        calling.finish(work, turn, note="ended by close")
    elif turn.state in (State.PLANNED, State.WAITING, State.CALLED, State.HELD, State.ABSENT):
        changes = {"ended_at": work.ctx.now, "end_note": "not served"}
        work.step(turn, Act.CLOSE, reason="close of day", changes=changes)


def _goes_on(work: Work, turn: Turn) -> bool:
    hours = work.hall.services[turn.service_id].hours
    if not _never_closes(hours):
        return False
    latest = history.last_event_at(work.tx, turn.id)
    return latest is not None and work.ctx.now - latest < STILL_MS


def _never_closes(hours: Hours) -> bool:
    """Open around the clock every day of the week."""
    return all(sum(one.closes - one.opens for one in ranges) >= 24 * 60 for ranges in hours.weekly)
