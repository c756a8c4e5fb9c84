"""What happened, one row per change, and the answers that a repeated request gets again."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, String, Table, UniqueConstraint

from queue_server.store.tables.base import BigId, metadata, site_column

events = Table(
    "events",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("uid", String(64), nullable=False, unique=True),  # the call id, for calls
    site_column(),
    Column("seq", BigInteger),  # the order everybody reads; given by the sequencer
    Column("seal", String(64)),
    Column("day", String(10), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("act", String(24), nullable=False),
    Column("turn_id", ForeignKey("turns.id")),
    Column("visit_id", ForeignKey("visits.id")),
    Column("service_id", ForeignKey("services.id")),
    Column("room_id", ForeignKey("rooms.id")),
    Column("from_state", String(10)),
    Column("to_state", String(10)),
    Column("by_kind", String(12), nullable=False),
    Column("by_id", String(64), nullable=False, default=""),
    Column("reason", String(200), nullable=False, default=""),
    Column("detail", JSON, nullable=False, default=dict),
    UniqueConstraint("site_id", "seq"),
    Index("ix_events_turn_id", "turn_id"),
    Index("ix_events_room_at", "room_id", "at"),
    Index("ix_events_site_day", "site_id", "day"),
)

repeats = Table(
    "repeats",
    metadata,
    Column("key", String(64), primary_key=True),  # made by the sender: same key, same answer
    site_column(),
    Column("fingerprint", String(64), nullable=False),
    Column("answer", JSON, nullable=False),
    Column("at", BigInteger, nullable=False),
)
