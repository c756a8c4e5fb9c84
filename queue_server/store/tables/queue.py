"""Numbers, visits and turns: what the promises of the queue are kept by."""

from __future__ import annotations

from typing import Final

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
    text,
)

from queue_server.store.tables.base import BigId, metadata, site_column

_ACTIVE: Final = text("state IN ('CALLED', 'SERVING')")
_WAITING: Final = text("state = 'WAITING'")

counters = Table(
    "counters",
    metadata,
    Column("site_id", ForeignKey("sites.id"), primary_key=True),
    Column("series", String(8), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("last", Integer, nullable=False),
)

numbers = Table(
    "numbers",
    metadata,
    Column("id", BigId, primary_key=True),
    site_column(),
    Column("series", String(8), nullable=False),  # "A"; "A2-" for kiosk 2's own
    Column("day", String(10), nullable=False),
    Column("n", Integer, nullable=False),
    Column("label", String(12), nullable=False),
    Column("visit_id", ForeignKey("visits.id")),
    Column("void_reason", String(200)),  # a void number stays a row, with its reason
    Column("issued_at", BigInteger, nullable=False),
    UniqueConstraint("site_id", "series", "day", "n"),
    Index("ix_numbers_label", "site_id", "day", "label"),
)

visits = Table(
    "visits",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("public_id", String(64), nullable=False, unique=True),
    site_column(),
    Column("day", String(10), nullable=False),
    Column("lang", String(2), nullable=False, default="vi"),
    Column("number", String(12), nullable=False),  # as printed; what people search for
    Column("group_code", String(32), nullable=False, default=""),  # the reason for priority
    Column("group_checked", Boolean, nullable=False, default=False),
    Column("emergency", Boolean, nullable=False, default=False),
    Column("patient_kind", String(16), nullable=False, default=""),
    Column("ticket_at", BigInteger, nullable=False),  # the whole-visit clock starts here
    Column("device_id", ForeignKey("devices.id")),
    Column("merged_into", ForeignKey("visits.id")),
    Index("ix_visits_day_number", "site_id", "day", "number"),
)

links = Table(
    "links",
    metadata,
    Column("hash", String(64), primary_key=True),  # SHA-256 of a secret of 128 random bits or more
    Column("visit_id", ForeignKey("visits.id"), nullable=False, index=True),
    Column("dies_at", BigInteger, nullable=False),
)

presses = Table(
    "presses",
    metadata,
    Column("press_id", String(64), primary_key=True),  # one press, one number, whatever is retried
    site_column(),
    Column("device_id", ForeignKey("devices.id")),
    Column("fingerprint", String(64), nullable=False),  # of what the person chose, never the number
    Column("visit_id", ForeignKey("visits.id"), nullable=False),
    Column("turn_id", ForeignKey("turns.id"), nullable=False),
    Column("answer", JSON, nullable=False),
    Column("at", BigInteger, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("id", BigId, primary_key=True),
    site_column(),
    Column("visit_id", ForeignKey("visits.id"), nullable=False),
    Column("service_id", ForeignKey("services.id"), nullable=False),
    Column("day", String(10), nullable=False),
    Column("number", String(12), nullable=False),  # called and shown; a room number may differ
    Column("state", String(10), nullable=False),
    Column("turn_class", String(12), nullable=False, default="ordinary"),
    Column("joined_at", BigInteger, nullable=False),
    Column("ready_at", BigInteger, nullable=False),  # true start of this wait, for the reports
    Column("slot_at", BigInteger),
    Column("placed_at", BigInteger),  # virtual time given by a deed (back five places)
    Column("lost_ms", BigInteger, nullable=False, default=0),  # what passes have cost
    Column("bound_room_id", ForeignKey("rooms.id")),  # only this room may call it
    Column("bound_person_id", ForeignKey("people.id")),
    Column("room_id", ForeignKey("rooms.id")),  # where it is called or served
    Column("place", Integer),
    Column("call_id", String(64)),  # of the latest call; spoken once per board
    Column("called_at", BigInteger),  # first call: ends the wait
    Column("last_call_at", BigInteger),
    Column("recalls", Integer, nullable=False, default=0),
    Column("misses", Integer, nullable=False, default=0),
    Column("missed_at", BigInteger),
    Column("calls_since_miss", Integer, nullable=False, default=0),
    Column("started_at", BigInteger),
    Column("start_inferred", Boolean, nullable=False, default=False),
    Column("ended_at", BigInteger),
    Column("end_note", String(200), nullable=False, default=""),
    Column("held_reason", String(200), nullable=False, default=""),
    Column("due_at", BigInteger),
    # Never in two places, and never two patients in one place: the database itself refuses.
    Index(
        "uq_turns_active_visit",
        "visit_id",
        unique=True,
        sqlite_where=_ACTIVE,
        postgresql_where=_ACTIVE,
    ),
    Index(
        "uq_turns_active_place",
        "room_id",
        "place",
        unique=True,
        sqlite_where=_ACTIVE,
        postgresql_where=_ACTIVE,
    ),
    Index(
        "ix_turns_waiting",
        "service_id",
        "joined_at",
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    ),
    Index("ix_turns_day_state", "site_id", "day", "state"),
    Index("ix_turns_visit_id", "visit_id"),
)
