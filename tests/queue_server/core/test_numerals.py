"""Numbers as words: the reading table, every number to 9999 read back, North, South and English."""

from __future__ import annotations

import itertools
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_server.core.numerals import (
    DIGITS,
    LETTERS,
    MOST,
    Lang,
    Region,
    Style,
    digit_words,
    letter_words,
    number_words,
    spoken_number,
)

VI = {word: n for n, word in enumerate(DIGITS["vi"])} | {"mốt": 1, "tư": 4, "lăm": 5}
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
EN = {word: n for n, word in enumerate(DIGITS["en"])}
EN |= {word: n for n, word in enumerate(TEENS.split(), start=10)}
EN |= {word: n * 10 for n, word in enumerate(TENS.split(), start=2)}


def heard_vi(words: tuple[str, ...]) -> int:
    """What a listener understands: written apart from the speaker, the other way round."""
    total = group = last = 0
    for word in words:
        if word in VI:
            last = VI[word]
        elif word == "mười":
            group, last = group + 10, 0
        elif word == "mươi":
            group, last = group + last * 10, 0
        elif word == "trăm":
            group, last = group + last * 100, 0
        elif word in {"nghìn", "ngàn"}:
            total, group, last = total + (group + last) * 1000, 0, 0
        elif word == "triệu":
            total, group, last = total + (group + last) * 1_000_000, 0, 0
        else:
            assert word in {"linh", "lẻ"}, word
    return total + group + last


def heard_en(words: tuple[str, ...]) -> int:
    total = group = 0
    for word in words:
        if word in EN:
            group += EN[word]
        elif word == "hundred":
            group *= 100
        elif word in {"thousand", "million"}:
            total, group = total + group * {"thousand": 1000, "million": 1_000_000}[word], 0
        else:
            assert word == "and", word
    return total + group


@pytest.mark.parametrize(
    "n, north, south",
    [
        (0, "không", "không"),
        (5, "năm", "năm"),
        (10, "mười", "mười"),
        (11, "mười một", "mười một"),
        (14, "mười bốn", "mười bốn"),
        (15, "mười lăm", "mười lăm"),
        (20, "hai mươi", "hai mươi"),
        (21, "hai mươi mốt", "hai mươi mốt"),
        (24, "hai mươi tư", "hai mươi bốn"),
        (25, "hai mươi lăm", "hai mươi lăm"),
        (100, "một trăm", "một trăm"),
        (101, "một trăm linh một", "một trăm lẻ một"),
        (104, "một trăm linh bốn", "một trăm lẻ bốn"),
        (105, "một trăm linh năm", "một trăm lẻ năm"),
        (107, "một trăm linh bảy", "một trăm lẻ bảy"),
        (110, "một trăm mười", "một trăm mười"),
        (115, "một trăm mười lăm", "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt", "một trăm hai mươi mốt"),
        (1000, "một nghìn", "một ngàn"),
        (1005, "một nghìn không trăm linh năm", "một ngàn không trăm lẻ năm"),
        (1050, "một nghìn không trăm năm mươi", "một ngàn không trăm năm mươi"),
        (1100, "một nghìn một trăm", "một ngàn một trăm"),
        (
            9955,
            "chín nghìn chín trăm năm mươi lăm",
            "chín ngàn chín trăm năm mươi lăm",
        ),
        (10_001, "mười nghìn không trăm linh một", "mười ngàn không trăm lẻ một"),
        (1_000_000, "một triệu", "một triệu"),
        (
            1_005_000,
            "một triệu không trăm linh năm nghìn",
            "một triệu không trăm lẻ năm ngàn",
        ),
    ],
)
def test_the_reading_table_of_north_and_south(n: int, north: str, south: str) -> None:
    assert " ".join(number_words(n, "vi", region="north")) == north
    assert " ".join(number_words(n, "vi", region="south")) == south


