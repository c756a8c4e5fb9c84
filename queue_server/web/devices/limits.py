"""How fast a machine may ask. No patient loses a number by it: numbers go on, staff are told.

One kiosk cannot serve more than one person in two seconds. What comes faster is a child at the
screen or a broken machine: up to a burst it still gets numbers, reception is rung once, and beyond
that the kiosk is told to wait, which makes it give numbers of its own series. Nothing is held back
by address alone: a whole hospital sits behind one.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from queue_server.core.refusal import Refusal

MINUTE_MS: Final = 60_000

HURRY_IN_A_MINUTE: Final = 25
"""More numbers from one kiosk in a minute: somebody should look; 300 in half an hour pass."""

RING_AGAIN_MS: Final = 10 * MINUTE_MS

PRESSES: Final = (40, 2_000)
ENROLMENTS: Final = (10, 6_000)
REQUESTS: Final = (200, 50)
"""Burst, then milliseconds for one more: presses of a kiosk, codes from one address, anything."""


@dataclass(slots=True)
class Bucket:
    """Lets a burst through, then one each ``every_ms``."""

    burst: int
    every_ms: int
    left: float = field(init=False)
    at: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.left = self.burst

    def take(self, now: int) -> int:
        """Take one; the answer is how many ms are missing, 0 when there was one."""
        self.left = min(self.burst, self.left + max(0, now - self.at) / self.every_ms)
        self.at = now
        if self.left < 1:
            return round((1 - self.left) * self.every_ms) or 1
        self.left -= 1
        return 0


class Limits:
    """The buckets of one server process, by what and who."""

    def __init__(self) -> None:
        self._buckets: dict[tuple[str, str], Bucket] = {}
        self._presses: dict[str, deque[int]] = {}
        self._rung: dict[str, int] = {}

    def check(self, what: str, who: str, *, now: int, rate: tuple[int, int]) -> None:
        """Raises Refusal("too_many") when ``who`` does ``what`` faster than ``rate``."""
        self._tidy(now)
        bucket = self._buckets.setdefault((what, who), Bucket(*rate))
        if missing_ms := bucket.take(now):
            raise Refusal("too_many", seconds=-(-missing_ms // 1000))

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

    def _tidy(self, now: int) -> None:
        """Full buckets say nothing: without this, every address ever seen would stay in memory."""
        if len(self._buckets) > 1_000:
            self._buckets = {
                key: one
                for key, one in self._buckets.items()
                if one.left + (now - one.at) / one.every_ms < one.burst
            }
