"""The hospital as applied: sites, services, rooms, boards; upserted by code, never deleted."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from queue_server.store.tables.base import metadata, site_column

sites = Table(
    "sites",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(32), nullable=False, unique=True),
    Column("epoch", String(32), nullable=False),  # changes on restore: boards drop what they had
    Column("hospital", JSON, nullable=False),  # the applied hospital.toml, whole
    Column("zone", String(64), nullable=False),
    Column("day_start", String(5), nullable=False, default="03:00"),
    Column("version", BigInteger, nullable=False, default=0),  # of reception's picture
    Column("event_seq", BigInteger, nullable=False, default=0),
    Column("seal_head", String(64), nullable=False, default=""),
)

services = Table(
    "services",
    metadata,
    Column("id", Integer, primary_key=True),
    site_column(),
    Column("code", String(32), nullable=False),
    Column("kind", String(16), nullable=False),  # desk room test cashier pharmacy
    Column("letter", String(3), nullable=False),
    Column("priority_letter", String(3), nullable=False, default=""),
    Column("name_vi", String(200), nullable=False),
    Column("name_en", String(200), nullable=False),
    Column("where_vi", String(200), nullable=False, default=""),
    Column("where_en", String(200), nullable=False, default=""),
    Column("at_kiosk", Boolean, nullable=False, default=False),
    Column("policy", JSON, nullable=False, default=dict),  # every number, defaults filled in
    Column("hours", JSON, nullable=False, default=dict),
    Column("active", Boolean, nullable=False, default=True),
    Column("position", Integer, nullable=False, default=0),
    Column("version", BigInteger, nullable=False, default=0),  # raised by every change of its queue
    UniqueConstraint("site_id", "code"),
)

rooms = Table(
    "rooms",
    metadata,
    Column("id", Integer, primary_key=True),
    site_column(),
    Column("code", String(32), nullable=False),
    Column("name_vi", String(200), nullable=False),  # neutral where the name reveals an illness
    Column("name_en", String(200), nullable=False),
    Column("kind", String(16), nullable=False),  # room or desk: "phòng khám số ba", "quầy số hai"
    Column("number", String(16), nullable=False, default=""),
    Column("floor", String(32), nullable=False, default=""),
    Column("places", Integer, nullable=False, default=1),
    Column("priority_window", Boolean, nullable=False, default=False),
    Column("records_start", Boolean, nullable=False, default=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("position", Integer, nullable=False, default=0),
    Column("state", String(16), nullable=False, default="closed"),  # open paused closed
    Column("resumes_at", BigInteger),
    Column("pause_reason", String(200), nullable=False, default=""),
    Column("person_id", ForeignKey("people.id")),  # who sits there now
    Column("version", BigInteger, nullable=False, default=0),
    UniqueConstraint("site_id", "code"),
)

room_services = Table(
    "room_services",
    metadata,
    Column("room_id", ForeignKey("rooms.id"), primary_key=True),
    Column("service_id", ForeignKey("services.id"), primary_key=True),
    Column("position", Integer, nullable=False, default=0),
)

boards = Table(
    "boards",
    metadata,
    Column("id", Integer, primary_key=True),
    site_column(),
    Column("code", String(32), nullable=False),
    Column("title_vi", String(200), nullable=False),
    Column("title_en", String(200), nullable=False),
    Column("inches", Integer, nullable=False, default=43),
    Column("farthest_m", Integer, nullable=False, default=6),
    Column("active", Boolean, nullable=False, default=True),
    Column("position", Integer, nullable=False, default=0),
    Column("version", BigInteger, nullable=False, default=0),  # raised in the deed's transaction
    UniqueConstraint("site_id", "code"),
)

board_rooms = Table(
    "board_rooms",
    metadata,
    Column("board_id", ForeignKey("boards.id"), primary_key=True),
    Column("room_id", ForeignKey("rooms.id"), primary_key=True),
    Column("position", Integer, nullable=False, default=0),
    Index("ix_board_rooms_room_id", "room_id"),
)
