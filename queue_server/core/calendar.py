"""Which service day an instant belongs to, and when a service is open.

Instants are UTC milliseconds, days are local dates, and the hospital's zone comes in as an
argument, so that server and kiosk reckon alike. Every wall-clock time is turned into an instant
by the zone itself, never by adding hours: on a day when the clocks change nothing opens twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from queue_server.core.refusal import Refusal

DAY_START: Final = "03:00"
"""Local time at which the service day turns: after the last night patient, before the first who
comes for a number ("từ 3, 4 giờ sáng để lấy số")."""

LOOK_AHEAD_DAYS: Final = 60
"""How far the next opening is looked for: longer than any holiday, short enough to be cheap."""

_DAY_MINUTES: Final = 24 * 60
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TIME: Final = re.compile(r"([01]?[0-9]|2[0-4])[:hH]([0-5][0-9])")


# ---- the service day ----------------------------------------------------------------------------


def service_day(at: int, zone: tzinfo, *, day_start: str = DAY_START) -> date:
    """The day whose numbers and lists the instant ``at`` belongs to; it turns at ``day_start``."""
    day = _local(at, zone).date()
    while at < day_bounds(day, zone, day_start=day_start)[0]:
        day -= timedelta(days=1)
    return day


def day_bounds(day: date, zone: tzinfo, *, day_start: str = DAY_START) -> tuple[int, int]:
    """First instant of a service day, and first of the next: ``start <= at < end``, in UTC ms."""
    minutes = read_time(day_start)
    return _instant(day, minutes, zone), _instant(day + timedelta(days=1), minutes, zone)


# ---- opening hours ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """One stretch of opening, in minutes of the local day; past midnight it exceeds 24 h."""

    opens: int
    closes: int

    def __str__(self) -> str:
        return f"{_clock(self.opens)}-{_clock(self.closes)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When one service is open: seven days from Monday, and dates that differ (empty: closed)."""

    weekly: tuple[tuple[Range, ...], ...]
    dated: Mapping[date, tuple[Range, ...]] = field(default_factory=dict)

    def on(self, day: date) -> tuple[Range, ...]:
        """The ranges that begin on the local date ``day``, in order."""
        return self.dated.get(day, self.weekly[day.weekday()])

    def is_open(self, at: int, zone: tzinfo) -> bool:
        """Whether somebody is meant to serve at the instant ``at``."""
        return any(start <= at < end for start, end in self._stretches(at, zone, days=0))

    def next_opening(self, at: int, zone: tzinfo) -> int | None:
        """The first instant from ``at`` on that is open: ``at`` itself when open now.

        None when nothing opens within LOOK_AHEAD_DAYS.
        """
        for start, end in self._stretches(at, zone, days=LOOK_AHEAD_DAYS):
            if end > at:
                return max(start, at)
        return None

    def closes_at(self, at: int, zone: tzinfo) -> int | None:
        """When the stretch open at ``at`` ends; ranges that touch are one. None: closed.

        A service open around the clock closes at the end of LOOK_AHEAD_DAYS.
        """
        reach = at
        for start, end in self._stretches(at, zone, days=LOOK_AHEAD_DAYS):
            if start > reach:
                break
            reach = max(reach, end)
        return reach if reach > at else None

    def opening_of(self, day: date, zone: tzinfo) -> int | None:
        """When the first range of a local date begins; numbers taken earlier count from here."""
        ranges = self.on(day)
        return _instant(day, ranges[0].opens, zone) if ranges else None

    def closing_of(self, day: date, zone: tzinfo) -> int | None:
        """When the last range that begins on a local date ends."""
        ranges = self.on(day)
        return _instant(day, ranges[-1].closes, zone) if ranges else None

    def _stretches(self, at: int, zone: tzinfo, *, days: int) -> Iterator[tuple[int, int]]:
        """The ranges around ``at`` as instants; from the day before, for those past midnight."""
        today = _local(at, zone).date()
        for day in (today + timedelta(days=ahead) for ahead in range(-1, days + 1)):
            for one in self.on(day):
                yield _instant(day, one.opens, zone), _instant(day, one.closes, zone)


def opening_hours(
    weekly: Mapping[int, str],
    *,
    holidays: Sequence[date] = (),
    makeup: Mapping[date, int] | None = None,
    dated: Mapping[date, str] | None = None,
) -> Hours:
    """Hours from a hospital's settings: weekday (0 = Monday) to ``"07:00-11:30, 13:30-16:30"``.

    ``holidays`` are closed; ``makeup`` days work like the weekday they stand in for (a Saturday
    worked for a bridged Monday); a ``dated`` line beats both. Raises Refusal("time_unreadable"),
    Refusal("hours_unreadable") and Refusal("hours_overlap").
    """
    week = tuple(read_ranges(weekly.get(day, "")) for day in range(7))
    differs: dict[date, tuple[Range, ...]] = dict.fromkeys(holidays, ())
    differs |= {day: week[like] for day, like in (makeup or {}).items()}
    differs |= {day: read_ranges(text) for day, text in (dated or {}).items()}
    return Hours(weekly=week, dated=differs)


def read_ranges(text: str) -> tuple[Range, ...]:
    """Ranges of one day in order; empty text: closed. ``22:00-06:00`` runs past midnight.

    Raises Refusal("time_unreadable"), Refusal("hours_unreadable") and Refusal("hours_overlap").
    """
    ranges = sorted(_read_range(part) for part in text.split(",") if part.strip())
    for one, after in zip(ranges, ranges[1:], strict=False):
        if after.opens < one.closes:
            raise Refusal("hours_overlap", one=str(one), other=str(after))
    return tuple(ranges)


def read_time(text: str) -> int:
    """Minutes of the day from ``07:30`` or ``7h30``; ``24:00`` is the end of the day.

    Raises Refusal("time_unreadable").
    """
    match = _TIME.fullmatch(text.strip())
    minutes = int(match[1]) * 60 + int(match[2]) if match else _DAY_MINUTES + 1
    if minutes > _DAY_MINUTES:
        raise Refusal("time_unreadable", text=text)
    return minutes


def _read_range(text: str) -> Range:
    opens, dash, closes = text.replace("–", "-").partition("-")
    if not dash:
        raise Refusal("hours_unreadable", text=text.strip())
    start, end = read_time(opens), read_time(closes)
    if start in (end, _DAY_MINUTES):
        raise Refusal("hours_unreadable", text=text.strip())
    return Range(start, end if end > start else end + _DAY_MINUTES)


# ---- between instants and wall clocks -----------------------------------------------------------


def _local(at: int, zone: tzinfo) -> datetime:
    return (_EPOCH + timedelta(milliseconds=at)).astimezone(zone)


def _instant(day: date, minutes: int, zone: tzinfo) -> int:
    """A wall-clock time as UTC ms.

    A time the clocks jump over moves on by the jump; of a time that comes twice the first is meant.
    """
    days, rest = divmod(minutes, _DAY_MINUTES)
    there = day + timedelta(days=days)
    local = datetime(there.year, there.month, there.day, rest // 60, rest % 60, tzinfo=zone)
    return (local - _EPOCH) // timedelta(milliseconds=1)


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes if minutes <= _DAY_MINUTES else minutes - _DAY_MINUTES, 60)
    return f"{hour:02}:{minute:02}"
