"""How a number on paper is made and read back, online and off.

A number is a series and a count. The *series* is what makes numbers unique: (site, series,
service day, n) is unique in the database, so whoever counts in a series counts alone.

- The server counts in a service's own letters: ``A`` gives A001, A002 … A999, A1000.
  A room's numbers are such a series too (``K`` gives K012), and so is a priority series.
- A kiosk that cannot reach the server counts in letters plus its own number: ``A2`` gives A2-007.
  The letters on paper still say which service; the kiosk number says who counted.

Letters carry no digits and a kiosk's series always does, so no two that count ever meet; kiosk
numbers come with enrolment and are not reused on a day. The dash keeps A2-007 apart from A2007.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from queue_server.core.refusal import Refusal

DIGITS: Final = 3
"""A number shows at least so many digits; after 999 comes 1000, never a second 001."""

MOST: Final = 99_999
MOST_KIOSKS: Final = 99

_LETTERS: Final = re.compile(r"[A-ZĐ]{1,3}")
_SERIES: Final = re.compile(r"([A-ZĐ]{1,3})([1-9][0-9]?)?")
_ONLINE: Final = re.compile(r"([A-ZĐ]{1,3})([0-9]{1,5})")
_OWN: Final = re.compile(r"([A-ZĐ]{1,3})([1-9][0-9]?)-([0-9]{1,5})")
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_TYPED_MOST: Final = 32


@dataclass(frozen=True, slots=True)
class Label:
    """A number in its parts: the whole ``series`` (``A``, ``A2``), its kiosk or None, the count."""

    series: str
    kiosk: int | None
    n: int

    @property
    def letters(self) -> str:
        """The service's letters, as they are spoken."""
        return self.series if self.kiosk is None else self.series.removesuffix(str(self.kiosk))

    @property
    def digits(self) -> str:
        """The count as it stands on paper, with its leading zeros."""
        return f"{self.n:0{DIGITS}}"

    def __str__(self) -> str:
        return f"{self.series}{'' if self.kiosk is None else '-'}{self.digits}"


def own_series(letters: str, kiosk_number: int) -> str:
    """The series in which one kiosk counts alone: ``own_series("A", 2)`` is ``A2``.

    Raises Refusal("series_unreadable") beyond one to three capitals and kiosks 1 to 99.
    """
    series = f"{letters}{kiosk_number}"
    if _LETTERS.fullmatch(letters) and 1 <= kiosk_number <= MOST_KIOSKS:
        return series
    raise Refusal("series_unreadable", series=series)


def label(series: str, n: int) -> str:
    """The number as printed and called: ``label("A", 12)`` is A012, ``label("A2", 7)`` is A2-007.

    Raises Refusal("series_unreadable") and Refusal("number_out_of_range").
    """
    match = _SERIES.fullmatch(series)
    if match is None:
        raise Refusal("series_unreadable", series=series)
    if not 1 <= n <= MOST:
        raise Refusal("number_out_of_range", number=n, most=MOST)
    return str(Label(series, int(match[2]) if match[2] else None, n))


def parse(text: str) -> Label:
    """A number read from paper or typed by a person: capitals, spaces and zeros may be missing.

    ``a12``, ``A 012`` and ``A012`` are one number; ``a2-7`` is A2-007. Raises
    Refusal("number_unreadable").
    """
    tidy = unicodedata.normalize("NFKC", text[:_TYPED_MOST]).translate(_DASHES)
    tidy = "".join(tidy.split()).upper()
    if own := _OWN.fullmatch(tidy):
        read = Label(f"{own[1]}{own[2]}", int(own[2]), int(own[3]))
    elif online := _ONLINE.fullmatch(tidy):
        read = Label(online[1], None, int(online[2]))
    else:
        raise Refusal("number_unreadable")
    if not (len(text) <= _TYPED_MOST and 1 <= read.n <= MOST):
        raise Refusal("number_unreadable")
    return read
