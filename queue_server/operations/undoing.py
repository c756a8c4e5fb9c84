"""How each deed is taken back: by steps of the same table, in reverse order, exactly."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from queue_server.core.refusal import Refusal
from queue_server.core.turn import Act, State
from queue_server.operations.hand_in import BACK_IN_LINE
from queue_server.operations.last_deed import last_deed
from queue_server.operations.views import Outcome
from queue_server.operations.work import Work
from queue_server.store import lines, numbers, turns
from queue_server.store.history import Past
from queue_server.store.hospital import Room
from queue_server.store.turns import Turn


def undo_last(work: Work, room: Room) -> Outcome:
    """Take back what this room did last. Raises Refusal("nothing_to_undo") and each deed's own."""
    last = last_deed(work.hall, room)
    if last is None:
        raise Refusal("nothing_to_undo")
    _lock_all(work, last.events)
    undone = []
    for past in last.events:  # newest first
        if past.act in _HOW and past.turn_id is not None:
            turn = turns.turns_by_id(work.tx, [past.turn_id])[past.turn_id]
            whole = replace(past, detail=past.detail | {"before": _before(last.events, turn)})
            undone.append(_HOW[past.act](work, turn, whole))
    return Outcome(
        deed="undo",
        turns=tuple(turn.id for turn in undone),
        numbers=tuple(turn.number for turn in undone),
    )


def _lock_all(work: Work, events: tuple[Past, ...]) -> None:
    """Every line the deed reached, also the one a patient was sent on to."""
    reached = [int(past.detail["opened"]) for past in events if "opened" in past.detail]
    touched = [past.turn_id for past in events if past.turn_id is not None]
    found = turns.turns_by_id(work.tx, [*touched, *reached])
    lines.lock_services(work.tx, [turn.service_id for turn in found.values()])


def _undo_call(work: Work, turn: Turn, past: Past) -> Turn:
    """Back into the line, or among the absent; nobody was passed after all."""
    _still(turn, State.CALLED)
    if past.detail.get("counts"):
        cost = zip(past.detail["passed"], past.detail["cost_ms"], strict=True)
        turns.raise_lost(work.tx, {passed: -ms for passed, ms in cost})
    # Before the turn is absent again itself: its own call was never one of those it counts.
    turns.count_call(work.tx, work.ctx.site, turn.service_id, days=work.hall.days, by=-1)
    act = Act.PUT_BACK if past.from_state == State.WAITING else Act.MISS
    return work.step(turn, act, changes=past.detail["before"])


def _undo_finish(work: Work, turn: Turn, past: Past) -> Turn:
    """Being served again; turns that followed are cancelled while nobody has called them."""
    _still(turn, State.DONE)
    for follow_up in turns.opened_by(work.tx, turn.visit_id, since_at=past.at):
        if follow_up.id > turn.id:
            _cancel(work, follow_up)
    _free_for(work, turn)
    return work.step(turn, Act.UNDO, changes={"ended_at": None, "end_note": ""})


def _undo_transfer(work: Work, turn: Turn, past: Past) -> Turn:
    """Being served again; the turn it was sent on to is cancelled, its own number void."""
    if past.from_state not in turns.ACTIVE:
        raise Refusal("nothing_to_undo")
    opened = int(past.detail["opened"])
    _cancel(work, turns.turns_by_id(work.tx, [opened])[opened])
    _free_for(work, turn)
    return work.step(turn, Act.UNDO, changes={"ended_at": None, "end_note": ""})


def _undo_leave(work: Work, turn: Turn, past: Past) -> Turn:
    """Back into the line at the old place; the room calls again when it likes."""
    _still(turn, State.LEFT)
    changes = BACK_IN_LINE | {"ended_at": None, "end_note": ""}
    return work.step(turn, Act.UNDO, changes=changes)


def _undo_miss(work: Work, turn: Turn, past: Past) -> Turn:
    """Here after all: called again without a sound, with everything as before the miss."""
    if turn.state == State.NO_SHOW:
        turn = work.step(turn, Act.UNDO, changes={"ended_at": None, "end_note": ""})
    if turn.state not in (State.ABSENT, State.WAITING):
        raise Refusal("undo_follow_up", number=turn.number)
    changes = past.detail["before"] | {"call_id": work.ctx.new_id()}
    _free_for(work, turn, room=changes.get("room_id", turn.room_id), place=changes.get("place"))
    return work.step(turn, Act.CALL, changes=changes, detail={"silent": True, "right": "undo"})


_HOW: Final = {
    "call": _undo_call,
    "finish": _undo_finish,
    "transfer": _undo_transfer,
    "leave": _undo_leave,
    "miss": _undo_miss,
}


def _before(events: tuple[Past, ...], turn: Turn) -> dict[str, Any]:
    """The turn's columns before the deed: of several steps the oldest knows."""
    before: dict[str, Any] = {}
    for past in events:  # newest first, so the older overwrite
        if past.turn_id == turn.id:
            before |= past.detail.get("before", {})
    return before


def _still(turn: Turn, state: State) -> None:
    """What followed the deed must not have gone on."""
    if turn.state != state:
        raise Refusal("undo_follow_up", number=turn.number)


def _cancel(work: Work, follow_up: Turn) -> None:
    """Cancel a turn that followed, while it only waits. Raises Refusal("undo_follow_up")."""
    if follow_up.state == State.CANCELLED:
        return
    if follow_up.state not in (State.PLANNED, State.WAITING):
        raise Refusal("undo_follow_up", number=follow_up.number)
    work.step(
        follow_up,
        Act.CANCEL,
        reason="undone",
        changes={"ended_at": work.ctx.now, "end_note": "undone"},
    )
    if follow_up.number not in _other_numbers(work, follow_up):
        numbers.void_number(
            work.tx,
            work.ctx.site,
            visit=follow_up.visit_id,
            label=follow_up.number,
            reason="undone",
        )


def _other_numbers(work: Work, turn: Turn) -> set[str]:
    others = turns.turns_of_visit(work.tx, turn.visit_id)
    return {other.number for other in others if other.id != turn.id}


def _free_for(work: Work, turn: Turn, *, room: int | None = None, place: int | None = None) -> None:
    """The patient is with nobody else, and nobody else is at the place."""
    if turns.visit_is_active(work.tx, turn.visit_id):
        raise Refusal("undo_elsewhere", number=turn.number)
    at_room, at_place = room or turn.room_id, place or turn.place
    there = turns.active_in_rooms(work.tx, [at_room]) if at_room is not None else []
    if any(other.place == at_place for other in there):
        raise Refusal("undo_place_taken", number=turn.number)
