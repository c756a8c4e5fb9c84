"""Numbers and letters as words, as the North, the South and English speakers say them.

Our own and small on purpose: speech engines read "015" as "không mười năm", say "linh" in every
Southern voice and "ngàn" in every Northern one. What is spoken wrongly in a hall of 300 people is
a missed turn, so the engine is given words and never a digit.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

Lang = Literal["vi", "en"]
Style = Literal["digits", "whole"]
"""A ticket's number digit by digit with its zeros (không một hai), or as a whole (mười hai)."""

Region = Literal["north", "south"]
"""Whose words: linh, nghìn, hai mươi tư (north) or lẻ, ngàn, hai mươi bốn (south)."""

Words = tuple[str, ...]

MOST: Final = 999_999_999
"""The largest number said as a whole; beyond it digits are said one by one."""

DIGITS: Final[dict[Lang, Words]] = {
    "vi": ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}

# G is "gờ", not "giê": in the North that sounds exactly like D, "dê".
_NAMES_VI: Final = (
    "A=a Ă=á Â=ớ B=bê C=xê D=dê Đ=đê E=e Ê=ê F=ép G=gờ H=hát I=i J=giây K=ca L=lờ M=mờ N=nờ O=o"
    " Ô=ô Ơ=ơ P=pê Q=quy R=rờ S=sờ T=tê U=u Ư=ư V=vê W=vê_kép X=ích Y=i_dài Z=dét"
)
# Spelt so that an English voice says the letter's name: it reads a bare "a" as the article.
_NAMES_EN: Final = (
    "A=ay B=bee C=see D=dee E=ee F=ef G=jee H=aitch I=eye J=jay K=kay L=el M=em N=en O=oh P=pee"
    " Q=cue R=ar S=ess T=tee U=you V=vee W=double_you X=ex Y=why Z=zed"
)


def _names(text: str) -> dict[str, Words]:
    return {name[0]: tuple(name[2:].split("_")) for name in text.split(" ")}


LETTERS: Final[dict[Lang, dict[str, Words]]] = {"vi": _names(_NAMES_VI), "en": _names(_NAMES_EN)}
_PLAIN_EN: Final = str.maketrans("ĂÂĐÊÔƠƯ", "AADEOOU")

MARKS_OF: Final[dict[Region, tuple[str, str, str]]] = {
    "north": ("linh", "nghìn", "tư"),
    "south": ("lẻ", "ngàn", "bốn"),
}
_NAMED_EN: Final = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    " twenty thirty forty fifty sixty seventy eighty ninety"
)
_OWN: Final = re.compile(r"([A-ZĐ]{1,3})([1-9][0-9]?)-([0-9]{1,5})")
_RUNS: Final = re.compile(r"[0-9]+|[^\W\d_]+")
_KIOSK: Final[dict[Lang, tuple[str, str]]] = {"vi": ("máy", "số"), "en": ("machine", "number")}


def spoken_number(
    label: str, style: Style = "digits", *, lang: Lang = "vi", region: Region = "north"
) -> Words:
    """A ticket's number as words and commas.

    A012 is a không một hai, or a mười hai as a whole. A kiosk's own A2-007 is "a, máy hai, số
    bảy": its zeros are never said (numbered decision 16). A number that another system gave, with
    or without letters, is read in its parts; no text raises.
    """
    tidy = unicodedata.normalize("NFC", label).upper()
    if own := _OWN.fullmatch(tidy):
        machine, number = _KIOSK[lang]
        count = own[3].lstrip("0") or "0"
        kiosk = number_words(int(own[2]), lang, region=region)
        ends = _count(count, style, lang, region)
        return (*letter_words(own[1], lang), ",", machine, *kiosk, ",", number, *ends)
    said: list[str] = []
    for run in _RUNS.findall(tidy):
        digits = run[0] in "0123456789"
        said += _count(run, style, lang, region) if digits else letter_words(run, lang)
    return tuple(said)


def _count(digits: str, style: Style, lang: Lang, region: Region) -> Words:
    if style == "digits" or len(digits) > len(str(MOST)) or int(digits) > MOST:
        return digit_words(digits, lang)
    return number_words(int(digits), lang, region=region)


def digit_words(digits: str, lang: Lang) -> Words:
    """Digit by digit, zeros in front included: "012" is không, một, hai."""
    return tuple(DIGITS[lang][int(digit)] for digit in digits)


def letter_words(letters: str, lang: Lang) -> Words:
    """The names of capital letters, one after another; "Đ" is "đê". Anything else is left out."""
    names = LETTERS[lang]
    plain = letters.upper().translate(_PLAIN_EN) if lang == "en" else letters.upper()
    return tuple(word for letter in plain for word in names.get(letter, ()))


def number_words(n: int, lang: Lang, *, region: Region = "north") -> Words:
    """A whole number from 0 to MOST: 1005 is một nghìn không trăm linh năm."""
    millions, rest = divmod(n, 1_000_000)
    thousands, units = divmod(rest, 1000)
    if lang == "en":
        return _english(millions, thousands, units)
    said: list[str] = []
    for count, name in ((millions, "triệu"), (thousands, MARKS_OF[region][1])):
        if count:
            said += [*_hundreds(count, region, full=bool(said)), name]
    if units or not said:
        said += _hundreds(units, region, full=bool(said))
    return tuple(said)


def _hundreds(n: int, region: Region, *, full: bool) -> list[str]:
    """0 to 999; ``full`` says the empty hundreds too, as behind a thousand: không trăm linh năm."""
    digits = DIGITS["vi"]
    hundreds, rest = divmod(n, 100)
    said = [digits[hundreds], "trăm"] if hundreds or full else []
    if rest == 0:
        return said or [digits[0]]
    if rest < 10:
        return [*said, *([MARKS_OF[region][0]] if said else []), digits[rest]]
    return [*said, *_tens(rest, region)]


def _tens(n: int, region: Region) -> list[str]:
    """10 to 99: behind mười and mươi a five is "lăm", behind mươi a one "mốt", a four "tư"."""
    digits = DIGITS["vi"]
    tens, unit = divmod(n, 10)
    if tens == 1:
        return ["mười", *({0: [], 5: ["lăm"]}.get(unit, [digits[unit]]))]
    last = {0: [], 1: ["mốt"], 4: [MARKS_OF[region][2]], 5: ["lăm"]}.get(unit, [digits[unit]])
    return [digits[tens], "mươi", *last]


def _english(millions: int, thousands: int, units: int) -> Words:
    said: list[str] = []
    for count, name in ((millions, "million"), (thousands, "thousand")):
        if count:
            said += [*_english_hundreds(count), name]
    if said and 0 < units < 100:
        said.append("and")
    if units or not said:
        said += _english_hundreds(units)
    return tuple(said)


def _english_hundreds(n: int) -> list[str]:
    hundreds, rest = divmod(n, 100)
    said = [DIGITS["en"][hundreds], "hundred"] if hundreds else []
    if rest == 0 and said:
        return said
    if said:
        said.append("and")
    if rest < 10:
        return [*said, DIGITS["en"][rest]]
    named = _NAMED_EN.split(" ")
    if rest < 20:
        return [*said, named[rest - 10]]
    tens, unit = divmod(rest, 10)
    return [*said, named[tens + 8], *([DIGITS["en"][unit]] if unit else [])]
