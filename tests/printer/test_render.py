"""Bytes for a printer, read back by eyes that are not the renderer's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from printer.commands import Command
from printer.lettering import Bitmap
from printer.profile import Profile, profile
from printer.render import Mode, Renderer, columns, feed, own_lines, raster, unaccented
from printer.sheet import Sheet
from queue_server.wire import Slip
from tests.simulators.printer_slips import (
    LINK,
    NARROW,
    WIDE,
    a_slip,
    codes_in,
    commands,
    in_english,
    printed,
)

MODES: tuple[Mode, ...] = ("bands", "hybrid", "text")
PAPERS = [(NARROW, 58), ("TM-T88V", 72), (WIDE, 80)]


def rendered(slip: Slip, mode: Mode = "bands", name: str = WIDE, mm: int = 80) -> bytes:
    return Renderer(profile(name, mm), mode).slip(slip)


def rasters(data: bytes) -> list[Command]:
    return [command for command in commands(data) if command.name == "GS v 0"]


def texts(data: bytes) -> list[str]:
    return [each.data.decode("ascii") for each in commands(data) if each.name == "text"]


@pytest.mark.parametrize("name, mm", PAPERS)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "slip",
    [
        a_slip(),
        in_english(),
        a_slip(priority=True, to_check=True, number="ƯT"[1:] + "007"),
        a_slip(copy=2, number="A2-007", ahead=None),
        a_slip(kind="room", number="15", link=""),
        a_slip(kind="test"),
    ],
    ids=["vi", "en", "priority", "reprint", "room", "test"],
)
def test_a_printer_understands_every_byte_and_cuts_once(
    slip: Slip, mode: Mode, name: str, mm: int
) -> None:
    width = profile(name, mm).dots
    data = rendered(slip, mode, name, mm)
    ticket = printed(data, width)
    assert ticket.whole
    assert slip.number in ticket.texts
    assert ticket.codes == ((slip.link,) if slip.link else ())
    assert all(command.args[1] * 8 <= width for command in rasters(data)), "wider than the paper"


@pytest.mark.parametrize("name, mm", PAPERS)
@pytest.mark.parametrize("mode", MODES)
def test_a_phone_reads_the_link_from_the_picture(mode: Mode, name: str, mm: int) -> None:
    ticket = printed(rendered(a_slip(), mode, name, mm), profile(name, mm).dots)
    assert codes_in(ticket.picture) == [LINK]


def test_a_printer_without_its_own_qr_gets_it_as_a_picture() -> None:
    bare = replace(profile(WIDE, 80), own_qr=False)
    data = Renderer(bare, "bands").slip(a_slip())
    ticket = printed(data)
    assert ticket.codes == ()
    assert codes_in(ticket.picture) == [LINK]


def test_without_a_link_there_is_no_code_at_all() -> None:
    data = rendered(a_slip(link=""))
    assert not any(command.name == "GS ( k" for command in commands(data))
    assert codes_in(printed(data).picture) == []


@pytest.mark.parametrize(
    "slip, mode, most",
    [
        (a_slip(), "bands", 30_000),
        (in_english(), "bands", 30_000),
        (a_slip(priority=True, to_check=True), "bands", 30_720),
        (a_slip(copy=2), "bands", 32_000),  # the bar of a reprint must not be overlooked
        (a_slip(), "hybrid", 18_000),
        (in_english(), "hybrid", 2_000),
        (a_slip(), "text", 1_100),
    ],
)
def test_a_slip_keeps_to_its_bytes(slip: Slip, mode: Mode, most: int) -> None:
    assert len(rendered(slip, mode)) <= most
    assert len(rendered(slip, mode, NARROW, 58)) <= most


def test_with_the_constant_lines_in_the_printer_a_serial_slip_is_short() -> None:
    renderer = Renderer(profile(WIDE, 80), "hybrid")
    renderer.keep(a_slip().hospital)
    assert len(renderer.slip(a_slip())) <= 14_000


def test_what_lies_in_the_printers_memory_looks_as_if_it_were_sent() -> None:
    def paper(*data: bytes) -> Image.Image:
        sheet = Sheet(576)
        for command in (each for piece in data for each in commands(piece)):
            sheet.do(command)
        return sheet.done[-1].picture

    renderer = Renderer(profile(WIDE, 80), "hybrid")
    sent, memory = renderer.slip(a_slip()), renderer.memory(a_slip().hospital)
    renderer.keep(a_slip().hospital)
    kept = renderer.slip(a_slip())
    assert len(kept) < len(sent) - 7_000
    black = [sum(page.histogram()[:128]) for page in (paper(sent), paper(memory, kept))]
    assert black[0] == black[1], "another number of black dots"
    assert codes_in(paper(memory, kept)) == [LINK]


def test_another_hospitals_name_is_not_taken_from_memory() -> None:
    renderer = Renderer(profile(WIDE, 80), "hybrid")
    renderer.keep(a_slip().hospital)
    other = renderer.slip(a_slip(hospital="Bệnh viện Sản Nhi"))
    recalled = [each.args[0] for each in commands(other) if each.name == "FS p"]
    assert 1 not in recalled


def test_the_number_is_in_the_printers_largest_digits() -> None:
    heard = commands(rendered(a_slip()))
    at = next(n for n, each in enumerate(heard) if each.data == b"A012")
    assert heard[at - 1] == Command("GS !", args=b"\x77")  # eight times wide and high


@pytest.mark.parametrize("name, mm", PAPERS)
@pytest.mark.parametrize("number", ["A1", "A012", "A2-007", "ABC12-12345"])
def test_the_number_never_breaks_into_two_lines(name: str, mm: int, number: str) -> None:
    width = profile(name, mm).dots
    ticket = printed(rendered(a_slip(number=number), "bands", name, mm), width)
    assert number in ticket.texts


def test_a_series_with_d_with_stroke_is_drawn_because_no_printer_has_it() -> None:
    data = rendered(a_slip(number="Đ012"))
    assert "012" not in "".join(texts(data))
    assert len(rasters(data)) == len(rasters(rendered(a_slip()))) + 1
    assert "D012" in texts(rendered(a_slip(number="Đ012"), "text"))


def test_in_hybrid_only_lines_with_diacritics_are_pictures() -> None:
    english = rendered(in_english(), "hybrid")
    assert "Please wait at: Desks 1-3, floor 1" in texts(english)
    assert len(rasters(english)) == 3  # the three rules
    assert "Hotline: 0967 12 34 56" in texts(rendered(a_slip(), "hybrid"))


def test_the_emergency_mode_has_no_picture_and_no_strange_sign() -> None:
    data = rendered(a_slip(), "text")
    assert rasters(data) == []
    assert "Con 12 nguoi truoc ong/ba" in texts(data)
    assert "Kham benh bao hiem y te" in texts(data)


def test_rows_of_white_are_fed_and_not_sent() -> None:
    for command in rasters(rendered(a_slip())):
        across = command.args[1] | command.args[2] << 8
        assert any(command.data[:across]), "a white row at the top of a picture"
        assert any(command.data[-across:]), "a white row at its end"


def test_no_picture_contains_a_real_time_command() -> None:
    bits = Bitmap(2, b"\x10\x04\x10\x05\x10\x14\x00\x10\x04\x01")
    sent = raster(bits)[8:]
    assert not any(pair in sent for pair in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))
    changed = sum((a ^ b).bit_count() for a, b in zip(bits.data, sent, strict=True))
    assert changed == 4
    assert all(a & b == a for a, b in zip(bits.data, sent, strict=True)), "ink was taken away"


@pytest.mark.parametrize("dots, steps", [(0, []), (255, [255]), (600, [255, 255, 90])])
def test_long_gaps_are_fed_in_steps_a_printer_takes(dots: int, steps: list[int]) -> None:
    assert [each.args[0] for each in commands(feed(dots))] == steps


def test_the_lasting_memory_holds_the_same_dots_as_the_line() -> None:
    line = Bitmap(1, bytes([0b10000000, 0b01000000, 0b00100001]), top=1, bottom=2)
    sheet = Sheet(16)
    stored = b"\x1cq\x01" + columns([line], 16)
    for command in commands(stored + b"\x1cp\x01\x00\x1dVB\x00"):
        sheet.do(command)
    page = sheet.done[0].picture
    black = {(x, y) for x in range(16) for y in range(page.height) if page.getpixel((x, y)) == 0}
    assert black == {(0, 1), (1, 2), (2, 3), (7, 3)}


def test_vietnamese_without_marks_stays_readable() -> None:
    assert unaccented("Đường dây nóng – tầng\u00a01 · Ữ") == "Duong day nong - tang 1 - U"


def test_own_letters_keep_to_the_columns() -> None:
    assert own_lines("mot hai ba bon", 7) == ["mot hai", "ba bon"]
    assert own_lines("A" * 10, 4) == ["AAAA", "AAAA", "AA"]


def test_equal_lines_are_drawn_once() -> None:
    renderer = Renderer(profile(WIDE, 80), "bands")
    first = renderer.slip(a_slip())
    drawn = dict(renderer._letters._drawn)
    second = renderer.slip(a_slip(number="A013", ahead=13, slip_id="slip-00000002"))
    fresh = set(renderer._letters._drawn) - set(drawn)
    assert {text for text, _ in fresh} == {"Còn 13 người trước ông/bà"}
    assert len(first) == pytest.approx(len(second), rel=0.02)


def test_a_printer_without_cutter_feeds_so_that_the_slip_can_be_torn() -> None:
    def end(cutter: bool) -> Command:
        known: Profile = replace(profile(WIDE, 80), cutter=cutter)
        return commands(Renderer(known, "bands").slip(a_slip()))[-1]

    assert end(True).name == "GS V"
    assert end(False) == Command("ESC d", args=b"\x04")


def test_reading_back_what_was_drawn(tmp_path: Any) -> None:
    """A control: the reader does see differences."""
    one, other = (printed(rendered(a_slip(ahead=n))).picture for n in (12, 13))
    assert one.tobytes() != other.tobytes()
