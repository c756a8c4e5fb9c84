"""Waiting for something to become true, with an end; the only place tests may sleep."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def wait_until(condition: Callable[[], T], seconds: float = 5, *, what: str = "") -> T:
    """Ask until the answer is true and hand it back.

    Raises AssertionError naming ``what`` (or the condition) when it is still not true after
    ``seconds``. An AssertionError inside the condition counts as "not yet", so a condition may
    itself assert; the last one is shown.
    """
    deadline = time.monotonic() + seconds
    pause_s = 0.002
    while True:
        last: AssertionError | None = None
        try:
            if answer := condition():
                return answer
        except AssertionError as not_yet:
            last = not_yet
        if time.monotonic() >= deadline:
            name = what or getattr(condition, "__name__", repr(condition))
            raise AssertionError(f"not within {seconds} s: {name}") from last
        time.sleep(pause_s)
        pause_s = min(pause_s * 1.5, 0.1)
