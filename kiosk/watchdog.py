"""Keeps a living browser in front of the patient: starts it, and starts it again when it hangs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import structlog

TICK_S: Final = 1.0
GENTLE_S: Final = 3.0
PAUSES_MS: Final = (0, 1_000, 2_000, 5_000, 10_000, 30_000)
"""Between starts that failed one after another, so that a broken display keeps the machine cool."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """When a browser counts as hung, in milliseconds."""

    hung_after_ms: int = 30_000
    start_within_ms: int = 60_000


class Watchdog:
    """One browser. `alive` is told by the page's requests; `step` looks after it."""

    def __init__(
        self, command: Sequence[str], *, mono: Callable[[], int], patience: Patience
    ) -> None:
        self._command, self._mono, self._patience = list(command), mono, patience
        self._browser: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._alive_at: int | None = None  # None: not a word since the start
        self._started_at = self._start_due = 0
        self._failures = 0
        self.starts = 0
        self._log = structlog.get_logger("kiosk")

    def alive(self) -> None:
        """The page gave a sign of life."""
        with self._lock:
            self._alive_at = self._mono()
            self._failures = 0

    def step(self) -> None:
        """Start the browser when there is none, end it when it is dead or hangs."""
        if self._browser is None:
            if self._mono() >= self._start_due:
                self._start()
            return
        code = self._browser.poll()
        if code is None and not self._hangs():
            return
        self._log.warning("kiosk.browser_lost", exit=code, hung=code is None)
        self.end()
        self._start_due = self._mono() + PAUSES_MS[min(self._failures, len(PAUSES_MS) - 1)]
        self._failures += 1

    def run(self, stop: threading.Event) -> None:
        """Look after the browser until told to stop."""
        while not stop.is_set():
            self.step()
            stop.wait(TICK_S)
        self.end()

    def end(self) -> None:
        """End the browser and all its children: first asked, then without asking."""
        browser, self._browser = self._browser, None
        if browser is None:
            return
        _signal(browser, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            browser.wait(GENTLE_S)
        _signal(browser, signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            browser.wait(GENTLE_S)

    def _start(self) -> None:
        try:
            self._browser = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # a group of its own, so that nothing of it stays behind
            )
        except OSError as wrong:
            self._log.error("kiosk.no_browser", why=str(wrong))
            self._start_due = self._mono() + PAUSES_MS[-1]
            return
        self.starts += 1
        with self._lock:
            self._started_at, self._alive_at = self._mono(), None

    def _hangs(self) -> bool:
        with self._lock:
            if self._alive_at is None:
                return self._mono() - self._started_at > self._patience.start_within_ms
            return self._mono() - self._alive_at > self._patience.hung_after_ms


def _signal(browser: subprocess.Popen[bytes], number: int) -> None:
    """To the browser's whole group, and to no other process."""
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            browser.send_signal(number)
        else:
            os.killpg(browser.pid, number)
