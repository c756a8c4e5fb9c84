"""Any sentence of ours into words that can be read aloud: numbers, times and short forms spelt out.

An engine handed "BHYT" says the English "bit", and "P.3" is anybody's guess. So nothing but words
and four marks (``, . ? !``) reaches it, and `read_aloud` is the one way there.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from queue_server.core.numerals import (
    MOST,
    Lang,
    Region,
    Words,
    digit_words,
    letter_words,
    number_words,
    spoken_number,
)

MARKS: Final = frozenset(",.?!")

_SHORT: Final[dict[Lang, dict[str, str]]] = {
    "vi": {
        "BHYT": "bảo hiểm y tế",
        "BHXH": "bảo hiểm xã hội",
        "CCCD": "căn cước công dân",
        "CMND": "chứng minh nhân dân",
        "VNEID": "vi en i đi",
        "GPLX": "giấy phép lái xe",
        "ƯT": "ưu tiên",
        "STT": "số thứ tự",
        "BS": "bác sĩ",
        "ĐD": "điều dưỡng",
        "BV": "bệnh viện",
        "TTYT": "trung tâm y tế",
        "KCB": "khám chữa bệnh",
        "PK": "phòng khám",
        "XN": "xét nghiệm",
        "SA": "siêu âm",
        "TMH": "tai mũi họng",
        "RHM": "răng hàm mặt",
        "ĐTĐ": "đái tháo đường",
        "TW": "trung ương",
        "QR": "quy rờ",
        "CT": "xi ti",
        "MRI": "em a rai",
        "PIN": "pin",
    },
    "en": {
        "BHYT": "health insurance",
        "CCCD": "citizen card",
        "VNEID": "vee en ee eye dee",
        "ID": "eye dee",
        "QR": "cue ar",
        "CT": "see tee",
        "MRI": "em ar eye",
        "MR": "mister",
    },
}

_TOKEN: Final = re.compile(
    r"(?P<own>\b[A-ZĐ]{1,3}[1-9][0-9]?-[0-9]{1,5}\b)"
    r"|(?P<room>\bP\.)"
    r"|(?P<xray>\bX[- ]?(?:quang|ray)\b)"
    r"|(?P<time>\b(?:[01]?[0-9]|2[0-4])[:hH][0-5][0-9]\b)"
    r"|(?P<phone>\b[0-9]{3,4}(?:[ .-][0-9]{3,4})+\b)"
    r"|(?P<grouped>\b[0-9]{1,3}(?:\.[0-9]{3})+\b)"
    r"|(?P<range>(?<=[0-9])\s?[–-]\s?(?=[0-9]))"
    r"|(?P<number>[0-9]+)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<percent>%)"
    r"|(?P<mark>[,.;:?!…–]|\s[-/]\s)",
    re.IGNORECASE,
)
_THOUSANDS_EN: Final = re.compile(r"(?<=[0-9]),(?=[0-9]{3}\b)")
_MARK_OF: Final = {";": ",", ":": ",", "…": ".", "–": ",", "-": ",", "/": ","}

_ONSETS: Final = "ngh|ng|nh|kh|gh|gi|ch|ph|qu|th|tr|[bcdghklmnpqrstvx]"
_SYLLABLE: Final = re.compile(rf"(?:{_ONSETS})?[aeiouy]{{1,3}}(?:ng|nh|ch|[cmnpt])?")


def read_aloud(text: str, lang: Lang, *, region: Region = "north") -> Words:
    """``text`` as words and marks, each mark an item of its own; what cannot be said is left out.

    Numbers with a zero in front and long ones are said digit by digit, all others as a whole;
    capitals that are no Vietnamese syllable are said letter by letter.
    """
    said: list[str] = []
    plain = unicodedata.normalize("NFKC", text)
    if lang == "en":
        plain = _THOUSANDS_EN.sub("", plain)
    for match in _TOKEN.finditer(plain):
        for word in _said(str(match.lastgroup), match[0], lang, region):
            if word not in MARKS or (said and said[-1] not in MARKS):
                said.append(word)
    return tuple(said)


def number_aloud(digits: str, lang: Lang, *, region: Region = "north") -> Words:
    """A number as people say one they read: "05" is không năm, "12" is mười hai."""
    if (digits[0] == "0" and len(digits) > 1) or int(digits) > MOST:
        return digit_words(digits, lang)
    return number_words(int(digits), lang, region=region)


def _said(kind: str, token: str, lang: Lang, region: Region) -> Words:
    match kind:
        case "word":
            return _word(token, lang)
        case "own":
            return spoken_number(token, lang=lang, region=region)
        case "phone":
            return digit_words("".join(filter(str.isdigit, token)), lang)
        case "number" | "grouped":
            return number_aloud(token.replace(".", ""), lang, region=region)
        case "time":
            return _time(token, lang, region)
        case "mark":
            mark = token.strip()
            return (_MARK_OF.get(mark, mark),)
    return tuple(_FIXED[lang][kind].split())


_FIXED: Final[dict[Lang, dict[str, str]]] = {
    "vi": {"room": "phòng", "xray": "ích quang", "range": "đến", "percent": "phần trăm"},
    "en": {"room": "room", "xray": "ex ray", "range": "to", "percent": "per cent"},
}


def _time(token: str, lang: Lang, region: Region) -> Words:
    """09:12 is chín giờ mười hai; a full hour has no minutes."""
    hour, minute = (int(part) for part in re.split("[:hH]", token))
    hours = number_words(hour, lang, region=region)
    if lang == "vi":
        return (*hours, "giờ", *(number_words(minute, lang, region=region) if minute else ()))
    if not minute:
        return (*hours, "o'clock")
    return (*hours, *(("oh",) if minute < 10 else ()), *number_words(minute, lang))


def _word(token: str, lang: Lang) -> Words:
    short = _SHORT[lang].get(token.upper())
    if short is not None and token != token.lower():
        return tuple(short.split())
    bare = _bare(token)
    if token.isupper() and (len(token) == 1 or _unsayable(token, bare, lang)):
        return letter_words(token, lang)
    said = "".join(filter(str.isalpha, bare if lang == "en" else token.lower()))
    return (said,) if said else ()


def _unsayable(token: str, bare: str, lang: Lang) -> bool:
    if lang == "en":
        return not any(letter in "aeiouy" for letter in bare)
    return bare == token.lower() and _SYLLABLE.fullmatch(bare) is None


def _bare(token: str) -> str:
    """Without Vietnamese marks: an English voice would spell them out, letter by letter."""
    parts = unicodedata.normalize("NFD", token.lower().replace("đ", "d"))
    return "".join(part for part in parts if not unicodedata.combining(part))