@pytest.mark.parametrize(
    "n, said",
    [
        (0, "zero"),
        (12, "twelve"),
        (20, "twenty"),
        (21, "twenty one"),
        (100, "one hundred"),
        (105, "one hundred and five"),
        (1005, "one thousand and five"),
        (1234, "one thousand two hundred and thirty four"),
    ],
)
def test_english_numbers_are_said_as_in_english(n: int, said: str) -> None:
    assert " ".join(number_words(n, "en")) == said


@pytest.mark.parametrize("region", get_args(Region))
def test_a_listener_understands_every_number_a_day_can_have(region: Region) -> None:
    foreign = {"north": {"lẻ", "ngàn"}, "south": {"linh", "nghìn", "tư"}}[region]
    for n in range(10_000):
        words = number_words(n, "vi", region=region)
        assert heard_vi(words) == n, words
        assert not foreign & set(words), words
        assert heard_en(number_words(n, "en")) == n


@pytest.mark.parametrize("region", get_args(Region))
def test_no_ending_is_heard_where_no_one_says_it(region: Region) -> None:
    for n in range(10_000):
        for before, word in itertools.pairwise(("", *number_words(n, "vi", region=region))):
            assert word not in {"mốt", "tư"} or before == "mươi", n
            assert word != "lăm" or before in {"mười", "mươi"}, n
            assert not (before in {"mười", "mươi"} and word == "năm"), n
            assert not (before == "mươi" and word == "một"), n


@pytest.mark.parametrize("lang", get_args(Lang))
def test_no_two_numbers_sound_alike(lang: Lang) -> None:
    for region in get_args(Region):
        assert len({number_words(n, lang, region=region) for n in range(10_000)}) == 10_000


@given(st.integers(0, MOST))
def test_large_numbers_are_understood_too(n: int) -> None:
    assert heard_vi(number_words(n, "vi")) == n
    assert heard_en(number_words(n, "en")) == n


@pytest.mark.parametrize(
    "label, digits, whole",
    [
        ("A012", "a không một hai", "a mười hai"),
        ("A037", "a không ba bảy", "a ba mươi bảy"),
        ("K105", "ca một không năm", "ca một trăm linh năm"),
        ("A1005", "a một không không năm", "a một nghìn không trăm linh năm"),
        ("Đ001", "đê không không một", "đê một"),
        ("PT021", "pê tê không hai một", "pê tê hai mươi mốt"),
        ("A2-007", "a , máy hai , số bảy", "a , máy hai , số bảy"),
        (
            "A12-105",
            "a , máy mười hai , số một không năm",
            "a , máy mười hai , số một trăm linh năm",
        ),
        ("13", "một ba", "mười ba"),
        ("a012", "a không một hai", "a mười hai"),
    ],
)
def test_a_ticket_is_spoken_digit_by_digit_or_as_a_whole(
    label: str, digits: str, whole: str
) -> None:
    assert " ".join(spoken_number(label)) == digits
    assert " ".join(spoken_number(label, "whole")) == whole


def test_the_south_says_le_and_ngan() -> None:
    said = spoken_number("A1005", "whole", region="south")

    assert " ".join(said) == "a một ngàn không trăm lẻ năm"


def test_english_speakers_hear_a_kiosks_own_number() -> None:
    said = spoken_number("A2-007", lang="en")

    assert " ".join(said) == "ay , machine two , number seven"


def test_letters_that_an_engine_would_confuse_have_names_of_their_own() -> None:
    names = list(LETTERS["vi"].values())

    assert len(set(names)) == len(names)
    assert letter_words("GD", "vi") == ("gờ", "dê")
    assert letter_words("Đ", "vi") == ("đê",)
    assert letter_words("ĐƯ", "en") == ("dee", "you")


def test_the_digits_of_a_ticket_keep_their_zeros() -> None:
    assert digit_words("007", "vi") == ("không", "không", "bảy")


@given(
    label=st.text(max_size=20),
    style=st.sampled_from(get_args(Style)),
    lang=st.sampled_from(get_args(Lang)),
)
def test_whatever_another_system_calls_a_number_only_words_come_out(
    label: str, style: Style, lang: Lang
) -> None:
    for word in spoken_number(label, style, lang=lang):
        assert word == "," or word.isalpha()
