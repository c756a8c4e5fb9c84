"""Numbers on paper: what they look like, and that no two people can hold the same one."""

from __future__ import annotations

from contextlib import suppress

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from queue_server.core.numbering import MOST, Label, label, own_series, parse
from queue_server.core.refusal import Refusal
from queue_server.wire import Number

LETTERS = st.text("ABCDEGHKLMNPQRSTUVXYĐ", min_size=1, max_size=3)
COUNTS = st.integers(1, MOST)


@pytest.mark.parametrize(
    "series, n, printed",
    [
        ("A", 1, "A001"),
        ("A", 12, "A012"),
        ("A", 999, "A999"),
        ("A", 1000, "A1000"),
        ("K", 12, "K012"),
        ("Đ", 3, "Đ003"),
        ("A2", 7, "A2-007"),
        ("A12", 1000, "A12-1000"),
    ],
)
def test_a_number_has_three_digits_until_a_thousand_people_came(
    series: str, n: int, printed: str
) -> None:
    assert label(series, n) == printed


def test_a_kiosk_without_server_counts_in_its_own_series() -> None:
    series = own_series("A", 2)

    assert series == "A2"
    assert label(series, 7) == "A2-007"
    assert parse("A2-007") == Label("A2", 2, 7)
    assert parse("A2-007").letters == "A"
    assert parse("A2-007").digits == "007"


def test_the_two_thousand_and_seventh_is_not_the_second_kiosks_seventh() -> None:
    assert parse("A2007") == Label("A", None, 2007)
    assert parse("A2007") != parse("A2-007")


@pytest.mark.parametrize(
    "typed", ["A012", "a012", "A 012", "a12", " A12 ", "A\u00a0012", "\uff21\uff10\uff11\uff12"]
)
def test_staff_find_a_number_however_they_type_it(typed: str) -> None:
    assert str(parse(typed)) == "A012"


@pytest.mark.parametrize("typed", ["a2-7", "A2–007", "A2 - 7", "A2\u2011007"])
def test_staff_find_a_kiosks_own_number_with_any_dash(typed: str) -> None:
    assert str(parse(typed)) == "A2-007"


def test_a_small_letter_with_a_bar_is_the_same_letter() -> None:
    assert parse("đ7") == parse("Đ007")


@pytest.mark.parametrize(
    "typed", ["", "A", "007", "A-7", "A000", "A0-007", "A100-001", "ABCD1", "A2-", "A123456", "Ư7"]
)
def test_what_no_machine_prints_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse(typed)

    assert refused.value.code == "number_unreadable"
    assert refused.value.facts == {}, "somebody may have typed a card number"


@pytest.mark.parametrize("series", ["", "a", "A0", "A100", "ABCD", "2", "A-2", "A²"])
def test_a_series_that_could_meet_another_is_refused(series: str) -> None:
    with pytest.raises(Refusal, match="series_unreadable"):
        label(series, 1)


@pytest.mark.parametrize("letters, kiosk", [("A", 0), ("A", 100), ("A2", 2), ("a", 2), ("", 2)])
def test_a_kiosk_number_that_could_meet_another_is_refused(letters: str, kiosk: int) -> None:
    with pytest.raises(Refusal, match="series_unreadable"):
        own_series(letters, kiosk)


@pytest.mark.parametrize("n", [0, -1, MOST + 1])
def test_a_count_that_paper_has_no_room_for_is_refused(n: int) -> None:
    with pytest.raises(Refusal, match="number_out_of_range"):
        label("A", n)


@given(letters=LETTERS, kiosk=st.none() | st.integers(1, 99), n=COUNTS)
def test_every_number_on_paper_reads_back_as_itself_and_fits_the_wire(
    letters: str, kiosk: int | None, n: int
) -> None:
    series = letters if kiosk is None else own_series(letters, kiosk)
    printed = label(series, n)

    assert parse(printed) == Label(series, kiosk, n)
    assert parse(printed).letters == letters
    assert msgspec.json.decode(msgspec.json.encode(printed), type=Number) == printed


@given(
    one=st.tuples(LETTERS, st.none() | st.integers(1, 99), COUNTS),
    other=st.tuples(LETTERS, st.none() | st.integers(1, 99), COUNTS),
)
@example(one=("A", None, 2007), other=("A", 2, 7))
@example(one=("A", 1, 2007), other=("A", 12, 7))
def test_two_different_counts_never_give_one_number(
    one: tuple[str, int | None, int], other: tuple[str, int | None, int]
) -> None:
    first, second = (
        label(letters if kiosk is None else own_series(letters, kiosk), n)
        for letters, kiosk, n in (one, other)
    )

    assert (first == second) == (one == other)


@given(st.text())
def test_no_text_ever_breaks_the_reader(text: str) -> None:
    with suppress(Refusal):
        read = parse(text)
        assert parse(str(read)) == read
