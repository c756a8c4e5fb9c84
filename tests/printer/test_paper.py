"""What stands on a slip, and what must not."""

from __future__ import annotations

import pytest

from printer.paper import Code, Digits, Space, Text, constants, layout
from queue_server.wire import Slip
from tests.simulators.printer_slips import LINK, a_slip, in_english


def words(slip: Slip, width: int = 576, *, lean: bool = False) -> list[str]:
    return [
        item.text.replace("\u00a0", " ")
        for item in layout(slip, width, lean=lean)
        if isinstance(item, Text)
    ]


def codes(slip: Slip) -> list[str]:
    return [item.link for item in layout(slip, 576) if isinstance(item, Code)]


def test_mrs_hoa_reads_everything_she_needs() -> None:
    assert words(a_slip()) == [
        "Bệnh viện Đa khoa khu vực Thanh Sơn",
        "SỐ THỨ TỰ CỦA ÔNG/BÀ",
        "Khám bệnh bảo hiểm y tế",
        "Chờ tại: Quầy 1–3, tầng 1",
        "Còn 12 người trước ông/bà",
        "Trừ cấp cứu, việc nhường lượt cho người ưu tiên, người có hẹn và người đã có kết quả"
        " làm ông/bà chờ thêm nhiều nhất khoảng 25 phút tại đây.",
        "Chuẩn bị: CCCD/VNeID, thẻ BHYT, giấy chuyển tuyến, giấy hẹn khám lại",
        "Lỡ lượt: báo nhân viên, không cần lấy số lại.",
        "Quét mã để theo dõi số trên điện thoại",
        "Đường dây nóng: 0967 12 34 56",
        "Lấy số lúc 06:42 ngày 23/11/2026",
    ]
    assert Digits("A012") in layout(a_slip(), 576)


def test_narrow_paper_carries_the_short_form_of_the_promise() -> None:
    short = "Nhường lượt ưu tiên: chờ thêm tối đa khoảng 25 phút (trừ cấp cứu)."
    assert short in words(a_slip(), 384)
    assert short in words(a_slip(), 576, lean=True)
    assert not any("người có hẹn" in text for text in words(a_slip(), 384))


def test_no_guard_no_sentence() -> None:
    without = words(a_slip(guarantee_minutes=None))
    assert len(without) == len(words(a_slip())) - 1
    assert not any("phút" in text for text in without)


def test_an_offline_slip_says_nothing_of_people_ahead() -> None:
    assert not any("người trước" in text for text in words(a_slip(ahead=None)))


@pytest.mark.parametrize(
    "ahead, vi, en",
    [
        (0, "Sắp đến lượt ông/bà", "You are next"),
        (1, "Còn 1 người trước ông/bà", "1 person ahead of you"),
        (2, "Còn 2 người trước ông/bà", "2 people ahead of you"),
    ],
)
def test_people_ahead_are_told_in_proper_words(ahead: int, vi: str, en: str) -> None:
    assert vi in words(a_slip(ahead=ahead))
    assert en in words(in_english(ahead=ahead))


def test_a_priority_slip_asks_for_the_papers_and_not_for_patience() -> None:
    said = words(a_slip(priority=True))
    assert "ƯU TIÊN" in said
    assert "Ông/bà thuộc đối tượng ưu tiên. Vui lòng xuất trình giấy tờ tại quầy." in said
    assert not any("nhường lượt" in text.lower() for text in said)
    assert "Kiểm tra giấy tờ tại quầy" not in said


def test_a_group_chosen_by_touch_is_to_be_checked_at_the_desk() -> None:
    assert "Kiểm tra giấy tờ tại quầy" in words(a_slip(priority=True, to_check=True))


def test_without_a_public_address_nothing_mentions_the_phone() -> None:
    assert codes(a_slip()) == [LINK]
    without = a_slip(link="")
    assert codes(without) == []
    assert not any("điện thoại" in text or "Quét" in text for text in words(without))
    assert not any("phone" in text or "Scan" in text for text in words(in_english(link="")))


@pytest.mark.parametrize("copy", [2, 3, 12])
def test_a_reprint_says_so_above_everything_else(copy: int) -> None:
    assert words(a_slip(copy=copy))[0] == f"PHIẾU IN LẠI – LẦN {copy}"
    assert words(in_english(copy=copy))[0] == f"REPRINT – COPY {copy}"


def test_a_first_print_bears_no_mark() -> None:
    assert not any("IN LẠI" in text for text in words(a_slip()))


def test_a_room_slip_names_the_room_number() -> None:
    said = words(a_slip(kind="room", number="15", bring=False))
    assert said[1] == "SỐ THỨ TỰ PHÒNG KHÁM"
    assert not any(text.startswith("Chuẩn bị") for text in said)


def test_a_room_and_its_number_are_not_torn_apart() -> None:
    items = layout(a_slip(service="Phòng khám số 3 – Nội", where="Phòng 3, tầng 2"), 384)
    texts = [item.text for item in items if isinstance(item, Text)]
    assert "Phòng khám số\u00a03\u00a0– Nội" in texts
    assert any("Phòng\u00a03, tầng\u00a02" in text for text in texts)


def test_no_line_starts_with_two_blanks_in_a_row_of_items() -> None:
    items = layout(a_slip(hotline="", where="", ahead=None, guarantee_minutes=None), 576)
    assert not isinstance(items[-1], Space), "paper wasted at the end"


def test_an_english_slip_has_no_vietnamese_sentence() -> None:
    said = words(in_english(priority=True, to_check=True, copy=2))
    assert all(text.replace("–", "-").isascii() for text in said), said


def test_the_printers_memory_holds_only_what_stands_on_every_slip() -> None:
    kept = constants(a_slip().hospital, 576)
    shown = layout(a_slip(), 576, lean=True)
    assert sum(item in kept for item in shown) == 5  # all but the label of the room number
    assert not any("A012" in item.text or "0967" in item.text for item in kept)
