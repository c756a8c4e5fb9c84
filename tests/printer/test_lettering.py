"""Every Vietnamese letter is there, stands whole on its line, and no line leaves the paper."""

from __future__ import annotations

import unicodedata

import pytest
from PIL import Image

from printer.lettering import ABOVE, BELOW, Bitmap, Lettering, Style, bitmap, broken, filled
from printer.paper import LETTERS, NARROW, NARROW_LEAN, WIDE, WIDE_LEAN

ALL = [letter for letter in LETTERS if letter != " "]
BODY = Style(26, "Medium")


def ink(bits: Bitmap) -> bytes:
    return bits.data


def test_vietnamese_has_134_letters_with_marks() -> None:
    assert len(ALL) == len(set(ALL)) == 134
    assert all(unicodedata.is_normalized("NFC", letter) for letter in ALL)


@pytest.mark.parametrize("weight", ["Regular", "Medium", "SemiBold", "Bold", "ExtraBold"])
def test_no_letter_is_drawn_as_the_box_of_a_missing_one(weight: str) -> None:
    hand = Lettering(576)
    style = Style(40, weight)  # type: ignore[arg-type]  # all five on purpose
    missing = ink(hand.line("\U000f0000", style))
    drawn = {letter: ink(hand.line(letter, style)) for letter in ALL}
    assert [letter for letter, bits in drawn.items() if not bits or bits == missing] == []
    assert len(set(drawn.values())) == 134, "two letters look the same"


def test_a_letter_of_no_font_would_be_found() -> None:
    hand = Lettering(576)
    assert ink(hand.line("\u4e2d", BODY)) == ink(hand.line("\U000f0000", BODY))


@pytest.mark.parametrize("scale", [WIDE, NARROW, WIDE_LEAN, NARROW_LEAN])
def test_no_mark_is_cut_off_at_the_edge_of_its_line(scale: object) -> None:
    hand = Lettering(576)
    for name in ("hospital", "label", "service", "key", "body", "small"):
        style: Style = getattr(scale, name)
        for letter in ALL:
            font = hand.font(style)
            _, high, _, low = font.getbbox(letter, anchor="ls")
            assert -high < round(style.size * ABOVE), (name, letter, "cut off above")
            assert low < round(style.size * BELOW), (name, letter, "cut off below")
            assert hand.line(letter, style).bottom > 0, (name, letter, "touches the line below")


def test_decomposed_text_becomes_the_same_letters() -> None:
    hand = Lettering(576)
    apart = unicodedata.normalize("NFD", "Khám bệnh tổng quát")
    assert apart != "Khám bệnh tổng quát"
    assert hand.wrap(apart, BODY) == ["Khám bệnh tổng quát"]


@pytest.mark.parametrize("width", [384, 512, 576])
@pytest.mark.parametrize("centred", [True, False])
def test_no_line_is_wider_than_the_paper(width: int, centred: bool) -> None:
    hand = Lettering(width)
    style = Style(38, "Bold", centred=centred)
    text = "Khoa Chấn thương chỉnh hình và Phục hồi chức năng " * 3 + "X" * 200
    lines = hand.wrap(text, style)
    assert all(hand.font(style).getlength(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_lines_of_a_paragraph_are_about_equally_long() -> None:
    hand = Lettering(384)
    lines = hand.wrap("Nhường lượt ưu tiên: chờ thêm tối đa khoảng 25 phút (trừ cấp cứu).", BODY)
    lengths = [hand.font(BODY).getlength(line) for line in lines]
    assert min(lengths) > 0.5 * max(lengths), lines


def test_what_must_be_read_together_stays_on_one_line() -> None:
    lines = filled(["khoảng", "25\u00a0phút"], 10, length=len)
    assert lines == ["khoảng", "25\u00a0phút"]
    assert broken("giấy\u00a0chuyển\u00a0tuyến", 8, length=len) == ["giấy", "chuyển", "tuyến"]


def test_a_word_longer_than_the_paper_is_broken_and_nothing_is_lost() -> None:
    assert broken("ABCDEFGH", 3, length=len) == ["ABC", "DEF", "GH"]
    assert broken("ABC", 0, length=len) == ["A", "B", "C"]  # narrower than a letter: still an end


def test_blank_rows_and_the_right_side_are_not_sent() -> None:
    page = Image.new("L", (64, 30), 255)
    page.putpixel((9, 10), 0)
    assert bitmap(page) == Bitmap(2, b"\x00\x40", top=10, bottom=19)
    assert bitmap(Image.new("L", (64, 30), 255)) == Bitmap(0, b"", top=30)


def test_a_bar_is_black_from_edge_to_edge_with_white_letters() -> None:
    bits = Lettering(384).line("ƯU TIÊN", Style(28, "ExtraBold", centred=True, inverse=True))
    assert bits.width_bytes == 48
    assert bits.data[:48] == bits.data[-48:] == b"\xff" * 48
    assert any(byte != 0xFF for byte in bits.data)


def test_a_line_is_drawn_once_and_the_oldest_is_forgotten() -> None:
    hand = Lettering(384)
    first = hand.line("Lỡ lượt", BODY)
    assert hand.line("Lỡ lượt", BODY) is first
    for n in range(600):
        hand.line(str(n), Style(8))
    assert len(hand._drawn) <= 512
    assert hand.line("Lỡ lượt", BODY) is not first
    assert hand.line("Lỡ lượt", BODY) == first
