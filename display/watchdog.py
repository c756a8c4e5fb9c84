"""Keeps a board on its screen: starts the browser, watches the page's pulse, starts again what died or hangs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from display.chromium import Chromium, Silent
from display.settings import Settings
from queue_server.words import Lang, say

LOOK_S: Final = 2.0
FIRST_BEAT_S: Final = 45.0
"""A cold mini PC with a slow disk may need this long from start to first pulse."""
AGAIN_S: Final = (1, 2, 5, 10, 30)
"""Pauses between starts; a browser that dies at once must not keep the machine from breathing."""
CALM_S: Final = 120.0
"""A browser that ran so long was well; the pauses start from the beginning."""

Tell = Callable[[str], None]


def watch(
    settings: Settings, program: str, *, stop: threading.Event, tell: Tell, lang: Lang
) -> None:
    """Show the board until ``stop`` is set.

    1. Start the browser on the board's page.
    2. Stay while its pulse goes on.
    3. End what is left of it, wait a moment (longer each time), begin again.
    """
    failures = 0
    while not stop.is_set():
        started = time.monotonic()
        tell(say("board.watch_started", lang, address=settings.server))
        with _open(settings, program) as browser:
            why = _stay(browser, settings, stop=stop, tell=tell, lang=lang)
        if stop.is_set():
            return
        failures = 0 if time.monotonic() - started > CALM_S else failures + 1
        pause_s = AGAIN_S[min(failures, len(AGAIN_S)) - 1] if failures else AGAIN_S[0]
        tell(say(why, lang, s=pause_s if why == "board.watch_dead" else round(settings.hung_s)))
        stop.wait(pause_s)


def _open(settings: Settings, program: str) -> Chromium:
    return Chromium(
        program,
        folder=Path(settings.folder),
        address=settings.address(),
        options=settings.options,
    )


def _stay(
    browser: Chromium, settings: Settings, *, stop: threading.Event, tell: Tell, lang: Lang
) -> str:
    """Until the browser is dead or hangs; the key of the sentence that says which."""
    last, moved = "", time.monotonic() + FIRST_BEAT_S - settings.hung_s
    while not stop.wait(LOOK_S):
        if browser.ended():
            return "board.watch_dead"
        try:
            beat = browser.beat()
        except Silent:
            beat = last
        else:
            if not beat:  # a living browser on an error page: the server was away
                tell(say("board.watch_away", lang))
                _reload(browser, settings)
                moved = max(moved, time.monotonic())
        if beat != last:
            last, moved = beat, time.monotonic()
        if time.monotonic() - moved > settings.hung_s:
            return "board.watch_hung"
    return "board.watch_dead"


def _reload(browser: Chromium, settings: Settings) -> None:
    try:
        browser.go(settings.address())
    except Silent:
        return  # it hangs; the missing pulse will say so
