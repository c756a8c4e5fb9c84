"""Guessing passwords: the guesser gets slow, the person at the desk does not notice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from queue_server.core.refusal import Refusal
from queue_server.operations import accounts, people
from queue_server.operations.context import NOBODY
from queue_server.store.session import Database
from queue_server.store.tables import attempts
from tests.builders import Built, build_hospital
from tests.cast import PASSWORD, Cast, admin, cheap_verify, hire
from tests.harness.clock import Clock

DESK = "10.0.0.7"


@pytest.fixture
def built(database_url: str, clock: Clock) -> Iterator[Built]:
    db = Database(database_url)
    yield build_hospital(db, clock)
    db.close()


@pytest.fixture
def cast(built: Built) -> Cast:
    return hire(built)


def sign_in(built: Built, login: str = "lan", password: str = PASSWORD, source: str = DESK) -> str:
    return people.sign_in(
        built.by(NOBODY), login=login, password=password, source=source, verify=cheap_verify
    )


def test_a_guesser_slows_down_and_lan_at_her_own_desk_does_not_notice(
    built: Built, cast: Cast, clock: Clock
) -> None:
    codes = []
    for _ in range(20):
        with pytest.raises(Refusal) as refused:
            sign_in(built, "lan", "đoán mò thôi mà", source="203.0.113.9")
        codes.append(refused.value.code)
        clock.forward(seconds=0.01)

    assert codes == ["sign_in_failed"] * 5 + ["sign_in_wait"] * 15
    assert sign_in(built, "lan", source=DESK)
    with pytest.raises(Refusal, match="sign_in_wait"):
        sign_in(built, "lan", source="203.0.113.9")
    clock.forward(seconds=1)
    assert sign_in(built, "lan", source="203.0.113.9"), "never locked out for good"


def test_a_hundred_guesses_at_once_do_not_slip_past_the_count(built: Built, cast: Cast) -> None:
    """The try is counted before the hash: whoever starts inside another's hash counts too."""
    inside: list[str] = []

    def verify(stored: str, secret: str) -> bool:
        if len(inside) < 10:
            inside.append(stored)
            with pytest.raises(Refusal):
                people.sign_in(
                    built.by(NOBODY), login="lan", password="x" * 9, source=DESK, verify=verify
                )
        return False

    with pytest.raises(Refusal):
        people.sign_in(built.by(NOBODY), login="lan", password="x" * 9, source=DESK, verify=verify)

    assert len(inside) == 5, "the sixth was refused before it could hash"


def test_signing_in_forgives_the_slips_before(built: Built, cast: Cast) -> None:
    for _ in range(4):
        with pytest.raises(Refusal):
            sign_in(built, "lan", "nhầm tí thôi nhé")

    sign_in(built)

    with built.db.read() as tx:
        assert tx.execute(select(attempts)).all() == []


def test_somebody_disabled_while_their_password_is_hashed_does_not_get_in(
    built: Built, cast: Cast
) -> None:
    def verify(stored: str, secret: str) -> bool:
        accounts.disable(built.by(admin(cast)), person=cast.lan)
        return True

    with pytest.raises(Refusal, match="sign_in_failed"):
        people.sign_in(built.by(NOBODY), login="lan", password=PASSWORD, source=DESK, verify=verify)
