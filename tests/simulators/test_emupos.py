"""The ticket's bytes read by a decoder that no one here wrote."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from printer.agent import Agent, Manner
from printer.commands import Command
from printer.devices import NetworkDevice
from printer.profile import profile
from printer.render import Mode, Renderer
from printer.spool import Spool
from printer.status import DIALECTS, ask
from queue_server.wire import Slip
from tests.harness.waiting import wait_until
from tests.simulators.emupos import Emupos, running
from tests.simulators.printer_slips import (
    LINK,
    WIDE,
    a_slip,
    codes_in,
    commands,
    in_english,
    printed,
)


@pytest.fixture(scope="module")
def emupos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emupos]:
    """One emupos for all tests here; each leaves it without faults."""
    with running(tmp_path_factory.mktemp("emupos")) as printer:
        yield printer


@pytest.fixture
def way(emupos: Emupos) -> Iterator[NetworkDevice]:
    device = NetworkDevice("127.0.0.1", emupos.port)
    yield device
    device.close()


def agent(spool: Spool, way: NetworkDevice, mode: Mode = "bands") -> Agent:
    renderer = Renderer(profile(WIDE, 80), mode)
    manner = Manner(renderer=renderer, dialect=DIALECTS["epson"], give_up_s=0.5)
    return Agent(spool, way, manner=manner)


def on_paper(emupos: Emupos, data: bytes) -> Image.Image:
    before = len(emupos.receipts())
    with socket.create_connection(("127.0.0.1", emupos.port), timeout=5) as line:
        line.sendall(data + b"\x1dr\x01")
        assert line.recv(1) == b"\x00"
    wait_until(lambda: len(emupos.receipts()) == before + 1)
    return emupos.image(emupos.receipts()[-1])


def drawn(pieces: list[Command]) -> Image.Image:
    """Only rasters and feeds, put together from the bytes by hand."""
    page = Image.new("1", (576, 4000), 1)
    y = 0
    for piece in pieces:
        if piece.name == "ESC J":
            y += piece.args[0]
        elif piece.name == "GS v 0":
            rows = piece.args[3] | piece.args[4] << 8
            band = Image.frombytes("1", (piece.args[1] * 8, rows), piece.data)
            page.paste(ImageChops.invert(band), (0, y))
            y += rows
    return page.crop((0, 0, 576, y)).convert("L")


def ink(picture: Image.Image) -> Image.Image:
    """The picture cut to what is black."""
    box = ImageChops.invert(picture).getbbox()
    assert box is not None
    return picture.crop((0, box[1], picture.width, box[3]))


def test_every_dot_that_was_sent_is_on_the_paper(emupos: Emupos) -> None:
    data = Renderer(profile(WIDE, 80), "bands").slip(a_slip(number="Đ012", link=""))
    pieces = commands(data)
    assert not any(piece.name == "text" for piece in pieces), "all of this slip is pictures"
    seen, sent = ink(on_paper(emupos, data)), ink(drawn(pieces))
    assert seen.size == sent.size
    assert ImageChops.difference(seen, sent).getbbox() is None
    other = ink(drawn(commands(Renderer(profile(WIDE, 80), "bands").slip(a_slip(number="Đ013")))))
    assert other.tobytes() != sent.tobytes(), "the comparison must be able to fail"


@pytest.mark.parametrize("mode", ["bands", "hybrid", "text"])
@pytest.mark.parametrize("slip", [a_slip(), in_english(priority=True)], ids=["vi", "en"])
def test_a_phone_reads_the_code_from_its_paper(emupos: Emupos, mode: Mode, slip: Slip) -> None:
    picture = on_paper(emupos, Renderer(profile(WIDE, 80), mode).slip(slip))
    assert codes_in(picture) == [LINK]


def test_it_feeds_as_far_as_our_own_reader_does(emupos: Emupos) -> None:
    """Vertical units are set, so a feed is as many dots as it says, for both readers."""
    data = Renderer(profile(WIDE, 80), "bands").slip(a_slip(number="Đ012"))
    theirs, ours = ink(on_paper(emupos, data)), ink(printed(data).picture)
    assert abs(theirs.height - ours.height) <= 2


@pytest.mark.parametrize(
    "fault, paper, raw",
    [
        ("paper-near-end", "near_end", "1:12 2:12 3:12 4:1e"),
        ("paper-out", "paper_out", "1:1a 2:32 3:12 4:7e"),
        ("cover-open", "cover_open", "1:1a 2:16 3:12 4:12"),
    ],
)
def test_its_faults_are_seen(
    emupos: Emupos, way: NetworkDevice, fault: str, paper: str, raw: str
) -> None:
    way.open()
    ticks = iter(range(1000))
    emupos.fault(fault)
    try:
        status = ask(way, DIALECTS["epson"], monotonic=lambda: next(ticks) / 100)
    finally:
        emupos.fault(fault, on=False)
    assert (status.paper, status.raw) == (paper, raw)
    assert ask(way, DIALECTS["epson"], monotonic=lambda: next(ticks) / 100).paper == "ok"


def test_the_agent_confirms_on_its_word(emupos: Emupos, way: NetworkDevice, tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool.db")
    spool.put(a_slip())
    agent(spool, way).step()
    assert spool.state("slip-00000001") == "printed"


@pytest.mark.parametrize("fault", ["paper-out", "cover-open"])
def test_the_agent_sends_nothing_into_a_printer_that_cannot_print(
    emupos: Emupos, way: NetworkDevice, tmp_path: Path, fault: str
) -> None:
    spool = Spool(tmp_path / "spool.db")
    before = len(emupos.receipts())
    emupos.fault(fault)
    try:
        spool.put(a_slip())
        runner = agent(spool, way)
        wait_until(lambda: runner.step() or spool.failed(), 10)
    finally:
        emupos.fault(fault, on=False)
    assert spool.failed()[0].detail == fault.replace("-", "_")
    assert len(emupos.receipts()) == before


def test_a_slip_held_without_paper_comes_out_once_and_is_then_confirmed(
    emupos: Emupos, way: NetworkDevice, tmp_path: Path
) -> None:
    spool = Spool(tmp_path / "spool.db")
    before = len(emupos.receipts())
    runner = agent(spool, way)
    runner._at = lambda phase: emupos.fault("paper-out") if phase == "half_sent" else None
    spool.put(a_slip())
    try:
        runner.step()
        assert spool.state("slip-00000001") == "unconfirmed"
        assert len(emupos.receipts()) == before
    finally:
        emupos.fault("paper-out", on=False)
    wait_until(lambda: runner.step() or spool.state("slip-00000001") == "printed", 10)
    assert len(emupos.receipts()) == before + 1
