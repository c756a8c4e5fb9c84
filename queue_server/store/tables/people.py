"""Who signs in, their sessions, and failed attempts."""

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

from queue_server.store.tables.base import BigId, metadata, site_column

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    site_column(),
    Column("login", String(64), nullable=False),
    Column("name", String(120), nullable=False),
    Column("roles", JSON, nullable=False),
    Column("password_hash", String(200), nullable=False),
    Column("pin_hash", String(200), nullable=False, default=""),
    Column("must_change", Boolean, nullable=False, default=False),
    Column("disabled_at", BigInteger),
    UniqueConstraint("site_id", "login"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    site_column(),
    Column("opened_by", ForeignKey("people.id"), nullable=False),  # who signed in for the shift
    Column("person_id", ForeignKey("people.id"), nullable=False),  # who works now, by PIN
    Column("room_id", ForeignKey("rooms.id")),
    Column("opened_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("idle_ms", BigInteger, nullable=False),  # left alone this long it is over
    Column("dies_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    Column("pin_tries", Integer, nullable=False, default=0),  # wrong PINs, carried along
    Index("ix_sessions_person_id", "person_id"),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", BigId, primary_key=True),
    site_column(),
    Column("account", String(64), nullable=False),  # SHA-256: it may be a mistyped password
    Column("source", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("ix_attempts_account_at", "site_id", "account", "at"),
)
