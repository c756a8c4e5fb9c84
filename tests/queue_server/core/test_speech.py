"""Announcements: who, then where, for one patient and for several, and what the deaf read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_server.core.numerals import Lang, Region, Style
from queue_server.core.reading import MARKS
from queue_server.core.speech import PlaceKind, SpokenPlace, caption, sentence, spoken_call

ROOM_3 = SpokenPlace(number="3", name_vi="Phòng khám số 3 – Nội", name_en="Room 3")
DESK_2 = SpokenPlace(kind="desk", number="2")
BLOOD = SpokenPlace(name_vi="Phòng lấy máu", name_en="Blood taking")


def test_a_patient_is_called_into_a_room_as_the_house_says_it() -> None:
    said = sentence(spoken_call(["A012"], ROOM_3))

    assert said == "Mời số a không một hai, vào phòng khám số ba."


@pytest.mark.parametrize(
    "kind, said",
    [
        ("desk", "Mời số a không một hai, đến quầy số hai."),
        ("window", "Mời số a không một hai, đến cửa số hai."),
        ("table", "Mời số a không một hai, đến bàn khám số hai."),
    ],
)
def test_one_goes_to_a_desk_and_into_a_room(kind: PlaceKind, said: str) -> None:
    assert sentence(spoken_call(["A012"], SpokenPlace(kind=kind, number="2"))) == said


def test_several_called_at_once_are_one_sentence() -> None:
    said = spoken_call(["12", "13", "14"], BLOOD, style="whole")

    assert sentence(said) == ("Mời các số mười hai, mười ba, mười bốn, vào phòng lấy máu.")


def test_a_kiosks_own_number_is_said_with_its_machine() -> None:
    said = spoken_call(["A2-007"], ROOM_3)

    assert sentence(said) == "Mời số a, máy hai, số bảy, vào phòng khám số ba."


def test_a_full_hall_hears_number_and_place_only() -> None:
    assert sentence(spoken_call(["A012"], ROOM_3, short=True)) == "A không một hai, phòng ba."
    assert sentence(spoken_call(["A012"], DESK_2, short=True)) == "A không một hai, quầy hai."
    assert sentence(spoken_call(["A012"], BLOOD, short=True)) == (
        "A không một hai, vào phòng lấy máu."
    )


def test_the_south_hears_its_own_words() -> None:
    said = spoken_call(["A1005"], SpokenPlace(number="105"), style="whole", region="south")

    assert sentence(said) == (
        "Mời số a một ngàn không trăm lẻ năm, vào phòng khám số một trăm lẻ năm."
    )


def test_the_same_call_in_english() -> None:
    assert sentence(spoken_call(["A012"], ROOM_3, lang="en")) == (
        "Number ay zero one two, please go to examination room three."
    )
    assert sentence(spoken_call(["12", "13"], BLOOD, lang="en", style="whole")) == (
        "Numbers twelve, thirteen, please go to blood taking."
    )


def test_a_room_number_with_a_letter_is_read_in_its_parts() -> None:
    said = sentence(spoken_call(["A012"], SpokenPlace(number="12B")))

    assert said.endswith("vào phòng khám số mười hai bê.")


def test_short_forms_in_a_rooms_name_are_said_in_full() -> None:
    said = sentence(spoken_call(["A012"], SpokenPlace(name_vi="P. XN ƯT 2")))

    assert said.endswith("vào phòng xét nghiệm ưu tiên hai.")


@pytest.mark.parametrize(
    "labels, place, vi, en",
    [
        (
            ["A012"],
            ROOM_3,
            "Mời số A012 vào phòng khám số 3",
            "Number A012, please go to examination room 3",
        ),
        (["A012"], DESK_2, "Mời số A012 đến quầy số 2", "Number A012, please go to desk 2"),
        (
            ["A012", "A2-007"],
            BLOOD,
            "Mời các số A012, A2-007 vào phòng lấy máu",
            "Numbers A012, A2-007, please go to Blood taking",
        ),
    ],
)
def test_who_does_not_hear_reads_the_same_sentence(
    labels: list[str], place: SpokenPlace, vi: str, en: str
) -> None:
    assert caption(labels, place) == vi
    assert caption(labels, place, lang="en") == en


def test_a_caption_keeps_the_capitals_of_a_short_name() -> None:
    assert caption(["A012"], SpokenPlace(name_vi="X-quang")).endswith("vào X-quang")


@given(
    labels=st.lists(st.text(max_size=8), min_size=1, max_size=4),
    number=st.text(max_size=5),
    lang=st.sampled_from(["vi", "en"]),
    region=st.sampled_from(["north", "south"]),
    style=st.sampled_from(["digits", "whole"]),
    short=st.booleans(),
)
def test_only_words_and_marks_are_spoken_whatever_the_settings_say(
    labels: list[str], number: str, lang: Lang, region: Region, style: Style, short: bool
) -> None:
    place = SpokenPlace(number=number, name_vi=number, name_en=number)
    words = spoken_call(labels, place, lang=lang, region=region, style=style, short=short)

    assert words[-1] == "."
    assert all(word in MARKS or word.replace("'", "").isalpha() for word in words)
