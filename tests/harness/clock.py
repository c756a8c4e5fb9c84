"""A clock tests move by hand: the same value the site gets handed, UTC milliseconds since 1970."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

MONDAY_MORNING: Final = int(datetime(2026, 11, 23, 0, 30, tzinfo=UTC).timestamp() * 1000)
"""07:30 in Hà Nội on a working Monday: the doors have just opened."""


class Clock:
    """Stands still until told; call it for the time, as the programs do."""

    def __init__(self, now_at: int = MONDAY_MORNING) -> None:
        self.now_at = now_at

    def __call__(self) -> int:
        return self.now_at

    def forward(
        self, *, ms: int = 0, seconds: float = 0, minutes: float = 0, hours: float = 0
    ) -> int:
        """Let time pass, and say what time it is then."""
        self.now_at += ms + round(1000 * (seconds + 60 * (minutes + 60 * hours)))
        return self.now_at

    def set(self, now_at: int) -> int:
        """Jump, also backwards, as a machine's clock does when somebody corrects it."""
        self.now_at = now_at
        return self.now_at
