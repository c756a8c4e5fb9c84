"""When a session is open, and what is forgotten after a success."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from queue_server.store import sessions
from queue_server.store.session import Database
from queue_server.store.sessions import Session
from tests.builders import Built, build_hospital
from tests.cast import hire
from tests.harness.clock import Clock

SHIFT = Session(
    token_hash="a" * 64,
    site_id=1,
    opened_by=1,
    person_id=1,
    room_id=None,
    opened_at=0,
    seen_at=0,
    idle_ms=3_600_000,
    dies_at=43_200_000,
    ended_at=None,
    pin_tries=0,
)


@pytest.fixture
def built(database_url: str, clock: Clock) -> Iterator[Built]:
    db = Database(database_url)
    made = build_hospital(db, clock)
    hire(made)
    yield made
    db.close()


@pytest.mark.parametrize(
    "session,now,is_open",
    [
        (SHIFT, 0, True),
        (SHIFT, 3_599_999, True),
        (SHIFT, 3_600_000, False),
        (replace(SHIFT, seen_at=43_000_000), 43_199_999, True),
        (replace(SHIFT, seen_at=43_000_000), 43_200_000, False),
        (replace(SHIFT, ended_at=5), 4, False),
    ],
)
def test_a_session_is_open_until_ended_left_alone_or_too_old(
    session: Session, now: int, is_open: bool
) -> None:
    assert session.is_open(now) is is_open


def test_a_session_is_read_as_written_and_at_its_own_hospital_only(built: Built) -> None:
    with built.db.write() as tx:
        sessions.insert_session(tx, SHIFT)
        assert sessions.session_by_hash(tx, 1, SHIFT.token_hash) == SHIFT
        assert sessions.session_by_hash(tx, 2, SHIFT.token_hash) is None
        sessions.set_session(tx, SHIFT.token_hash, pin_tries=3)
        assert sessions.session_by_hash(tx, 1, SHIFT.token_hash) == replace(SHIFT, pin_tries=3)


def test_ending_somebodys_sessions_ends_those_opened_and_those_worked_in(built: Built) -> None:
    desks = {"b": (2, 1), "c": (1, 2), "d": (2, 2), "e": (1, 1)}
    with built.db.write() as tx:
        for name, (opened, works) in desks.items():
            one = replace(SHIFT, token_hash=name * 64, opened_by=opened, person_id=works)
            sessions.insert_session(tx, one)

        assert sessions.end_sessions_of(tx, 2, at=9, but="c" * 64) == 2

        still = {name: sessions.session_by_hash(tx, 1, name * 64) for name in desks}
    assert {name for name, one in still.items() if one and one.ended_at is None} == {"c", "e"}


def test_a_success_forgets_its_own_tries_and_everybodys_old_ones(built: Built) -> None:
    def tries(account: str, source: str) -> list[int]:
        with built.db.read() as tx:
            return sessions.attempts_at(tx, 1, account=account, source=source, since=0)

    with built.db.write() as tx:
        for account, source, at in (("lan", "x", 900), ("lan", "y", 900), ("ha", "x", 100)):
            sessions.insert_attempt(tx, 1, account=account, source=source, at=at)
        sessions.forget_attempts(tx, 1, account="lan", source="x", before=500)

    assert (tries("lan", "x"), tries("lan", "y"), tries("ha", "x")) == ([], [900], [])
