"""One row per change: who, where, when, from, to, why; history, outbox and audit alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from sqlalchemy import Connection

from queue_server.store.tables import events


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One change, ready to be written; ``at`` is UTC ms, ``day`` the local service day."""

    uid: str  # the call id, for calls
    site_id: int
    day: str
    at: int
    act: str
    by_kind: str
    by_id: str = ""
    turn_id: int | None = None
    visit_id: int | None = None
    service_id: int | None = None
    room_id: int | None = None
    from_state: str | None = None
    to_state: str | None = None
    reason: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)


def write_event(tx: Connection, event: Event) -> int:
    """Keep the event; the sequencer gives it its order later. The answer is its row id."""
    written = tx.execute(events.insert().values(**asdict(event)).returning(events.c.id))
    return int(written.scalar_one())
