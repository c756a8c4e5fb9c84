"""Guessing is slow where it is done, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from queue_server.core.refusal import Refusal
from queue_server.operations import accounts
from queue_server.operations.context import Actor
from queue_server.operations.people import PIN_TRIES
from queue_server.store.session import Database
from tests.builders import Built, build_hospital
from tests.cast import PASSWORD, PIN, Cast, cheap_hash, cheap_verify, hire
from tests.harness.clock import Clock
from tests.signing import give_pin, session, sign_in, switch

NEW = "con mèo mà trèo cây cau"


@pytest.fixture
def built(sqlite_url: str, clock: Clock) -> Iterator[Built]:
    db = Database(sqlite_url)
    yield build_hospital(db, clock)
    db.close()


@pytest.fixture
def cast(built: Built) -> Cast:
    return hire(built)


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


def test_an_open_screen_somebody_left_does_not_let_a_child_guess_its_password(
    built: Built, cast: Cast, clock: Clock
) -> None:
    lan = Actor("staff", str(cast.lan), frozenset())

    def change(old: str) -> None:
        accounts.change_password(
            built.by(lan), token_hash="", old=old, new=NEW, verify=cheap_verify,
            hash=cheap_hash,
        )  # fmt: skip

    def set_pin(old: str) -> None:
        ctx = built.by(lan)
        accounts.set_pin(ctx, password=old, pin=PIN, verify=cheap_verify, hash=cheap_hash)

    codes = []
    for n in range(20):
        with pytest.raises(Refusal) as no:
            (change, set_pin)[n % 2](f"đoán mò {n}")
        codes.append(no.value.code)

    assert codes == ["password_wrong"] * 5 + ["sign_in_wait"] * 15
    clock.forward(seconds=2)
    change(PASSWORD)
