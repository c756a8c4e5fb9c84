"""A board stays on its screen: a dead, hung or lonely browser is brought back. Real browsers."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from display.settings import Settings
from display.watchdog import Watch
from tests.harness.browser import SWITCHES, executable
from tests.harness.ports import free_port
from tests.harness.waiting import wait_until
from tests.simulators.board_pictures import hall
from tests.simulators.board_server import CODE, BoardServer
from tests.simulators.network import Network

pytestmark = pytest.mark.slow

HEADLESS = ("--headless=new", *SWITCHES)


class Guarded:
    """A watch in a thread, what it said, and the browser's process it started last."""

    def __init__(self, settings: Settings, program: str) -> None:
        self.said: list[str] = []
        self.watch = Watch(settings, program, tell=self.said.append, lang="en")
        self.thread = threading.Thread(target=self.watch.run)
        self.folder = Path(settings.folder)

    def browser(self) -> int:
        """The browser's own process id, from the lock it keeps in its folder."""
        return int(os.readlink(self.folder / "SingletonLock").rsplit("-", 1)[1])

    def times(self, word: str) -> int:
        return sum(word in sentence for sentence in self.said)


@pytest.fixture
def guarded(server: BoardServer, tmp_path: Path, chromium: Browser) -> Iterator[Guarded]:
    server.show(hall())
    yield from _guard(server.address, tmp_path)


def _guard(address: str, folder: Path) -> Iterator[Guarded]:
    settings = Settings(
        server=address, code=CODE, folder=str(folder / "board"), hung_s=3, options=HEADLESS
    )
    program = executable()
    assert program is not None
    one = Guarded(settings, program)
    one.thread.start()
    yield one
    one.watch.stop.set()
    one.thread.join(20)
    assert not one.thread.is_alive()


def test_the_screen_enrols_itself_and_comes_back_after_its_browser_died(
    guarded: Guarded, server: BoardServer
) -> None:
    wait_until(lambda: server.watching and guarded.watch.seen.isdigit(), 30)
    first = guarded.browser()
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: guarded.times("has ended") == 1, 20)
    wait_until(lambda: server.watching and guarded.browser() != first, 30)


def test_a_browser_that_hangs_is_started_again(guarded: Guarded, server: BoardServer) -> None:
    wait_until(lambda: server.watching, 30)
    wait_until(lambda: guarded.watch.seen.isdigit(), 10)
    server.watching.clear()
    first = guarded.browser()
    os.kill(first, signal.SIGSTOP)
    try:
        wait_until(lambda: guarded.times("has not moved") == 1, 40)
    finally:
        with suppress(ProcessLookupError):
            os.kill(first, signal.SIGCONT)
    wait_until(lambda: server.watching, 30)


def test_a_server_that_is_away_at_start_is_waited_for_without_a_restart(
    server: BoardServer, tmp_path: Path, chromium: Browser
) -> None:
    server.show(hall())
    port = free_port()
    lonely = _guard(f"http://127.0.0.1:{port}", tmp_path)
    one = next(lonely)
    wait_until(lambda: one.times("does not answer") == 1, 40)
    with Network(server.port, port=port):
        wait_until(lambda: server.watching, 30)
        assert one.times("has ended") == one.times("has not moved") == 0
        next(lonely, None)
