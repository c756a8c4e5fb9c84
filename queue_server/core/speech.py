"""How a call is spoken: the words of one announcement, and the caption for those who do not hear.

One announcement is one sentence: who, then where. Several numbers called at once to one room are
one sentence too. What comes out are words and commas; `display.voice` makes the sound of them,
from a hospital's own recordings (`queue_server.core.clips`) or by an engine that gets only words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from queue_server.core.numerals import Lang, Region, Style, Words, spoken_number
from queue_server.core.reading import MARKS, read_aloud

PlaceKind = Literal["room", "desk", "window", "table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenPlace:
    """Where to go, as it is said.

    With a ``number`` the sign over the door is said ("phòng khám số ba"); without one the name
    ("phòng lấy máu"), so a laboratory leaves the number empty when its name tells more.
    """

    kind: PlaceKind = "room"
    number: str = ""
    name_vi: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class _Way:
    """How people are sent to one kind of place: into or to it, its sign, and its short name."""

    go: str
    sign: str
    short: str


_WAYS: Final[dict[Lang, dict[PlaceKind, _Way]]] = {
    "vi": {
        "room": _Way("vào", "phòng khám số", "phòng"),
        "desk": _Way("đến", "quầy số", "quầy"),
        "window": _Way("đến", "cửa số", "cửa"),
        "table": _Way("đến", "bàn khám số", "bàn khám"),
    },
    "en": {
        "room": _Way("please go to", "examination room", "room"),
        "desk": _Way("please go to", "desk", "desk"),
        "window": _Way("please go to", "window", "window"),
        "table": _Way("please go to", "examination table", "table"),
    },
}
_INVITE: Final[dict[Lang, tuple[str, str]]] = {
    "vi": ("mời số", "mời các số"),
    "en": ("number", "numbers"),
}


def spoken_call(
    labels: Sequence[str],
    place: SpokenPlace,
    *,
    lang: Lang = "vi",
    region: Region = "north",
    style: Style = "digits",
    short: bool = False,
) -> Words:
    """The words of one announcement: "mời số a không một hai, vào phòng khám số ba."

    ``short`` leaves out all but number and place, for when more than three calls wait to be spoken
    (numbered decision 20). Marks (``, .``) are items of their own.
    """
    said: list[str] = []
    if not short:
        said += _INVITE[lang][len(labels) > 1].split(" ")
    for label in labels:
        said += [*spoken_number(label, style, lang=lang, region=region), ","]
    said += [*_place_words(place, lang, region, short=short), "."]
    return tuple(said)


def _place_words(place: SpokenPlace, lang: Lang, region: Region, *, short: bool) -> list[str]:
    way = _WAYS[lang][place.kind]
    if not place.number:
        name = read_aloud(place.name_vi if lang == "vi" else place.name_en, lang, region=region)
        return [*way.go.split(" "), *name]
    number = read_aloud(place.number, lang, region=region)
    sign = way.short if short else f"{way.go} {way.sign}"
    return [*sign.split(" "), *number]


def caption(labels: Sequence[str], place: SpokenPlace, *, lang: Lang = "vi") -> str:
    """The same announcement to be read on the screen: "Mời số A012 vào phòng khám số 3"."""
    way = _WAYS[lang][place.kind]
    name = place.name_vi if lang == "vi" else place.name_en
    where = f"{way.sign} {place.number}" if place.number else name
    if lang == "vi" and where[1:2].islower():
        where = where[0].lower() + where[1:]
    invite = _INVITE[lang][len(labels) > 1].capitalize()
    comma = "," if lang == "en" else ""
    return f"{invite} {', '.join(labels)}{comma} {way.go} {where}"


def sentence(words: Sequence[str]) -> str:
    """Words as one line with its marks, as an engine or a person testing it reads it."""
    line = ""
    for word in words:
        line += word if word in MARKS or not line else f" {word}"
    return line[:1].upper() + line[1:]
