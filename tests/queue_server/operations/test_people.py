"""Signing in, switching at a shared desk, signing out: nobody is told what was wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from queue_server.core.access import Role
from queue_server.core.refusal import Refusal
from queue_server.operations import accounts, people
from queue_server.operations.context import NOBODY, Actor
from queue_server.operations.hashes import NOBODYS, digest
from queue_server.operations.people import SessionLimits
from queue_server.store.session import Database
from queue_server.store.tables import attempts, events, sessions
from tests.builders import Built, build_hospital
from tests.cast import PASSWORD, PIN, Cast, admin, cheap_verify, hire
from tests.harness.clock import Clock
from tests.signing import DESK, give_pin, session, sign_in, switch


@pytest.fixture
def built(database_url: str, clock: Clock) -> Iterator[Built]:
    db = Database(database_url)
    yield build_hospital(db, clock)
    db.close()


@pytest.fixture
def cast(built: Built) -> Cast:
    return hire(built)


def acts(built: Built) -> list[tuple[str, str]]:
    with built.db.read() as tx:
        rows = tx.execute(select(events.c.act, events.c.by_id).order_by(events.c.id)).all()
    return [(row.act, row.by_id) for row in rows]


# ---- signing in ---------------------------------------------------------------------------------


def test_lan_signs_in_and_is_known_by_her_token(built: Built, cast: Cast) -> None:
    known = session(built, sign_in(built, " LAN "))

    assert known is not None
    assert (known.person, known.name) == (cast.lan, "Nguyễn Thị Lan")
    assert known.actor == Actor("staff", str(cast.lan), frozenset({Role.RECEPTION}))
    assert known.must_change, "the first password came from somebody else"
    assert ("sign_in", str(cast.lan)) in acts(built)


def test_each_sign_in_has_a_token_of_256_bits_and_the_server_keeps_only_its_hash(
    built: Built, cast: Cast
) -> None:
    first, second = sign_in(built), sign_in(built)

    with built.db.read() as tx:
        kept = set(tx.execute(select(sessions.c.token_hash)).scalars())
    assert first != second
    assert kept == {digest(first), digest(second)}
    assert session(built, first), "signing in at one desk does not end the other"


def test_a_wrong_password_an_unknown_login_and_a_disabled_account_sound_the_same(
    built: Built, cast: Cast
) -> None:
    accounts.disable(built.by(admin(cast)), person=cast.minh)
    said = []

    for login, password in (("lan", "sai rồi bạn ơi"), ("ai-do", PASSWORD), ("minh", PASSWORD)):
        with pytest.raises(Refusal) as refused:
            sign_in(built, login, password)
        said.append((refused.value.code, dict(refused.value.facts)))

    assert said == [("sign_in_failed", {})] * 3


def test_an_unknown_login_takes_a_hash_as_long_as_a_wrong_password(
    built: Built, cast: Cast
) -> None:
    hashed: list[str] = []

    def verify(stored: str, secret: str) -> bool:
        hashed.append(stored)
        return False

    for login in ("lan", "ai-do"):
        with pytest.raises(Refusal):
            people.sign_in(
                built.by(NOBODY), login=login, password="x" * 9, source=DESK, verify=verify
            )

    assert len(hashed) == 2
    assert hashed[1] == NOBODYS


def test_a_password_typed_into_the_login_field_is_kept_nowhere(built: Built, cast: Cast) -> None:
    with pytest.raises(Refusal):
        sign_in(built, "Mật khẩu bí mật của tôi", "")

    with built.db.read() as tx:
        rows = repr(tx.execute(select(attempts)).all() + tx.execute(select(events)).all())
    assert "bí mật" not in rows


# ---- how long a session lasts -------------------------------------------------------------------


def test_a_desk_left_alone_for_an_hour_signs_out_and_a_busy_one_after_the_shift(
    built: Built, cast: Cast, clock: Clock
) -> None:
    token = sign_in(built)

    clock.forward(minutes=59, seconds=59)
    assert session(built, token)
    for _ in range(12):
        clock.forward(minutes=55)
        assert session(built, token), "work keeps it open"
    clock.forward(minutes=5)

    assert session(built, token) is None, "twelve hours are over"


def test_an_hour_alone_ends_it(built: Built, cast: Cast, clock: Clock) -> None:
    token = sign_in(built)

    clock.forward(minutes=60)

    assert session(built, token) is None


def test_a_hospital_may_want_shorter_sessions(built: Built, cast: Cast, clock: Clock) -> None:
    token = people.sign_in(
        built.by(NOBODY),
        login="lan",
        password=PASSWORD,
        source=DESK,
        verify=cheap_verify,
        limits=SessionLimits(idle_minutes=5, shift_hours=1),
    )

    clock.forward(minutes=5)

    assert session(built, token) is None


def test_signing_out_ends_it_for_good_and_twice_is_no_fault(built: Built, cast: Cast) -> None:
    token = sign_in(built)

    people.sign_out(built.by(NOBODY), token_hash=digest(token))
    people.sign_out(built.by(NOBODY), token_hash=digest(token))

    assert session(built, token) is None
    assert acts(built).count(("sign_out", str(cast.lan))) == 1


@pytest.mark.parametrize("token", ["", "x", "0" * 64])
def test_a_token_nobody_was_given_opens_nothing(built: Built, cast: Cast, token: str) -> None:
    assert session(built, token) is None


def test_a_token_of_one_hospital_opens_nothing_in_another(
    built: Built, cast: Cast, clock: Clock
) -> None:
    elsewhere = Built(built.db, clock, built.hospital, built.site + 1)

    assert people.session(elsewhere.by(NOBODY), token_hash=digest(sign_in(built))) is None


# ---- a shared desk ------------------------------------------------------------------------------


def test_hoa_takes_over_the_desk_by_pin_and_acts_carry_her_name(built: Built, cast: Cast) -> None:
    give_pin(built, cast.hoa)
    token = sign_in(built)

    new = switch(built, token, "hoa")

    known = session(built, new)
    assert known is not None
    assert (known.person, known.opened_by) == (cast.hoa, cast.lan)
    assert known.opened_name == "Nguyễn Thị Lan"
    assert Role.SUPERVISOR in known.roles
    assert session(built, token) is None, "the old token ended"
    assert ("switch", str(cast.hoa)) in acts(built)


def test_six_digits_at_a_shared_desk_make_nobody_an_administrator(built: Built, cast: Cast) -> None:
    give_pin(built, cast.ha)
    by_pin = session(built, switch(built, sign_in(built), "ha"))
    by_password = session(built, sign_in(built, "ha"))
    assert by_pin
    assert by_password
    assert Role.ADMIN not in by_pin.roles
    assert Role.ADMIN in by_password.roles


def test_a_switch_does_not_prolong_the_shift(built: Built, cast: Cast, clock: Clock) -> None:
    give_pin(built, cast.hoa)
    token = sign_in(built)
    first = session(built, token)

    clock.forward(minutes=50)
    second = session(built, switch(built, token, "hoa"))

    assert first
    assert second
    assert second.dies_at == first.dies_at


@pytest.mark.parametrize("login,pin", [("hoa", "907261"), ("minh", PIN), ("ai-do", PIN)])
def test_a_wrong_pin_no_pin_and_an_unknown_name_sound_the_same(
    built: Built, cast: Cast, login: str, pin: str
) -> None:
    give_pin(built, cast.hoa)
    token = sign_in(built)

    with pytest.raises(Refusal, match="pin_wrong"):
        switch(built, token, login, pin)

    known = session(built, token)
    assert known
    assert known.person == cast.lan, "whoever worked there goes on"


def test_a_pin_opens_nothing_without_an_open_session(
    built: Built, cast: Cast, clock: Clock
) -> None:
    give_pin(built, cast.hoa)
    token = sign_in(built)
    clock.forward(hours=1)

    for one in (token, "nothing"):
        with pytest.raises(Refusal, match="signed_out"):
            switch(built, one, "hoa")


def test_disabling_whoever_opened_the_desk_ends_it_for_whoever_works_there(
    built: Built, cast: Cast
) -> None:
    give_pin(built, cast.hoa)
    token = switch(built, sign_in(built), "hoa")

    accounts.disable(built.by(admin(cast)), person=cast.lan)

    assert session(built, token) is None
