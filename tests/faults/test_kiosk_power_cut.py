"""The power fails at every line of giving a number; each press ends with exactly one number."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kiosk.bench import MONDAY_0730
from tests.simulators.kiosk_server import KioskServer

ROOT = Path(__file__).parents[2]


@pytest.fixture
def server() -> Iterator[KioskServer]:
    with KioskServer(now=MONDAY_0730) as running:
        yield running


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory: a killed process loses nothing that was written, synced or not."""
    shared = Path("/dev/shm")
    if not shared.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=shared) as folder:
        yield Path(folder)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="forks")
@pytest.mark.parametrize("mode", ["online", "offline"])
def test_power_cut_at_every_line_leaves_one_number_and_one_slip(
    memory: Path, server: KioskServer, mode: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.kiosk.power", str(memory), server.url, mode],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    runs: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]

    assert len(runs) > 80  # every line of the path, not a few
    assert [run["killed"] for run in runs] == [True] * (len(runs) - 1) + [False]
    for run in runs:
        at = f"power cut before line {run['n']}: {run}"
        assert len(run["presses"]) == 1, at
        assert len(run["numbers"]) == 1, at
        assert run["paper"] == ["slip"], at
        assert run["slips"] == [[run["numbers"][0], 1]], at
        if mode == "online":
            assert server.numbers[run["presses"][0]] == run["numbers"][0], at
    if mode == "online":
        given = server.all_numbers()
        assert len(set(given)) == len(given)
        pressed = {run["presses"][0] for run in runs}
        assert len(set(server.numbers) - pressed) == 1  # only the program's own warm-up beside them
    else:
        assert {run["numbers"][0] for run in runs} == {"A2-001"}
