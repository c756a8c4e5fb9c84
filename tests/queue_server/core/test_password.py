"""Good passwords pass, what thieves try first does not, and guessing gets slow for the guesser."""

from __future__ import annotations

import pytest

from queue_server.core.password import (
    FREE_TRIES,
    REMEMBERED_MS,
    check_pace,
    check_password,
    check_pin,
    read_login,
)
from queue_server.core.refusal import Refusal

NOW = 1_790_000_000_000


@pytest.mark.parametrize(
    "password",
    [
        "trời mưa ở Huế",
        "Lan thích phở bò tái",
        "correct horse battery",
        "xK9#mQ2v",
        "a" * 20 + "bcdefgh" * 8,
        "mười hai con giáp 🐯",
    ],
)
def test_a_sentence_or_a_random_word_is_a_good_password(password: str) -> None:
    check_password(password, "lan.nguyen")


@pytest.mark.parametrize(
    "password",
    [
        "matkhau123",
        "Matkhau@123",
        "mậtkhẩu12",
        "P4ssw0rd2026!",
        "password",
        "12345678",
        "87654321",
        "qwertyuiop",
        "poiuytrewq",
        "aaaaaaaa1",
        "abababab",
        "benhvien2026",
        "BenhVien@1",
        "anhyeuem",
        "iloveyou1",
        "matkhaumatkhau",
        "lan.nguyen",
        "lan.nguyen2026",
        "nguyen123456",
        "11112222",
    ],
)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    with pytest.raises(Refusal, match="password_common"):
        check_password(password, "lan.nguyen")


def test_eight_letters_are_enough_seven_are_not_and_sixty_four_are_welcome() -> None:
    check_password("xK9#mQ2v")
    check_password("chín đồi cọ xanh " * 5)
    with pytest.raises(Refusal, match="password_short") as refused:
        check_password("xK9#mQ2")
    assert refused.value.facts == {"least": 8, "advised": 15}
    with pytest.raises(Refusal, match="password_long"):
        check_password("x1y2" * 65)


@pytest.mark.parametrize("pin", ["482913", "907261", "030947"])
def test_an_ordinary_pin_is_fine(pin: str) -> None:
    check_pin(pin)


@pytest.mark.parametrize(
    "pin",
    [
        "000000",
        "123456",
        "654321",
        "345678",
        "121212",
        "123123",
        "112233",
        "147258",
        "159357",
        "100000",
        "111222",
    ],
)
def test_a_pin_that_follows_the_keys_is_refused(pin: str) -> None:
    with pytest.raises(Refusal, match="pin_common"):
        check_pin(pin)


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12a456", "١٢٣٤٥٦", " 482913"])
def test_a_pin_is_six_plain_digits(pin: str) -> None:
    with pytest.raises(Refusal, match="pin_shape"):
        check_pin(pin)


def test_a_login_has_one_spelling() -> None:
    assert read_login("  Lan.Nguyen ") == "lan.nguyen"
    assert read_login("ＢＳ-12") == "bs-12", "full-width letters of an Asian keyboard"


TOO_LONG = "x" * 65


@pytest.mark.parametrize("text", ["", "a", "-lan", "nguyễn", "lan nguyen", "la\x00n", TOO_LONG])
def test_a_login_is_plain_letters_and_digits(text: str) -> None:
    with pytest.raises(Refusal, match="login_unreadable"):
        read_login(text)


# ---- the pace of guessing -----------------------------------------------------------------------


def failures(count: int, last_s_ago: float = 0) -> list[int]:
    last = NOW - int(last_s_ago * 1000)
    return [last - n * 100 for n in range(count)]


def waits_s(count: int, last_s_ago: float = 0) -> int:
    try:
        check_pace(failures(count, last_s_ago), NOW)
    except Refusal as refused:
        return int(str(refused.facts["seconds"]))
    return 0


def test_five_slips_cost_nothing_and_then_each_costs_twice_as_much_up_to_a_minute() -> None:
    assert [waits_s(n) for n in range(FREE_TRIES + 9)] == [0] * 5 + [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_the_wait_runs_out_by_itself_so_nobody_is_locked_out() -> None:
    assert waits_s(9, last_s_ago=15.5) == 1
    assert waits_s(9, last_s_ago=16) == 0
    assert waits_s(500, last_s_ago=60) == 0


def test_wrong_passwords_are_forgotten_after_a_quarter_of_an_hour() -> None:
    check_pace([NOW - REMEMBERED_MS] * 50, NOW)
