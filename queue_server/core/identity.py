"""A scanned or typed card into what a queue needs of a person: insured or not, and the birthday.

What is *not* kept is the point. A payload holds a name, an address and numbers; `read_card` looks
at them and hands back a `Person` without any of them. Nothing here is written down, no refusal
carries a piece of the payload, and a `Person` shows nothing of itself in a log.

Forms understood: the QR of the citizen card (CCCD, Căn cước), the QR of the insurance card (BHYT),
and the numbers people type. Scanners are keyboards to the computer, so an input method (Unikey) or
a layout may have damaged every letter; digits come through. A code whose number is whole but whose
rest is not is accepted without a birthday, and so without an automatic priority.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from queue_server.core.priority import Birth, Group, last_day, priority_by_age, surely
from queue_server.core.refusal import Refusal

Kind = Literal["cccd", "bhyt", "typed"]

BIRTH_YEARS: Final = range(1880, 2200)
"""A card that tells another year of birth was read wrongly."""

LONGEST: Final = 4096
"""More characters than any card's code has; what is longer is not looked at."""


@dataclass(frozen=True, slots=True)
class AgeGroup:
    """A priority found by birthday; ``to_check``: a person looks at the card at the desk."""

    group: Group
    to_check: bool


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Person:
    """What one card told, for the moment between scan and number; never stored, never logged."""

    kind: Kind
    birth: Birth | None = None
    insured: bool | None = None  # the card is an insurance card; None: it does not say
    sound: bool = True  # the card's number agrees with its own birth year and sex

    def age_group(self, on: date) -> AgeGroup | None:
        """The priority this card shows on the local date ``on``; None without a birthday."""
        if self.birth is None:
            return None
        group = priority_by_age(self.birth, on)
        if group is None:
            return None
        return AgeGroup(group, to_check=not (self.sound and surely(self.birth, on)))

    def __repr__(self) -> str:
        return f"Person({self.kind})"


def read_card(text: str) -> Person:
    """What a scanner or a keypad sent, as a person.

    Raises Refusal("card_empty"), Refusal("card_number_length") for typed digits that are no card's
    number, and Refusal("card_unknown") for everything else, such as the passing code of VNeID,
    which only the authority's own service can read. None of them costs anybody a number.
    """
    if len(text) > LONGEST:
        raise Refusal("card_unknown")
    tidy = _tidy(text)
    if not tidy:
        raise Refusal("card_empty")
    fields = [field.strip() for field in tidy.split("|")]
    if len(fields) == 1:
        return _read_single(tidy)
    if _CITIZEN.fullmatch(fields[0]):
        return _read_citizen(fields)
    if _INSURANCE.fullmatch(fields[0].upper()):
        return _read_insurance(fields)
    raise Refusal("card_unknown")


_CITIZEN: Final = re.compile(r"[0-9]{12}")
_INSURANCE: Final = re.compile(r"[A-Z]{2}[1-5][0-9]{12}|[0-9]{10}")
_TYPED: Final = re.compile(r"[0-9]{9}|[0-9]{10}|[0-9]{12}|[0-9]{16}|[A-Z]{2}[1-5][0-9]{12}")
_ALMOST_TYPED: Final = re.compile(r"[A-Z]{0,2}[0-9]{1,20}")
_NUMBER_FIRST: Final = re.compile(r"(?:([0-9]{12})|[A-Z]{2}[1-5][0-9]{12}|[0-9]{10})[^0-9A-Z]")
_READER_MARK: Final = re.compile(r"^\][A-Za-z][0-9A-Za-z]")
_DATE: Final = re.compile(r"(?:(?:([0-9]{2})[/.-]?)?([0-9]{2})[/.-]?)?([0-9]{4})")


def _tidy(text: str) -> str:
    """Without what scanners add: the symbology mark ``]Q1`` in front, line ends behind."""
    plain = unicodedata.normalize("NFKC", text)
    kept = "".join(sign for sign in plain if unicodedata.category(sign)[0] != "C")
    return _READER_MARK.sub("", kept.strip()).strip()


def _read_single(tidy: str) -> Person:
    """A number by itself, or a card whose separators the keyboard changed into something else."""
    number = re.sub(r"[\s.-]", "", tidy).upper()
    if _TYPED.fullmatch(number):
        return Person(kind="typed", insured=True if _INSURANCE.fullmatch(number) else None)
    if _ALMOST_TYPED.fullmatch(number):
        raise Refusal("card_number_length")
    if first := _NUMBER_FIRST.match(tidy.upper()):
        return Person(kind="cccd") if first[1] else Person(kind="bhyt", insured=True)
    raise Refusal("card_unknown")


def _read_citizen(fields: list[str]) -> Person:
    """Number | old number | name | birth | sex | address | issued; what follows is ignored.

    Some makers leave the old number out, so the birth is looked for one place earlier too. The
    place of birth and sex is told by the date alone: a name is never a date, and an old number
    has nine digits.
    """
    for at in (3, 2):
        birth = _read_birth(fields[at]) if at < len(fields) else None
        if birth is not None:
            sex = fields[at + 1] if at + 1 < len(fields) else ""
            return Person(kind="cccd", birth=birth, sound=_agrees(fields[0], birth, sex))
    return Person(kind="cccd")


def _agrees(number: str, birth: Birth, sex: str) -> bool:
    """Whether digits 4 to 6 of a citizen's number tell the same birth year and sex as the card.

    Digit 4 is 0 or 1 for men or women born in the 1900s, 2 or 3 for the 2000s, and so on; digits 5
    and 6 are the year. There is no check digit. A sex that cannot be read is not held against it.
    """
    century, woman = divmod(int(number[3]), 2)
    told = {"NAM": 0, "NỮ": 1, "NU": 1}.get(sex.upper())
    return 1900 + 100 * century + int(number[4:6]) == birth.year and told in (woman, None)


def _read_insurance(fields: list[str]) -> Person:
    """Number | name in hex | birth | sex | … | $: only the birth is taken, whatever the rest is."""
    birth = _read_birth(fields[2]) if len(fields) > 2 else None
    return Person(kind="bhyt", birth=birth, insured=True)


def _read_birth(text: str) -> Birth | None:
    """``ddMMyyyy``, ``dd/MM/yyyy``, ``MM/yyyy``, ``yyyy``; 00: a day or month not known."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year = int(match[3])
    day, month = (int(part or 0) or None for part in match.groups()[:2])
    if year not in BIRTH_YEARS or (day and not month) or (month or 1) > 12:
        return None
    if day and day > last_day(year, month or 1):
        return None
    return Birth(year, month, day)
