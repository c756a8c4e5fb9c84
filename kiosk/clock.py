"""What time it is for a kiosk: its own clock, corrected by what it measured, or asked of staff.

Between two measurements the time runs on the machine's monotonic clock, so nobody's issue time
jumps when somebody sets the system clock while the kiosk works.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

TOLERATED_MS: Final = 60_000
"""A smaller difference to the server is not corrected: slip and wall clock should agree."""

BUILT_AT: Final = 1_793_491_200_000
"""1 November 2026: no kiosk with this program ever ran earlier, so an earlier date is wrong."""

BACKWARD_MS: Final = 5 * 60_000
FORWARD_MS: Final = 400 * 86_400_000
"""How far the date may lie after the newest one on disk: a kiosk may stand unused for a year."""


def wall_ms() -> int:
    """UTC milliseconds since 1970 as the machine believes."""
    return time.time_ns() // 1_000_000


def mono_ms() -> int:
    """Milliseconds of a clock nobody can set."""
    return time.monotonic_ns() // 1_000_000


class Clock:
    """The kiosk's time. ``offset_ms`` is what has to be added to the machine's own time."""

    def __init__(
        self,
        wall: Callable[[], int] = wall_ms,
        mono: Callable[[], int] = mono_ms,
        *,
        offset_ms: int = 0,
    ) -> None:
        self._wall, self._mono = wall, mono
        self._lock = threading.Lock()
        self.offset_ms = offset_ms
        self.measured = False  # the server itself told the offset since the start
        self._anchor()

    def _anchor(self) -> None:
        self._start, self._start_mono = self._wall(), self._mono()

    def raw(self) -> int:
        """The machine's own time, undisturbed by later changes of the system clock."""
        return self._start + self._mono() - self._start_mono

    @property
    def correction_ms(self) -> int:
        """What `now` adds: the offset when it is worth correcting, else nothing."""
        return self.offset_ms if abs(self.offset_ms) > TOLERATED_MS else 0

    def now(self) -> int:
        """UTC milliseconds for issue times and service days."""
        return self.raw() + self.correction_ms

    def measure(self, server_at: int, *, asked_raw: int, heard_raw: int) -> None:
        """Take over the server's time, told between ``asked_raw`` and ``heard_raw``."""
        with self._lock:
            self.offset_ms = server_at - (asked_raw + heard_raw) // 2
            self.measured = True

    def set_by_staff(self, at: int) -> None:
        """Staff read the time from a watch; holds until the server tells it."""
        with self._lock:
            self._anchor()
            self.offset_ms = at - self.raw()

    def plausible(self, newest_at: int) -> bool:
        """Whether the date can be true: not before the newest on disk, nor far behind it.

        While it cannot, the system clock is looked at anew: it may have been set meanwhile.
        """
        if self.measured or self._believable(newest_at):
            return True
        with self._lock:
            self._anchor()
        return self._believable(newest_at)

    def _believable(self, newest_at: int) -> bool:
        now = self.now()
        if now < max(BUILT_AT, newest_at - BACKWARD_MS):
            return False
        return not newest_at or now <= newest_at + FORWARD_MS
