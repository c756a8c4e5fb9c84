"""Moments as people here read them: the hospital's clock, with the date when it is not today's."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def clock(at: int, zone: str, *, now: int | None = None) -> str:
    """``at`` (UTC ms) as "09:12", or "09:12 23/11" when ``now`` is another day there."""
    place = ZoneInfo(zone)
    moment = datetime.fromtimestamp(at / 1000, UTC).astimezone(place)
    today = (
        now is None
        or moment.date() == datetime.fromtimestamp(now / 1000, UTC).astimezone(place).date()
    )
    return f"{moment:%H:%M}" if today else f"{moment:%H:%M %d/%m}"
