"""Nothing is left out quietly, and a failure shows what its programs said."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow  # each test is a run of pytest
LEFT_OUT = """
import pytest
from tests.harness.left_out import leave_out
@pytest.mark.parametrize("number", [1, 2])
def test_of_the_cutter(number): leave_out("the cutter, because there is no printer here")
def test_of_the_paper(): leave_out("the paper, because it is out")
@pytest.mark.skip(reason="Left out: the bell, because Redis is missing")
def test_of_the_bell(): pass
@pytest.mark.skip(reason="not on this system")
def test_of_something_else(): pass
"""
FAILS = """
def test_of_the_kiosk(programs):
    programs.python("kiosk", "-c", "print('no printer', 'found')").wait_for_line("found")
    assert False
"""


def run(tmp_path: Path, test: str, *options: str) -> str:
    """What pytest says of a test file."""
    (tmp_path / "test_it.py").write_text(test)
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        tmp_path,
    ]
    done = subprocess.run(
        [*command, "-c", "/dev/null", *options, tmp_path / "test_it.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def test_every_reason_is_told_at_the_end_with_its_number_of_tests(tmp_path: Path) -> None:
    said = run(tmp_path, LEFT_OUT, "-p", "tests.harness.left_out")
    told = [line for line in said.splitlines() if line.startswith("Left out: ")]
    assert told == [
        "Left out: the bell, because Redis is missing (1 test)",
        "Left out: the cutter, because there is no printer here (2 tests)",
        "Left out: the paper, because it is out (1 test)",
    ]
    assert said.rstrip().splitlines()[-1].startswith("=")  # pytest's closing line stays the last


def test_it_is_told_from_parallel_workers_too(tmp_path: Path) -> None:
    said = run(tmp_path, LEFT_OUT, "-p", "tests.harness.left_out", "-n", "1")
    assert "Left out: the paper, because it is out (1 test)" in said


def test_nothing_left_out_is_nothing_said(tmp_path: Path) -> None:
    said = run(tmp_path, "def test_it(): pass", "-p", "tests.harness.left_out")
    assert "left out" not in said.lower()


def test_a_failure_shows_the_last_words_of_its_programs(tmp_path: Path) -> None:
    said = run(tmp_path, FAILS, "-p", "tests.harness.fixtures", "-p", "tests.conftest")
    assert "log of kiosk" in said
    assert "no printer found" in said
