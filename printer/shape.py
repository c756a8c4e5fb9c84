"""The tables of the spool: one row a print, one row for what the printer last said."""

from typing import Final

SHAPE: Final = """
CREATE TABLE IF NOT EXISTS prints (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  slip_id TEXT NOT NULL,
  copy INTEGER NOT NULL CHECK (copy >= 1),
  number TEXT NOT NULL,
  slip BLOB NOT NULL,
  job TEXT UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('queued','sending','printed','unconfirmed','failed')),
  detail TEXT NOT NULL DEFAULT '',
  put_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  told INTEGER NOT NULL DEFAULT 0,
  UNIQUE (slip_id, copy)
);
CREATE INDEX IF NOT EXISTS prints_state ON prints (state, place);
CREATE TABLE IF NOT EXISTS report (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  paper TEXT NOT NULL, at INTEGER NOT NULL, detail TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS notes (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""

SELECT: Final = "SELECT place, slip, state, detail, put_at, changed_at, job FROM prints WHERE "
