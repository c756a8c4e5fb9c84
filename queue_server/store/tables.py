"""The shape of what the server remembers; constraints carry the promises, not discipline.

Times are UTC milliseconds in ``…_at`` columns; a service day is its local ISO date. Every row and
every key belongs to one site. State columns on ``turns`` are a cache of the last event, moved by
compare-and-set in the transaction that writes the event.
"""

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
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

# SQLite gives row ids only to INTEGER keys; PostgreSQL needs BIGINT for years of events.
BigId: Final = BigInteger().with_variant(Integer, "sqlite")
_ACTIVE: Final = text("state IN ('CALLED', 'SERVING')")
_WAITING: Final = text("state = 'WAITING'")


def _site() -> Column[int]:
    return Column("site_id", ForeignKey("sites.id"), nullable=False)


# ---- the hospital ------------------------------------------------------------------------------

sites = Table(
    "sites",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(32), nullable=False, unique=True),
    Column("epoch", String(32), nullable=False),  # changes on restore: boards drop what they had
    Column("hospital", JSON, nullable=False),  # the applied hospital.toml, whole
    Column("version", BigInteger, nullable=False, default=0),  # of reception's picture
    Column("event_seq", BigInteger, nullable=False, default=0),
    Column("seal_head", String(64), nullable=False, default=""),
)

services = Table(
    "services",
    metadata,
    Column("id", Integer, primary_key=True),
    _site(),
    Column("code", String(32), nullable=False),
    Column("kind", String(16), nullable=False),  # desk room test cashier pharmacy
    Column("letter", String(3), nullable=False),
    Column("priority_letter", String(3), nullable=False, default=""),
    Column("name_vi", String(200), nullable=False),
    Column("name_en", String(200), nullable=False),
    Column("at_kiosk", Boolean, nullable=False, default=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("position", Integer, nullable=False, default=0),
    Column("version", BigInteger, nullable=False, default=0),  # raised by every change of its queue
    UniqueConstraint("site_id", "code"),
)

rooms = Table(
    "rooms",
    metadata,
    Column("id", Integer, primary_key=True),
    _site(),
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
    Column("person_id", ForeignKey("people.id", use_alter=True)),  # who sits there now
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
    _site(),
    Column("code", String(32), nullable=False),
    Column("title_vi", String(200), nullable=False),
    Column("title_en", String(200), nullable=False),
    Column("inches", Integer, nullable=False, default=43),
    Column("farthest_m", Integer, nullable=False, default=6),
    Column("active", Boolean, nullable=False, default=True),
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

# ---- numbers, visits, turns --------------------------------------------------------------------

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
    _site(),
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
    _site(),
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
    _site(),
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
    _site(),
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

# ---- what happened -----------------------------------------------------------------------------

events = Table(
    "events",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("uid", String(64), nullable=False, unique=True),  # the call id, for calls
    _site(),
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
    Column("key", String(64), primary_key=True),  # made by the sender; a repeat gets the same answer
    _site(),
    Column("fingerprint", String(64), nullable=False),
    Column("answer", JSON, nullable=False),
    Column("at", BigInteger, nullable=False),
)

# ---- people and machines -----------------------------------------------------------------------

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    _site(),
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
    _site(),
    Column("opened_by", ForeignKey("people.id"), nullable=False),  # who signed in for the shift
    Column("person_id", ForeignKey("people.id"), nullable=False),  # who works now, by PIN
    Column("room_id", ForeignKey("rooms.id")),
    Column("opened_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("dies_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", BigId, primary_key=True),
    _site(),
    Column("account", String(64), nullable=False),
    Column("source", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("ix_attempts_account_at", "site_id", "account", "at"),
)

devices = Table(
    "devices",
    metadata,
    Column("id", String(64), primary_key=True),
    _site(),
    Column("kind", String(16), nullable=False),  # exactly one role each
    Column("name", String(120), nullable=False),
    Column("number", Integer),  # kiosk number of its own series
    Column("board_id", ForeignKey("boards.id")),
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
    _site(),
    Column("device_id", ForeignKey("devices.id"), nullable=False),
    Column("visit_id", ForeignKey("visits.id")),
    Column("slip", Text, nullable=False),  # emptied once it is paper: it holds the link
    Column("state", String(12), nullable=False),
    Column("detail", String(200), nullable=False, default=""),
    Column("made_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Index("ix_print_jobs_device_state", "device_id", "state"),
)

help_calls = Table(
    "help_calls",
    metadata,
    Column("help_id", String(64), primary_key=True),
    _site(),
    Column("device_id", ForeignKey("devices.id"), nullable=False),
    Column("reason", String(16), nullable=False),
    Column("called_at", BigInteger, nullable=False),
    Column("accepted_at", BigInteger),
    Column("accepted_by", ForeignKey("people.id")),
    Index("ix_help_calls_open", "site_id", "accepted_at"),
)
