"""The page behind the slip's QR: one patient's own turn, and nothing about anybody else."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Final

import msgspec

from queue_server.core.refusal import Refusal
from queue_server.core.turn import OPEN, State
from queue_server.core.visit import keeps_place_until
from queue_server.operations.context import Context
from queue_server.operations.hall import Hall, hall_of
from queue_server.operations.tickets import ahead_of, promise_of, where_of
from queue_server.operations.views import PatientStep, PatientView
from queue_server.store import hospital, turns, visits
from queue_server.store.hospital import Room
from queue_server.store.turns import Turn
from queue_server.store.visits import Visit

FIRST_SHOWN: Final = (
    State.CALLED,
    State.SERVING,
    State.ABSENT,
    State.WAITING,
    State.HELD,
    State.PLANNED,
)
"""Of several open turns, the one in the first of these states is what the patient must know."""


def patient_view(ctx: Context, *, link_hash: str) -> PatientView:
    """The page of whoever holds the secret of ``link_hash`` (its SHA-256).

    Raises Refusal("link_unknown") for a link that never was and for one that has died: whoever
    tries links learns nothing from the difference.
    """
    with ctx.db.read() as tx:
        link = visits.link_row(tx, link_hash, site=ctx.site)
        if link is None or link[1] <= ctx.now:
            raise Refusal("link_unknown")
        hall = hall_of(tx, ctx)
        visit = _meant(hall, link[0])
        view = _view(hall, visit, dies_at=link[1])
    return _versioned(view)


def _meant(hall: Hall, visit: int) -> Visit:
    """The visit of the link; a merged one shows the older (decision 10)."""
    found = visits.visits_by_id(hall.tx, [visit])[visit]
    if found.merged_into is None:
        return found
    return visits.visits_by_id(hall.tx, [found.merged_into])[found.merged_into]


def _view(hall: Hall, visit: Visit, *, dies_at: int) -> PatientView:
    mine = turns.turns_of_visit(hall.tx, visit.id)
    turn = _shown(mine)
    rooms = hospital.all_rooms(hall.tx, hall.site.id)
    room = rooms.get(turn.room_id or 0) if turn.state in _WITH_ROOM else None
    service = hall.services[turn.service_id]
    waits = turn.state == State.WAITING
    applied = hospital.applied(hall.tx, hall.site.id)
    return PatientView(
        number=turn.number,
        lang=visit.lang,
        hospital=applied.site.name_vi if applied else "",
        service_vi=service.name_vi,
        service_en=service.name_en,
        where_vi=where_of(hall, service, "vi"),
        where_en=where_of(hall, service, "en"),
        state=turn.state,
        priority=turn.turn_class == "priority",
        ahead=ahead_of(hall, turn) if waits else None,
        room_vi=room.name_vi if room else "",
        room_en=room.name_en if room else "",
        floor=room.floor if room else "",
        called_at=turn.last_call_at if room else None,
        keeps_place_until=_keeps(hall, turn),
        guarantee_minutes=promise_of(service) if waits else None,
        path=tuple(_step(hall, one, rooms.get(one.room_id or 0)) for one in mine),
        issued_at=visit.ticket_at,
        dies_at=dies_at,
        version="",
    )


_WITH_ROOM: Final = (State.CALLED, State.SERVING)


def _shown(mine: list[Turn]) -> Turn:
    """The turn that matters now: an open one, the most pressing; else the last that ended."""
    waiting = [turn for turn in mine if turn.state in OPEN]
    if not waiting:
        return mine[-1]
    return min(waiting, key=lambda turn: FIRST_SHOWN.index(State(turn.state)))


def _keeps(hall: Hall, turn: Turn) -> int | None:
    if turn.state != State.ABSENT or turn.missed_at is None:
        return None
    return keeps_place_until(turn.missed_at, hall.call_policy(turn))


def _step(hall: Hall, turn: Turn, room: Room | None) -> PatientStep:
    service = hall.services[turn.service_id]
    return PatientStep(
        service_vi=service.name_vi,
        service_en=service.name_en,
        number=turn.number,
        state=turn.state,
        room_vi=room.name_vi if room else "",
        room_en=room.name_en if room else "",
    )


def _versioned(view: PatientView) -> PatientView:
    """The same content has the same version, so an unchanged page costs one short answer."""
    said = msgspec.json.encode(view)
    return replace(view, version=hashlib.sha256(said).hexdigest()[:16])
