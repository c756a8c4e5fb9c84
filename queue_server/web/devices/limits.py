"""How fast a machine may ask. No patient loses a number by it: numbers go on, staff are told.

One kiosk cannot serve more than one person in two seconds. What comes faster is a child at the
screen or a broken machine: up to a burst it still gets numbers, reception is rung once, and beyond
that the kiosk is told to wait, which makes it give numbers of its own series. Nothing is held back
by address alone: a whole hospital sits behind one.
"""

from __future__ import annotations

from collections import deque
from typing import Final

from queue_server.web.common.pace import Pace

MINUTE_MS: Final = 60_000

HURRY_IN_A_MINUTE: Final = 25
"""More numbers from one kiosk in a minute: somebody should look; 300 in half an hour pass."""

RING_AGAIN_MS: Final = 10 * MINUTE_MS

PRESSES: Final = (40, 2_000)
ENROLMENTS: Final = (10, 6_000)
REQUESTS: Final = (200, 50)
"""Burst, then milliseconds for one more: presses of a kiosk, codes from one address, anything."""


class Limits(Pace):
    """What machines are held to, in one server process."""

    def __init__(self) -> None:
        super().__init__()
        self._presses: dict[str, deque[int]] = {}
        self._rung: dict[str, int] = {}

    def hurries(self, kiosk: str, now: int) -> bool:
        """Note a new number of ``kiosk``; True when reception should be rung about it now."""
        seen = self._presses.setdefault(kiosk, deque())
        seen.append(now)
        while seen and seen[0] <= now - MINUTE_MS:
            seen.popleft()
        quiet = now - self._rung.get(kiosk, -RING_AGAIN_MS) >= RING_AGAIN_MS
        if len(seen) <= HURRY_IN_A_MINUTE or not quiet:
            return False
        self._rung[kiosk] = now
        return True
