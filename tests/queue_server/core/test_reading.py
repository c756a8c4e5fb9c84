"""Sentences read aloud: short forms, times, numbers, and nothing but words to the engine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_server.core.numerals import Lang
from queue_server.core.reading import MARKS, number_aloud, read_aloud
from queue_server.words import LANGS, WORDS


@pytest.mark.parametrize(
    "text, said",
    [
        ("thẻ BHYT", "thẻ bảo hiểm y tế"),
        ("ƯT", "ưu tiên"),
        ("P.3", "phòng ba"),
        ("P. 205", "phòng hai trăm linh năm"),
        ("CCCD/VNeID", "căn cước công dân vi en i đi"),
        ("Phòng X-quang 2", "phòng ích quang hai"),
        ("phòng x quang", "phòng ích quang"),
        ("chụp CT, MRI", "chụp xi ti , em a rai"),
        ("Quầy 1–3, tầng 1", "quầy một đến ba , tầng một"),
        ("lúc 09:12.", "lúc chín giờ mười hai ."),
        ("lúc 7h00", "lúc bảy giờ"),
        ("81%", "tám mươi mốt phần trăm"),
        ("38.700 đồng", "ba mươi tám nghìn bảy trăm đồng"),
        ("Gọi 1900 9095", "gọi một chín không không chín không chín năm"),
        ("Ông/bà", "ông bà"),
        ("số A012", "số a không một hai"),
        ("số A2-007", "số a , máy hai , số bảy"),
        ("Chờ… Xin mời!", "chờ . xin mời !"),
        ("UBND", "u bê nờ dê"),
    ],
)
def test_what_stands_on_a_sign_is_said_as_people_say_it(text: str, said: str) -> None:
    assert " ".join(read_aloud(text, "vi")) == said


@pytest.mark.parametrize("text", ["LẤY SỐ KHÁM", "ƯU TIÊN", "GỌI NHÂN VIÊN HỖ TRỢ", "XIN CHAO"])
def test_a_button_in_capitals_is_words_and_not_letters(text: str) -> None:
    assert " ".join(read_aloud(text, "vi")) == text.lower()


def test_an_ordinary_word_that_looks_like_a_short_form_stays() -> None:
    assert read_aloud("mã pin, bs", "vi") == ("mã", "pin", ",", "bs")


@pytest.mark.parametrize(
    "text, said",
    [
        ("Show your CCCD at 7:05", "show your citizen card at seven oh five"),
        ("open at 13:30", "open at thirteen thirty"),
        ("at 7:00", "at seven o'clock"),
        ("1,200 people", "one thousand two hundred people"),
        ("rooms 1–3", "rooms one to three"),
        ("Mẫu Đông hospital", "mau dong hospital"),
        ("the X-ray", "the ex ray"),
        ("HIS", "his"),
        ("TV", "tee vee"),
    ],
)
def test_english_is_read_as_english(text: str, said: str) -> None:
    assert " ".join(read_aloud(text, "en")) == said


def test_the_south_reads_room_105_its_own_way() -> None:
    assert " ".join(read_aloud("phòng 105", "vi", region="south")) == "phòng một trăm lẻ năm"


def test_a_zero_in_front_is_said() -> None:
    assert number_aloud("05", "vi") == ("không", "năm")
    assert number_aloud("0", "vi") == ("không",)
    assert len(number_aloud("9" * 12, "vi")) == 12


def test_a_decomposed_text_sounds_the_same() -> None:
    assert read_aloud("Mo\u031b\u0300i", "vi") == read_aloud("Mời", "vi") == ("mời",)


@pytest.mark.parametrize("lang", LANGS)
def test_every_sentence_of_the_house_can_be_read_aloud(lang: Lang) -> None:
    for pair in WORDS.values():
        for word in read_aloud(pair[LANGS.index(lang)], lang):
            assert word in MARKS or word.replace("'", "").isalpha()


@given(text=st.text(), lang=st.sampled_from(LANGS))
def test_only_words_and_four_marks_ever_come_out(text: str, lang: Lang) -> None:
    words = read_aloud(text, lang)

    assert all(word in MARKS or word.replace("'", "").isalpha() for word in words)
    assert not any(
        one in MARKS and two in MARKS for one, two in zip(words, words[1:], strict=False)
    )
