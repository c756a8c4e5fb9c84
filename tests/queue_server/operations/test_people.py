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
from queue_server.operations.people import PIN_TRIES, SessionInfo, SessionLimits
from queue_server.store.session import Database
from queue_server.store.tables import attempts, events, sessions
from tests.builders import Built, build_hospital
from tests.cast import PASSWORD, PIN, Cast, admin, cheap_hash, cheap_verify, hire
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


def session(built: Built, token: str) -> SessionInfo | None:
    return people.session(built.by(NOBODY), token_hash=digest(token))


def switch(built: Built, token: str, login: str, pin: str = PIN) -> str:
    return people.switch_by_pin(
        built.by(NOBODY), token_hash=digest(token), login=login, pin=pin, verify=cheap_verify
    )


def give_pin(built: Built, person: int) -> None:
    me = Actor("staff", str(person), frozenset())
    accounts.set_pin(built.by(me), password=PASSWORD, pin=PIN, verify=cheap_verify, hash=cheap_hash)


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


def test_ten_wrong_pins_lock_switching_in_this_session_even_for_the_right_one(
    built: Built, cast: Cast, clock: Clock
) -> None:
    give_pin(built, cast.hoa)
    give_pin(built, cast.lan)
    token = sign_in(built)
    for _ in range(PIN_TRIES - 1):
        with pytest.raises(Refusal, match="pin_wrong"):
            switch(built, token, "hoa", "907261")
        clock.forward(seconds=61)

    token = switch(built, token, "lan")  # knowing one's own PIN earns no more tries at another's
    with pytest.raises(Refusal, match="pin_wrong"):
        switch(built, token, "hoa", "907261")

    with pytest.raises(Refusal, match="pin_locked"):
        switch(built, token, "hoa")
    clock.forward(seconds=61)
    assert session(built, token), "work goes on; only switching is off"
    assert switch(built, sign_in(built), "hoa"), "a new sign-in begins anew"


def test_whoever_signs_in_again_and_again_gets_no_further_with_a_colleagues_pin(
    built: Built, cast: Cast, clock: Clock
) -> None:
    """A nurse with a script: ten guesses a session and a new session a second was a PIN a day."""
    give_pin(built, cast.hoa)
    guessed = []
    for second in range(60):
        token = sign_in(built)
        for digits in range(10):
            with pytest.raises(Refusal) as no:
                switch(built, token, "hoa", f"9{second:02}{digits:03}")
            guessed.append(no.value.code)
        clock.forward(seconds=1)

    assert guessed.count("pin_wrong") <= 12, "of six hundred"
    clock.forward(seconds=61)
    assert switch(built, sign_in(built), "hoa"), "whoever knows it gets in"


def test_one_desks_guesses_do_not_slow_down_another_desk(built: Built, cast: Cast) -> None:
    give_pin(built, cast.hoa)
    desk = sign_in(built)
    for _ in range(5):
        with pytest.raises(Refusal, match="pin_wrong"):
            switch(built, desk, "hoa", "907261")
    with pytest.raises(Refusal, match="sign_in_wait"):
        switch(built, desk, "hoa")

    assert switch(built, sign_in(built, "tuan"), "hoa")


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
