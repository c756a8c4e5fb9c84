"""luot demo as a person starts it: real programs, told addresses, and nothing left afterwards."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import httpx
import pytest

from queue_server.demo import told
from queue_server.hall import Hall
from tests.harness.ports import LOOPBACK, free_port, listens
from tests.harness.programs import Programs
from tests.harness.waiting import wait_until


@pytest.mark.slow
def test_the_demo_brings_up_a_hospital_and_takes_all_of_it_down(
    tmp_path: Path, programs: Programs
) -> None:
    port, kiosk_port = free_port(), free_port()
    demo = programs.start(
        "demo", "luot", "demo", "--dir", tmp_path / "demo", "--port", str(port),
        "--kiosk-port", str(kiosk_port),
    )  # fmt: skip
    demo.wait_for_line("Ctrl-C để tắt tất cả", 90)

    assert httpx.get(f"http://{LOOPBACK}:{port}/healthz").json()["database"] == "ok"
    assert httpx.get(f"http://{LOOPBACK}:{kiosk_port}/").status_code == 200
    assert "BẢN DÙNG THỬ" in httpx.get(f"http://{LOOPBACK}:{port}/").text

    os.kill(demo.pid, signal.SIGINT)  # Ctrl-C
    demo.process.wait(20)

    assert demo.process.returncode == 0
    wait_until(lambda: not listens(port) and not listens(kiosk_port), 5)
    folder = str(tmp_path / "demo").encode()
    left = [one.name for one in Path("/proc").glob("[0-9]*") if folder in _command(one)]
    assert left == []


def _command(process: Path) -> bytes:
    """The command line of a process, empty for one that has just ended."""
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""


def test_everything_one_needs_stands_on_one_screen(tmp_path: Path) -> None:
    hall = Hall(
        folder=tmp_path, server_file=tmp_path / "s", address="http://127.0.0.1:8080",
        kiosk_code="AAA-BBB-CCC", printer_key=tmp_path / "k", patient="http://127.0.0.1:8080/t/x",
        boards={"a": "http://127.0.0.1:8080/board#key=1", "b": "http://127.0.0.1:8080/board#key=2"},
    )  # fmt: skip

    for lang in ("vi", "en"):
        screen = told(hall, "http://127.0.0.1:8090/", lang)
        for there in (
            "/reception",
            "/room/quay-2",
            "#key=1",
            "/t/x",
            "quantri",
            ":8090/",
            "tickets",
        ):
            assert there in screen
