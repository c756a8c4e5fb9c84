"""The printer without paper behaves as the real one: above all when something is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from printer.profile import profile
from printer.render import Renderer
from printer.virtual import FAULTS, PowerLost, VirtualPrinter, status_byte
from tests.simulators.printer_slips import LINK, WIDE, a_slip, codes_in, numbers, picture, tickets

ACK = b"\x1dr\x01"
ASK = b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04"


@pytest.fixture
def printer(tmp_path: Path) -> VirtualPrinter:
    return VirtualPrinter(tmp_path / "tickets")


def slip(number: str = "A012") -> bytes:
    return Renderer(profile(WIDE, 80), "bands").slip(a_slip(number=number))


def test_a_ticket_is_a_picture_with_its_words_beside_it(printer: VirtualPrinter) -> None:
    printer.hear(slip() + ACK)
    assert printer.answers() == b"\x00"
    assert tickets(printer.folder) == [{"texts": ["A012"], "codes": [LINK], "unknown": []}]
    page = Image.open(printer.folder / "ticket-000001.png")
    assert page.mode == "1"
    assert codes_in(page.convert("L")) == [LINK]


def test_counting_goes_on_after_a_restart(printer: VirtualPrinter) -> None:
    printer.hear(slip("A001"))
    VirtualPrinter(printer.folder).hear(slip("A002"))
    assert numbers(printer.folder) == ["A001", "A002"]


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_bytes_may_come_in_any_pieces(printer: VirtualPrinter, size: int) -> None:
    data = Renderer(profile(WIDE, 80), "text" if size == 1 else "bands").slip(a_slip())
    for at in range(0, len(data), size):
        printer.hear(data[at : at + size])
    assert len(list(printer.folder.glob("*.png"))) == 1


@pytest.mark.parametrize(
    "faults, raw",
    [
        ((), "12121212"),
        (("near_end",), "1212121e"),
        (("paper_out",), "1a32127e"),
        (("cover_open",), "1a161212"),
    ],
)
def test_it_says_what_a_tm_t20iii_says(
    printer: VirtualPrinter, faults: tuple[str, ...], raw: str
) -> None:
    printer.set_faults(*faults)
    printer.hear(ASK)
    assert printer.answers().hex() == raw


@pytest.mark.parametrize("fault", ["paper_out", "cover_open"])
def test_a_ticket_sent_without_paper_comes_out_when_there_is_some(
    printer: VirtualPrinter, fault: str
) -> None:
    printer.set_faults(fault)
    printer.hear(slip() + ACK)
    assert printer.answers() == b""
    assert numbers(printer.folder) == []
    printer.set_faults()
    assert printer.answers() == b"\x00"
    assert numbers(printer.folder) == ["A012"]


def test_hung_it_says_nothing_until_it_wakes(printer: VirtualPrinter) -> None:
    printer.set_faults("hung")
    printer.hear(ASK + slip() + ACK)
    assert printer.answers() == b""
    printer.set_faults()
    assert printer.answers() == b"\x12\x12\x12\x12\x00"
    assert numbers(printer.folder) == ["A012"]


def test_mute_it_prints_and_says_nothing(printer: VirtualPrinter) -> None:
    printer.set_faults("mute")
    printer.hear(ASK + slip() + ACK)
    assert printer.answers() == b""
    assert numbers(printer.folder) == ["A012"]


def test_near_its_end_it_prints_and_warns(printer: VirtualPrinter) -> None:
    printer.set_faults("near_end")
    printer.hear(slip() + ACK)
    assert printer.answers() == b"\x03"


def test_losing_power_it_tears_off_half_a_ticket_and_is_well_again(
    printer: VirtualPrinter,
) -> None:
    printer.set_faults("reset_mid_job")
    with pytest.raises(PowerLost):
        printer.hear(slip())
    assert [file.name for file in printer.folder.glob("*.png")] == ["torn-000001.png"]
    assert printer.faults() == set()
    printer.hear(slip())
    assert numbers(printer.folder) == ["A012"]
    assert picture(printer.folder / "ticket-000002.png").height > 500


def test_a_status_question_inside_a_picture_is_answered_too(printer: VirtualPrinter) -> None:
    printer.hear(b"\x1dv0\x00\x03\x00\x01\x00\x10\x04\x01")
    assert printer.answers() == b"\x12"


def test_a_status_question_cut_in_half_is_answered_once(printer: VirtualPrinter) -> None:
    for byte in ASK[:3]:
        printer.hear(bytes([byte]))
    printer.hear(b"\n")
    assert printer.answers() == b"\x12"


def test_a_fault_nobody_knows_is_refused(printer: VirtualPrinter) -> None:
    with pytest.raises(ValueError, match="on_fire"):
        printer.set_faults("paper_out", "on_fire")
    assert printer.faults() == set()


def test_another_process_may_write_the_faults(printer: VirtualPrinter) -> None:
    (printer.folder / "faults").write_text("paper_out  near_end\nnonsense", "utf-8")
    assert printer.faults() == {"paper_out", "near_end"}
    assert printer.faults() <= FAULTS


def test_it_tells_its_name_when_asked(printer: VirtualPrinter) -> None:
    printer.hear(b"\x1dI\x43\x1dI\x01")
    assert printer.answers() == b"_Virtual\0\x01"


def test_fixed_bits_are_as_the_reference_says() -> None:
    for asked in (1, 2, 3, 4):
        for fault in FAULTS:
            assert status_byte(asked, {fault}) & 0x93 == 0x12


def test_no_half_written_picture_is_ever_seen(printer: VirtualPrinter) -> None:
    printer.hear(slip())
    assert {file.suffix for file in printer.folder.iterdir()} == {".png", ".json"}
    said = json.loads((printer.folder / "ticket-000001.json").read_text("utf-8"))
    assert said["unknown"] == []
