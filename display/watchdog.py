"""Keeps a board on its screen: watches the page's pulse, starts again what died or hangs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from display.chromium import LOADING, Chromium, Silent
from display.settings import Settings
from queue_server.words import Lang, say

LOOK_S: Final = 2.0
FIRST_BEAT_S: Final = 45.0
"""A cold mini PC with a slow disk may need this long from start to first pulse."""
AGAIN_S: Final = (1, 2, 5, 10, 30)
"""Pauses between starts; a browser that dies at once must not keep the machine from breathing."""
CALM_S: Final = 120.0
"""A browser that ran so long was well; the pauses start from the beginning."""

DEAD: Final = "board.watch_dead"
HUNG: Final = "board.watch_hung"
AWAY: Final = "away"
"""Stands for the pulse of an error page: the browser answers, only the server is missing."""
ANSWERS: Final = (AWAY, LOADING)
SILENT: Final = ""

Tell = Callable[[str], None]


class Watch:
    """The watch over one screen; ``tell`` gets a sentence for each thing that happens."""

    def __init__(self, settings: Settings, program: str, *, tell: Tell, lang: Lang = "vi") -> None:
        self.settings = settings
        self.program = program
        self.tell = tell
        self.lang = lang
        self.stop = threading.Event()
        self.seen = SILENT  # the newest pulse

    def run(self) -> None:
        """Show the board until ``stop`` is set.

        1. Start the browser on the board's page.
        2. Stay while its pulse goes on.
        3. End what is left of it, wait a moment (longer each time), begin again.
        """
        failures = 0
        while not self.stop.is_set():
            started = time.monotonic()
            self._say("board.watch_started", address=self.settings.server)
            with self._open() as browser:
                why = self._stay(browser)
            if self.stop.is_set():
                return
            failures = 1 if time.monotonic() - started > CALM_S else failures + 1
            pause_s = AGAIN_S[min(failures, len(AGAIN_S)) - 1]
            self._say(why, s=pause_s if why == DEAD else round(self.settings.hung_s))
            self.stop.wait(pause_s)

    def _open(self) -> Chromium:
        return Chromium(
            self.program,
            folder=Path(self.settings.folder),
            address=self.settings.address(),
            options=self.settings.options,
        )

    def _stay(self, browser: Chromium) -> str:
        """Until the browser is dead or hangs; the key of the sentence that says which."""
        self.seen = SILENT
        moved = time.monotonic() + FIRST_BEAT_S - self.settings.hung_s
        while not self.stop.wait(LOOK_S):
            if browser.ended():
                return DEAD
            beat = self._beat(browser)
            if beat in ANSWERS:
                moved = max(moved, time.monotonic())
            elif beat != self.seen:
                moved = time.monotonic()
            self.seen = beat
            if time.monotonic() - moved > self.settings.hung_s:
                return HUNG
        return DEAD

    def _beat(self, browser: Chromium) -> str:
        """What the page says; the same as before when it says nothing at all."""
        try:
            beat = browser.beat()
        except Silent:
            return SILENT if self.seen in ANSWERS else self.seen
        if beat:
            return beat
        if self.seen != AWAY:
            self._say("board.watch_away")
        self._reload(browser)
        return AWAY

    def _reload(self, browser: Chromium) -> None:
        try:
            browser.go(self.settings.address())
        except Silent:
            return  # it hangs; the missing pulse will say so

    def _say(self, key: str, **facts: object) -> None:
        self.tell(say(key, self.lang, **facts))
