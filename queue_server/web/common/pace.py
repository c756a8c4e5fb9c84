"""How often somebody may ask for the same thing: a burst at once, then one by one.

Counted in the memory of one process, before any database is touched: whoever is too fast costs us
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from queue_server.core.refusal import Refusal


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


class Pace:
    """The buckets of one server process, by what and who."""

    def __init__(self) -> None:
        self._buckets: dict[tuple[str, str], Bucket] = {}

    def check(self, what: str, who: str, *, now: int, rate: tuple[int, int]) -> None:
        """Raises Refusal("too_many") when ``who`` does ``what`` faster than ``rate``."""
        self._tidy(now)
        bucket = self._buckets.setdefault((what, who), Bucket(*rate))
        if missing_ms := bucket.take(now):
            raise Refusal("too_many", seconds=-(-missing_ms // 1000))

    def _tidy(self, now: int) -> None:
        """Full buckets say nothing: without this, every address ever seen would stay in memory."""
        if len(self._buckets) > 1_000:
            self._buckets = {
                key: one
                for key, one in self._buckets.items()
                if one.left + (now - one.at) / one.every_ms < one.burst
            }
