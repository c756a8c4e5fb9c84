"""One deed under way: its transaction, what it has touched, and the step of a turn.

Every deed that moves turns runs through `deed`: it begins again when somebody was faster, gives
a repeated key its first answer, and raises the versions of what it touched, all in one commit.
The order of locks is always: the key, lines, counters, hospital, rooms, boards.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from queue_server.core.refusal import Refusal
from queue_server.core.turn import Act, State, advance
from queue_server.operations.context import Context
from queue_server.operations.hall import Hall, hall_of
from queue_server.operations.views import Outcome
from queue_server.store import lines, repeats, turns
from queue_server.store.events import Event, write_event
from queue_server.store.turns import Turn

TRIES: Final = 5
"""So often a deed begins again when somebody was faster; more means something else is wrong."""

T = TypeVar("T")


class Raced(Exception):
    """Somebody else moved the same turn since it was read: the deed begins again."""


@dataclass(kw_only=True)
class Work:
    """A deed's hands: what it reads by, what it has touched, how it moves a turn."""

    tx: Connection
    ctx: Context
    name: str
    key: str
    hall: Hall
    touched_services: set[int] = field(default_factory=set)
    touched_rooms: set[int] = field(default_factory=set)

    def lock(self, services: Collection[int]) -> None:
        """Wait for these lines and hold them until the commit."""
        lines.lock_services(self.tx, services)

    def turn(self, turn: int) -> Turn:
        """The turn ``turn`` under its line's lock. Raises Refusal("turn_unknown")."""
        found = turns.turn_row(self.tx, self.ctx.site, turn)
        if found is None:
            raise Refusal("turn_unknown")
        lines.lock_services(self.tx, [found.service_id])
        return turns.turn_row(self.tx, self.ctx.site, turn) or found

    def step(
        self,
        turn: Turn,
        act: Act,
        *,
        reason: str = "",
        detail: Mapping[str, object] | None = None,
        changes: Mapping[str, Any] | None = None,
    ) -> Turn:
        """One step of a turn: the table's next state by compare-and-set, and its event.

        The event keeps the columns as they were, so that a deed taken back restores them exactly.
        Raises Refusal("act_not_allowed"), and Raced when somebody was faster.
        """
        after = replace(turn, **{**(changes or {}), "state": str(advance(State(turn.state), act))})
        moved = _different(turn, after)
        if not turns.move(self.tx, turn, **moved):
            raise Raced
        before = {name: getattr(turn, name) for name in moved if name != "state"}
        self.event(
            str(act),
            turn=after,
            from_state=turn.state,
            reason=reason,
            detail={"before": before, **(detail or {})},
            room=turn.room_id,
        )
        self.touch(turn, after)
        return after

    def event(
        self,
        act: str,
        *,
        turn: Turn,
        from_state: str | None = None,
        reason: str = "",
        detail: Mapping[str, object] | None = None,
        room: int | None = None,
    ) -> None:
        """One row of history about a turn; a call's row has the call's own id.

        ``room`` is where the turn was: one that goes back into the line was still sent from there.
        """
        called = turn.call_id if act in (Act.CALL, Act.RECALL) else None
        write_event(
            self.tx,
            Event(
                uid=called or self.ctx.new_id(),
                site_id=self.ctx.site,
                day=self.hall.day,
                at=self.ctx.now,
                act=act,
                by_kind=self.ctx.by.kind,
                by_id=self.ctx.by.id,
                turn_id=turn.id,
                visit_id=turn.visit_id,
                service_id=turn.service_id,
                room_id=turn.room_id or room,
                from_state=from_state,
                to_state=turn.state,
                reason=reason,
                detail={"deed": self.name, "key": self.key, **(detail or {})},
            ),
        )

    def touch(self, *seen: Turn) -> None:
        """These turns have changed: their lines, rooms and boards have a new picture."""
        for turn in seen:
            self.touched_services.add(turn.service_id)
            self.touched_rooms |= {turn.room_id} if turn.room_id is not None else set()

    def settle(self) -> None:
        """Raise the versions of everything touched; the last thing before the commit."""
        services, rooms = self.touched_services, self.touched_rooms
        lines.touch(self.tx, self.ctx.site, service_ids=services, room_ids=rooms)


def begin(tx: Connection, ctx: Context, *, name: str, key: str = "") -> Work:
    """A deed's hands at the start of its transaction."""
    return Work(tx=tx, ctx=ctx, name=name, key=key, hall=hall_of(tx, ctx))


def again(ctx: Context, script: Callable[[Connection], T]) -> T:
    """Run a deed's script in one transaction, and begin again when somebody was faster.

    Raises whatever the script raises; a constraint that still breaks after TRIES is a fault of
    the program and is passed on, Refusal("busy") when the race was never won.
    """
    for left in range(TRIES - 1, -1, -1):
        try:
            with ctx.db.write() as tx:
                return script(tx)
        except Raced:
            continue
        except IntegrityError:
            if not left:
                raise
    raise Refusal("busy")


def deed(
    ctx: Context,
    name: str,
    *,
    key: str,
    about: Mapping[str, object],
    script: Callable[[Work], Outcome],
) -> Outcome:
    """A deed with a repeat key: done once, and answered the same however often it is sent.

    1. A known key with the same content: its first answer. With another: Refusal("key_reused").
    2. The script, under the locks it takes itself.
    3. The answer is kept under the key; versions are raised; one commit.
    """
    print_ = fingerprint(name, about)

    def once(tx: Connection) -> Outcome:
        work = begin(tx, ctx, name=name, key=key)
        if known := _answered(tx, ctx, key, print_):
            return known
        outcome = script(work)
        if key:
            repeats.keep_repeat(
                tx,
                key=key,
                site_id=ctx.site,
                fingerprint=print_,
                answer=msgspec.to_builtins(outcome),
                at=ctx.now,
            )
        work.settle()
        return outcome

    return again(ctx, once)


def touched(name: str, *changed: Turn) -> Outcome:
    """The outcome of a deed about these turns."""
    return Outcome(
        deed=name,
        turns=tuple(turn.id for turn in changed),
        numbers=tuple(turn.number for turn in changed),
    )


def fingerprint(name: str, about: Mapping[str, object]) -> str:
    """What a request was about, so that its key cannot be used for something else."""
    said = msgspec.json.encode([name, sorted((one, str(value)) for one, value in about.items())])
    return hashlib.sha256(said).hexdigest()


def _answered(tx: Connection, ctx: Context, key: str, print_: str) -> Outcome | None:
    if not key:
        return None
    repeats.stand_in_line(tx, key)
    known = repeats.repeat_row(tx, ctx.site, key)
    if known is None:
        return None
    if known.fingerprint != print_:
        raise Refusal("key_reused")
    return replace(msgspec.convert(known.answer, Outcome), repeated=True)


def _different(before: Turn, after: Turn) -> dict[str, Any]:
    names = Turn.__slots__
    changed = {name for name in names if getattr(before, name) != getattr(after, name)}
    return {name: getattr(after, name) for name in changed | {"state"}}
