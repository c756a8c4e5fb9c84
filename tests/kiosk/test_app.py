"""luot-kiosk as a program: enrolled, run, killed, started again; one program a journal."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import httpx

from tests.harness.programs import Programs
from tests.harness.waiting import wait_until
from tests.kiosk.bench import free_port
from tests.simulators.kiosk_server import KioskServer

LUOT_KIOSK = [sys.executable, "-m", "kiosk"]


def command(folder: Path, server: KioskServer, *words: str) -> list[str]:
    where = ["--server", server.url, "--data", str(folder), "--spool", str(folder / "spool.db")]
    return [*LUOT_KIOSK, *where, "--lang", "en", *words]


def say(folder: Path, server: KioskServer, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(folder, server, *words), capture_output=True, text=True, timeout=30, check=False
    )


def test_a_kiosk_enrols_gives_numbers_and_goes_on_after_a_kill(
    tmp_path: Path, server: KioskServer, programs: Programs
) -> None:
    assert say(tmp_path, server, "enrol", "GOOD-CODE").stdout.startswith("Enrolled: Kiosk 2")
    port = free_port()
    run = command(tmp_path, server, "run", "--no-browser", "--no-voice", "--port", str(port))
    origin = f"http://127.0.0.1:{port}"

    numbers = []
    for at in range(2):
        kiosk = programs.start(f"kiosk-{at}", *run)
        kiosk.wait_for_line(re.escape(origin))
        with httpx.Client(base_url=origin, headers={"Origin": origin}, trust_env=False) as page:
            picture = wait_until(lambda p=page: _ready(p))
            body = {"press": picture["press"], "service": "kham", "on_screen": True}
            numbers.append(page.post("/press", json=body).json()["result"]["given"]["number"])
            page.post("/idle", json={"press": picture["press"]})
        kiosk.kill()

    assert numbers == ["A001", "A002"]
    assert "enrolled: yes" in say(tmp_path, server, "state").stdout


def _ready(page: httpx.Client) -> dict[str, str] | None:
    picture: dict[str, str] = page.get("/state").json()
    return picture if picture["here"] else None


def test_a_second_program_on_the_same_journal_is_refused(
    tmp_path: Path, server: KioskServer, programs: Programs
) -> None:
    run = command(tmp_path, server, "run", "--no-browser", "--no-voice", "--port")
    programs.start("first", *run, str(free_port())).wait_for_line("Kiosk: ")

    second = subprocess.run(
        [*run, str(free_port())], capture_output=True, text=True, timeout=30, check=False
    )

    assert second.returncode != 0
    assert "Another kiosk is already running" in second.stderr


def test_it_ends_well_when_asked(tmp_path: Path, server: KioskServer, programs: Programs) -> None:
    run = command(tmp_path, server, "run", "--no-browser", "--no-voice", "--port", str(free_port()))
    kiosk = programs.start("kiosk", *run)
    kiosk.wait_for_line("Kiosk: ")

    assert kiosk.stop() == 0


def test_a_wrong_code_and_a_missing_server_are_told(tmp_path: Path, server: KioskServer) -> None:
    assert say(tmp_path, server, "enrol", "WRONG-CODE").returncode != 0
    server.mode = "breaks"
    alone = subprocess.run(
        [*LUOT_KIOSK, "--server", "http://127.0.0.1:1", "--data", str(tmp_path), "--spool",
         str(tmp_path / "s.db"), "--lang", "en", "enrol", "GOOD-CODE"],
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert "Cannot reach http://127.0.0.1:1" in alone.stderr
