"""Codes that are read aloud and typed, and numbers no two kiosks share in a day."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_server.core.enrolment import (
    ALPHABET,
    LENGTH,
    free_kiosk_number,
    make_code,
    read_code,
)
from queue_server.core.refusal import Refusal


def test_a_code_cannot_be_guessed_in_its_ten_minutes() -> None:
    assert LENGTH * math.log2(len(ALPHABET)) >= 40


def test_a_code_has_no_signs_that_look_alike() -> None:
    assert not set(ALPHABET) & set("ILO01")
    assert len(set(ALPHABET)) == len(ALPHABET)


@given(st.integers(2**64, 2**128))
def test_a_code_comes_in_three_groups_of_three(randomness: int) -> None:
    groups = make_code(randomness).split("-")

    assert [len(group) for group in groups] == [3, 3, 3]
    assert set("".join(groups)) <= set(ALPHABET)


def test_other_randomness_is_another_code() -> None:
    assert len({make_code(2**64 + n * 7919) for n in range(2000)}) == 2000


@given(st.integers(2**64, 2**128))
def test_a_typed_code_forgives_small_letters_spaces_and_dashes(randomness: int) -> None:
    code = make_code(randomness)

    for typed in (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} "):
        assert read_code(typed) == code


@pytest.mark.parametrize("text", ["", "---", "K7M", "chữ Việt", "K7M-2PX-9QD-AAA"])
def test_what_is_no_code_is_read_without_harm_and_matches_none(text: str) -> None:
    assert len(read_code(text).replace("-", "")) != LENGTH


def test_the_first_free_number_is_given() -> None:
    assert free_kiosk_number([]) == 1
    assert free_kiosk_number([1, 2, 4]) == 3
    assert free_kiosk_number([2, 2, 1]) == 3


def test_a_hundredth_kiosk_is_refused_because_its_series_could_not_be_printed() -> None:
    with pytest.raises(Refusal, match="kiosks_enough") as refused:
        free_kiosk_number(range(1, 100))
    assert refused.value.facts == {"most": 99}
