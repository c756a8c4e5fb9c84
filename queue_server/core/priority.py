"""The legal priority groups, and the two of them that a birthday tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final


class Group(StrEnum):
    """The seven groups of Law 15/2023/QH15 art. 3(2) in its order; a hospital may edit them."""

    EMERGENCY = "emergency"
    CHILD = "child_under_6"
    PREGNANT = "pregnant"
    DISABILITY_SPECIAL = "severe_disability_special"
    DISABILITY = "severe_disability"
    ELDERLY = "elderly_75"
    MERIT = "merit"


CHILD_UNDER: Final = 6
ELDERLY_FROM: Final = 75


@dataclass(frozen=True, slots=True, repr=False)
class Birth:
    """A birthday as far as the card tells it: to the day, to the month, or only the year."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def exact(self) -> bool:
        """Whether the card tells the day."""
        return self.day is not None

    @property
    def earliest(self) -> date:
        """The first day that this birth can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that this birth can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or last_day(self.year, month))

    def __repr__(self) -> str:
        return "Birth(…)"


def priority_by_age(birth: Birth, on: date) -> Group | None:
    """The group that the age on day ``on`` (the hospital's local date) gives, or None.

    "Trẻ em dưới 06 tuổi" and "người từ đủ 75 tuổi" (Law 15/2023/QH15 art. 3(2)) compare birthdays:
    the sixth birthday ends the one, the 75th begins the other. Where a card leaves the day open
    (insurance cards with a year, old people's cards with a month) the person gets the benefit of
    the doubt: a child is taken as born on the last possible day, an old person on the first; so is
    who was born on 29 February in a year without one. `surely` tells whether that doubt mattered.
    """
    if birth.earliest > on:
        return None
    if on < _birthday(birth.latest, CHILD_UNDER, late=True):
        return Group.CHILD
    if on >= _birthday(birth.earliest, ELDERLY_FROM, late=False):
        return Group.ELDERLY
    return None


def surely(birth: Birth, on: date) -> bool:
    """Whether every day that ``birth`` can mean gives the same group on day ``on``."""
    ends = (birth.earliest, birth.latest)
    return len({priority_by_age(Birth(end.year, end.month, end.day), on) for end in ends}) == 1


def _birthday(born: date, years: int, *, late: bool) -> date:
    year = born.year + years
    if born.month == 2 and born.day > last_day(year, 2):
        return date(year, 3, 1) if late else date(year, 2, 28)
    return born.replace(year=year)


def last_day(year: int, month: int) -> int:
    """How many days a month has."""
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
