"""The clip bank: which recordings make a sentence, and the whole list a hospital records once.

A human voice is understood in a full hall where an engine is not. A hospital has somebody read
about sixty short clips, once; calls are then put together from them. A clip's file name is its
text as Vietnamese people type it by Telex without the marks being put on ("mời số" is
``mowif-soos``): plain letters, safe on every disk, different for every text, and readable.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from queue_server.core.numerals import DIGITS, LETTERS, MARKS_OF, Region, Words

PHRASES: Final = (
    "mời số",
    "mời các số",
    "vào phòng khám số",
    "đến quầy số",
    "đến cửa số",
    "đến bàn khám số",
    "vào phòng lấy máu",
    "vào phòng xét nghiệm",
    "vào phòng siêu âm",
    "vào phòng ích quang",
    "vào phòng điện tim",
    "đến quầy tiếp đón",
    "đến quầy thu ngân",
    "đến quầy phát thuốc",
    "phòng",
    "quầy",
    "cửa",
    "bàn khám",
    "máy",
    "số",
)
"""Said as one breath, so recorded as one clip."""

PAUSE: Final = ","
"""In a list of clips: a short silence."""

_TENS: Final = ("mười", "mươi", "mốt", "lăm", "trăm")
_SERIES_LETTERS: Final = "ABCDĐEFGHIJKLMNOPQRSTUVWXYZ"
_TELEX: Final = {
    "\u0306": "w", "\u031b": "w",
    "\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j",
}  # fmt: skip
_CIRCUMFLEX: Final = "\u0302"
_TONES: Final = "fsrxj"


def clip_name(text: str) -> str:
    """The file name, without ending, of the clip that says ``text``: ``mowif-soos``."""
    return "-".join(filter(None, (_telex(word) for word in text.lower().split())))


def clips_for(words: Sequence[str]) -> Words:
    """The clips that make up ``words``, longest phrases first; PAUSE stands for a comma.

    Words that are in no list (the name of a hospital's own room) become one clip of their own,
    up to the next number or mark: a hospital that records it hears it, any other hears the engine.
    """
    names: list[str] = []
    at = 0
    while at < len(words):
        if words[at] == PAUSE:
            names.append(PAUSE)
            at += 1
            continue
        taken = _longest(words, at) or _own(words, at)
        names.append(clip_name(" ".join(words[at : at + taken])))
        at += taken
    return tuple(name for name in names if name)


def clips_to_record(region: Region) -> dict[str, str]:
    """Every clip a hospital records, file name to the text to be read, in the order of reading."""
    texts = (*PHRASES, *_numbers(region), *_letters())
    return {clip_name(text): text for text in texts}


def _numbers(region: Region) -> Iterable[str]:
    return (*DIGITS["vi"], *_TENS, *(word for word in MARKS_OF[region] if word != "bốn"))


def _letters() -> Iterable[str]:
    return (" ".join(LETTERS["vi"][letter]) for letter in _SERIES_LETTERS)


def _longest(words: Sequence[str], at: int) -> int:
    """How many words from ``at`` on are one known clip; 0 when none begins here."""
    fits = (len(clip) for clip in _KNOWN if tuple(words[at : at + len(clip)]) == clip)
    return max(fits, default=0)


def _own(words: Sequence[str], at: int) -> int:
    """How many words from ``at`` on belong to a name no list has: at least one."""
    end = at + 1
    while end < len(words) and words[end] not in _STOPS:
        end += 1
    return end - at


_KNOWN: Final[frozenset[Words]] = frozenset(
    tuple(text.split())
    for region in ("north", "south")
    for text in (*PHRASES, *_numbers(region), *_letters())
)
_STOPS: Final = frozenset((*DIGITS["vi"], *DIGITS["en"], *_TENS, ",", ".", "?", "!", "số"))


def _telex(word: str) -> str:
    """One syllable by Telex: vowels doubled or with w where they stand, the tone at the end."""
    letters, tone = "", ""
    for sign in unicodedata.normalize("NFD", word.replace("đ", "dd")):
        mark = _TELEX.get(sign, "")
        if sign == _CIRCUMFLEX:
            mark = letters[-1:]
        if mark and mark in _TONES:
            tone = mark
        else:
            letters += mark or sign
    return re.sub(r"[^a-z0-9]", "", letters) + tone
