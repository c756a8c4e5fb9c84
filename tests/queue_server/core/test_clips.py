"""The clip bank: sixty recordings make every call of every day, and no two share a name."""

from __future__ import annotations

from typing import get_args

import pytest

from queue_server.core.clips import PAUSE, clip_name, clips_for, clips_to_record
from queue_server.core.numbering import label
from queue_server.core.numerals import Region, Style, spoken_number
from queue_server.core.speech import SpokenPlace, spoken_call

PLACES = [
    SpokenPlace(number="3"),
    SpokenPlace(number="12B"),
    SpokenPlace(kind="desk", number="105"),
    SpokenPlace(kind="window", number="21"),
    SpokenPlace(kind="table", number="4"),
    SpokenPlace(name_vi="Phòng lấy máu"),
    SpokenPlace(name_vi="Phòng X-quang 2"),
    SpokenPlace(name_vi="Phòng siêu âm số 2"),
]


@pytest.mark.parametrize(
    "text, name",
    [
        ("mời số", "mowif-soos"),
        ("mười", "muwowif"),
        ("mươi", "muwowi"),
        ("đê", "ddee"),
        ("dê", "dee"),
        ("đến quầy số", "ddeens-quaayf-soos"),
        ("lẻ", "ler"),
        ("năm", "nawm"),
        ("bảy", "bayr"),
        ("o'clock", "oclock"),
    ],
)
def test_a_clip_is_named_as_vietnamese_people_type_it(text: str, name: str) -> None:
    assert clip_name(text) == name


def test_a_call_is_put_together_from_the_longest_clips() -> None:
    clips = clips_for(spoken_call(["A012"], SpokenPlace(number="3")))

    assert clips == (
        "mowif-soos", "a", "khoong", "mootj", "hai", PAUSE, "vaof-phongf-khams-soos", "ba",
    )  # fmt: skip


@pytest.mark.parametrize("region", get_args(Region))
def test_a_hospital_records_about_sixty_clips(region: Region) -> None:
    clips = clips_to_record(region)

    assert 55 <= len(clips) <= 70
    assert all(name.isascii() and name == clip_name(text) for name, text in clips.items())
    assert len(set(clips.values())) == len(clips)


@pytest.mark.parametrize("style", get_args(Style))
@pytest.mark.parametrize("region", get_args(Region))
def test_the_recorded_clips_make_every_number_of_every_series(region: Region, style: Style) -> None:
    recorded = {*clips_to_record(region), PAUSE}
    for series in ("A", "Đ", "KW", "A2", "Y12"):
        for n in range(1, 10_000, 1 if series == "A" else 37):
            words = spoken_number(label(series, n), style, region=region)
            assert recorded.issuperset(clips_for(words)), words


@pytest.mark.parametrize("region", get_args(Region))
@pytest.mark.parametrize("short", [False, True])
def test_the_recorded_clips_make_every_usual_call(region: Region, short: bool) -> None:
    recorded = {*clips_to_record(region), PAUSE}
    for place in PLACES:
        for labels in (["A012"], ["A012", "B104", "A2-007"]):
            words = spoken_call(labels, place, region=region, style="whole", short=short)
            assert recorded.issuperset(clips_for(words)), words


def test_a_hospitals_own_room_is_one_clip_more() -> None:
    words = spoken_call(["A012"], SpokenPlace(name_vi="Phòng khám Tim mạch 2"))
    own = [clip for clip in clips_for(words) if clip not in clips_to_record("north")]

    assert own == [PAUSE, clip_name("vào phòng khám tim mạch")]
    assert clips_for(words)[-1] == "hai"


def test_nothing_to_say_needs_no_clip() -> None:
    assert clips_for([]) == ()
    assert clips_for(["."]) == ()
