"""Devices with their keys, what they are to print, and who rang for help."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from queue_server.store.tables.base import metadata, site_column

devices = Table(
    "devices",
    metadata,
    Column("id", String(64), primary_key=True),
    site_column(),
    Column("kind", String(16), nullable=False),  # exactly one role each
    Column("name", String(120), nullable=False),
    Column("number", Integer),  # kiosk number of its own series
    Column("board_id", ForeignKey("boards.id")),
    Column("room_id", ForeignKey("rooms.id")),  # of a key pad
    Column("printer_id", ForeignKey("devices.id")),  # the printer of a reception kiosk or desk
    Column("code_hash", String(64), unique=True),
    Column("code_dies_at", BigInteger),
    Column("key_hash", String(64), unique=True),
    Column("created_at", BigInteger, nullable=False),
    Column("enrolled_at", BigInteger),
    Column("seen_at", BigInteger),
    Column("revoked_at", BigInteger),
    Column("model", String(200), nullable=False, default=""),
    Column("version", String(200), nullable=False, default=""),
    Column("report", JSON, nullable=False, default=dict),  # its last heartbeat
    Index(
        "uq_devices_kiosk_number",
        "site_id",
        "number",
        unique=True,
        sqlite_where=text("number IS NOT NULL AND revoked_at IS NULL"),
        postgresql_where=text("number IS NOT NULL AND revoked_at IS NULL"),
    ),
)

print_jobs = Table(
    "print_jobs",
    metadata,
    Column("slip_id", String(64), primary_key=True),
    site_column(),
    Column("device_id", ForeignKey("devices.id"), nullable=False),
    Column("visit_id", ForeignKey("visits.id")),
    Column("turn_id", ForeignKey("turns.id")),
    Column("copy", Integer, nullable=False, default=1),  # 2 and more: marked as a reprint
    Column("slip", Text, nullable=False),  # emptied once it is paper: it holds the link
    Column("state", String(12), nullable=False),
    Column("detail", String(200), nullable=False, default=""),
    Column("made_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Index("ix_print_jobs_device_state", "device_id", "state"),
    Index("ix_print_jobs_visit_id", "visit_id"),
)

help_calls = Table(
    "help_calls",
    metadata,
    Column("help_id", String(64), primary_key=True),
    site_column(),
    Column("device_id", ForeignKey("devices.id"), nullable=False),
    Column("reason", String(16), nullable=False),
    Column("called_at", BigInteger, nullable=False),
    Column("accepted_at", BigInteger),
    Column("accepted_by", ForeignKey("people.id")),
    Index("ix_help_calls_open", "site_id", "accepted_at"),
)
