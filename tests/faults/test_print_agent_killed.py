"""kill -9 of the print agent in every phase: no slip twice unmarked, none silently lost.

Invariant I10 and fault F16 of the reliability contract. Three records are compared that know
nothing of each other: what was put in, the spool on disk, and the paper.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from printer.agent import PHASES
from printer.spool import Spool
from printer.virtual_server import VirtualServer
from tests.harness.waiting import wait_until
from tests.simulators.printer_slips import a_slip, numbers

ROOT = Path(__file__).parents[2]
SLIPS_EACH = 6
SETTINGS = """
[printer]
kind = "network"
profile = "RP-F10-58mm"
paper_mm = 58
mode = "{mode}"
[network]
host = "127.0.0.1"
port = {port}
[spool]
path = "{spool}"
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[VirtualServer]:
    with VirtualServer(tmp_path / "tickets", width=384) as running:
        yield running


def settings(folder: Path, port: int, mode: str) -> Path:
    file = folder / "printer.toml"
    file.write_text(SETTINGS.format(mode=mode, port=port, spool=folder / "spool.db"), "utf-8")
    return file


def agent(file: Path, phase: str, nth: int) -> int:
    """Run the real agent until it is killed (-9) or the spool is empty (0)."""
    command = [sys.executable, "-m", "tests.simulators.printer_killed", str(file), phase, str(nth)]
    done = subprocess.run(command, cwd=ROOT, timeout=60, check=False, capture_output=True)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()
    return done.returncode


@pytest.mark.slow
def test_at_most_one_unmarked_slip_and_never_silence(tmp_path: Path, server: VirtualServer) -> None:
    file = settings(tmp_path, server.port, "bands")
    spool = Spool(tmp_path / "spool.db")
    wanted: list[str] = []
    kills = 0
    for phase in PHASES:
        for _ in range(SLIPS_EACH):
            number = f"A{len(wanted) + 1:03d}"
            wanted.append(number)
            spool.put(a_slip(slip_id=f"slip-{number}", number=number))
        kills += agent(file, phase, 2) != 0
        kills += agent(file, phase, 1) != 0
        assert agent(file, "never", 0) == 0
    assert kills == 2 * len(PHASES), "a kill that did not happen proves nothing"

    wait_until(lambda: set(printed(spool, wanted)) <= set(numbers(server.printer.folder)))
    paper = Counter(numbers(server.printer.folder))
    flagged = {one.slip.number for one in spool.unconfirmed()}
    assert [number for number in wanted if paper[number] > 1] == [], "printed twice unmarked"
    assert [number for number in wanted if not paper[number] and number not in flagged] == []
    assert set(printed(spool, wanted)).isdisjoint(flagged)
    assert set(printed(spool, wanted)) | flagged == set(wanted), "every slip has come to an end"
    assert 0 < len(flagged) <= kills, "only what a kill touched may be in doubt"


def printed(spool: Spool, wanted: list[str]) -> list[str]:
    """The numbers the spool vouches for."""
    return [number for number in wanted if spool.state(f"slip-{number}") == "printed"]


@pytest.mark.slow
def test_a_slip_broken_off_does_not_swallow_the_next(tmp_path: Path, server: VirtualServer) -> None:
    """The printer still waits for the rest of a picture when the next slip comes."""
    file = settings(tmp_path, server.port, "bands")
    spool = Spool(tmp_path / "spool.db")
    for number in ("A001", "A002"):
        spool.put(a_slip(slip_id=f"slip-{number}", number=number))
    assert agent(file, "half_sent", 1) == -signal.SIGKILL
    assert agent(file, "never", 0) == 0
    assert spool.state("slip-A001") == "unconfirmed"
    assert spool.state("slip-A002") == "printed"
    assert numbers(server.printer.folder)[-1] == "A002"
    assert (server.printer.folder / "ticket-000002.png").exists(), "two pieces of paper"


@pytest.mark.slow
def test_a_person_gets_the_doubtful_slip_again_and_it_is_marked(
    tmp_path: Path, server: VirtualServer
) -> None:
    file = settings(tmp_path, server.port, "text")
    spool = Spool(tmp_path / "spool.db")
    spool.put(a_slip())
    assert agent(file, "sent", 1) == -signal.SIGKILL
    assert agent(file, "never", 0) == 0
    assert spool.state("slip-00000001") == "unconfirmed"
    assert spool.reprint("slip-00000001").copy == 2
    assert agent(file, "never", 0) == 0
    assert spool.state("slip-00000001") == "printed"
    wait_until(lambda: len(list(server.printer.folder.glob("ticket-*.png"))) == 2)
    texts = [file.read_text("utf-8") for file in sorted(server.printer.folder.glob("*.json"))]
    assert ["IN LAI" in text for text in texts] == [False, True]
