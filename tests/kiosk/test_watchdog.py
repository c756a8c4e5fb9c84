"""A dead or hung browser is ended with its children and started again; a living one stays."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.watchdog import Patience, Watchdog
from tests.harness.waiting import wait_until

PATIENCE = Patience(hung_after_ms=30_000, start_within_ms=60_000)
HANGING = """
import os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open(sys.argv[1], "w").write(str(child.pid))
time.sleep(60)
"""


class Mono:
    def __init__(self) -> None:
        self.at = 1_000

    def __call__(self) -> int:
        return self.at


@pytest.fixture
def mono() -> Mono:
    return Mono()


@pytest.fixture
def browser(tmp_path: Path, mono: Mono) -> Iterator[Watchdog]:
    """A browser that does not listen to a gentle word and has a child of its own."""
    command = [sys.executable, "-c", HANGING, str(tmp_path / "child")]
    dog = Watchdog(command, mono=mono, patience=PATIENCE)
    yield dog
    dog.end()


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"


def test_a_browser_with_a_living_page_is_left_alone(browser: Watchdog, mono: Mono) -> None:
    browser.step()
    for _ in range(10):
        mono.at += 29_000
        browser.alive()
        browser.step()

    assert browser.starts == 1


def test_a_hung_browser_goes_with_its_children_and_comes_again(
    browser: Watchdog, mono: Mono, tmp_path: Path
) -> None:
    browser.step()
    child = int(
        wait_until(lambda: (tmp_path / "child").exists() and (tmp_path / "child").read_text())
    )
    browser.alive()
    mono.at += 30_001
    browser.step()

    wait_until(lambda: not lives(child))
    browser.step()
    assert browser.starts == 2


def test_a_page_that_never_came_up_gets_more_time_but_not_for_ever(
    browser: Watchdog, mono: Mono
) -> None:
    browser.step()
    mono.at += 59_000
    browser.step()
    assert browser.starts == 1

    mono.at += 2_000
    browser.step()
    browser.step()
    assert browser.starts == 2


def test_a_browser_that_ends_at_once_is_not_started_in_a_frenzy(mono: Mono) -> None:
    dog = Watchdog([sys.executable, "-c", ""], mono=mono, patience=PATIENCE)
    for _ in range(3):
        dog.step()
        started = dog._browser
        if started is not None:
            started.wait(10)
        dog.step()
    assert dog.starts == 2  # the third waits for a second to pass

    mono.at += 1_000
    dog.step()
    assert dog.starts == 3
    dog.end()


def test_a_missing_browser_does_not_stop_the_kiosk(mono: Mono) -> None:
    dog = Watchdog(["/no/such/browser"], mono=mono, patience=PATIENCE)

    dog.step()

    assert dog.starts == 0
