"""The two reads behind every look of the relay, on both databases."""

from __future__ import annotations

from sqlalchemy import insert

from queue_server.store import seats, tables
from tests.at_work import at_work
from tests.harness.clock import Clock


def test_only_this_hospitals_open_secrets_are_found(database_url: str, clock: Clock) -> None:
    work = at_work(database_url, clock)
    now, site = clock(), work.built.site
    rows = {
        "open": {},
        "ended": {"ended_at": now},
        "old": {"dies_at": now},
        "alone": {"seen_at": now - 60_000},
    }
    with work.db.write() as tx:
        for name, changes in rows.items():
            said = {
                "token_hash": name, "site_id": site, "opened_by": 1, "person_id": 2,
                "opened_at": now, "seen_at": now, "idle_ms": 60_000, "dies_at": now + 1, **changes,
            }  # fmt: skip
            tx.execute(insert(tables.sessions).values(**said))
        device = tables.devices.update().values(key_hash="key")
        tx.execute(device)

    with work.db.read() as tx:
        assert seats.open_sessions(tx, site, hashes=[*rows, "none"], now=now) == {"open"}
        assert seats.open_sessions(tx, site + 1, hashes=list(rows), now=now) == set()
        assert seats.open_sessions(tx, site, hashes=[], now=now) == set()
        assert seats.living_devices(tx, site, hashes=["key", "none"]) == {"key"}
        assert seats.living_devices(tx, site, hashes=[]) == set()
    work.db.close()
