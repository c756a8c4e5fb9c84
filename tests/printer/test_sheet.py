"""Commands become ink where a printer puts it."""

from __future__ import annotations

from typing import Any

from PIL import Image

from printer.commands import Command
from printer.sheet import Sheet, glyph
from tests.simulators.printer_slips import codes_in, commands

CUT = b"\x1dVB\x00"


def paper(data: bytes, width: int = 64) -> Image.Image:
    sheet = Sheet(width)
    for command in commands(data + CUT):
        sheet.do(command)
    return sheet.done[-1].picture


def black(picture: Image.Image) -> set[tuple[int, int]]:
    size = picture.size
    return {(x, y) for x in range(size[0]) for y in range(size[1]) if not picture.getpixel((x, y))}


def dots(*rows: bytes) -> bytes:
    return b"\x1dv0\x00" + bytes([len(rows[0]), 0, len(rows), 0]) + b"".join(rows)


def test_a_picture_lands_dot_for_dot() -> None:
    assert black(paper(dots(b"\x80\x01", b"\x00\x10"))) == {(0, 0), (15, 0), (11, 1)}


def test_a_picture_follows_the_alignment() -> None:
    assert black(paper(b"\x1ba\x01" + dots(b"\x80"))) == {(28, 0)}
    assert black(paper(b"\x1ba\x02" + dots(b"\x80"))) == {(56, 0)}


def test_a_feed_moves_by_its_dots_and_a_line_by_the_spacing() -> None:
    assert black(paper(b"\x1bJ\x07" + dots(b"\x80"))) == {(0, 7)}
    assert black(paper(b"\n" + dots(b"\x80"))) == {(0, 30)}
    assert black(paper(b"\x1b3\x0a\n" + dots(b"\x80"))) == {(0, 10)}
    assert black(paper(b"\x1bd\x02" + dots(b"\x80"))) == {(0, 60)}


def test_large_digits_are_proportionally_large() -> None:
    small, large = paper(b"8\n", 200), paper(b"\x1d!\x77" + b"8\n", 200)
    assert large.height == 192
    one, eight = small.getbbox(), Image.eval(large, lambda grey: 255 - grey).getbbox()
    assert one is not None
    assert eight is not None
    thin = Image.eval(small, lambda grey: 255 - grey).getbbox()
    assert thin is not None
    ratio = (eight[3] - eight[1]) / (thin[3] - thin[1])
    assert 6.5 < ratio < 9.5


def test_every_digit_and_letter_of_a_number_has_its_own_ink() -> None:
    drawn = {
        sign: glyph(sign, 96, 192, True).tobytes() for sign in "ABCDEFGHIKLMNPQRSTUVXY0123456789-"
    }
    assert len(set(drawn.values())) == len(drawn)
    assert all(any(ink) for ink in drawn.values())


def test_letters_that_do_not_fit_go_on_in_the_next_line() -> None:
    sheet = Sheet(48)
    for command in commands(b"ABCDEF\n" + CUT):
        sheet.do(command)
    assert sheet.done[0].texts == ("ABCD", "EF")


def test_white_on_black_letters() -> None:
    plain, inverse = (len(black(paper(set_ + b"A\n"))) for set_ in (b"", b"\x1dB\x01"))
    assert plain + inverse == 12 * 24


def test_the_printers_own_qr_can_be_read() -> None:
    link = b"https://example.org/p/abcdefghijklmnopqrstuv"
    data = (
        b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k\x03\x001E1"
        + b"\x1d(k"
        + bytes([len(link) + 3, 0])
        + b"1P0"
        + link
        + b"\x1d(k\x03\x001Q0"
    )
    assert codes_in(paper(data, 384)) == [link.decode()]


def test_what_the_printer_lacks_is_noted_on_the_ticket() -> None:
    sheet = Sheet(64)
    for command in commands(b"\x1b\x99\x1d(L\x02\x00\x30\x45" + CUT):
        sheet.do(command)
    assert sheet.done[0].unknown == ("1b99", "GS ( L")


def test_a_reset_tears_off_what_is_half_printed() -> None:
    sheet = Sheet(64)
    for command in commands(dots(b"\xff")):
        sheet.do(command)
    sheet.reset()
    sheet.reset()
    [torn] = sheet.done
    assert not torn.whole
    assert len(black(torn.picture)) == 8


def test_without_a_cutter_the_next_slip_shows_that_the_last_was_torn_off() -> None:
    sheet = Sheet(64)
    for command in commands(b"\x1b@" + dots(b"\xff") + b"\x1bd\x04\x1b@"):
        sheet.do(command)
    assert [ticket.whole for ticket in sheet.done] == [True]


def test_questions_are_answered_in_order_after_the_ink() -> None:
    heard: list[Any] = []
    sheet = Sheet(64, answer=heard.append)
    for command in commands(b"A\n\x1dr\x01"):
        sheet.do(command)
    assert heard == [Command("GS r", b"\x01")]


def test_a_very_long_ticket_is_kept_whole() -> None:
    picture = paper(b"\x1bJ\xff" * 20 + dots(b"\x80"))
    assert black(picture) == {(0, 5100)}
