"""How a slip stands on paper: what is on it, in which order, how large. No bytes here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from printer.lettering import Style
from queue_server.wire import Slip
from queue_server.words import say

WIDE_FROM: Final = 500  # dots; narrower is 58 mm paper with its short sentences


@dataclass(frozen=True)
class Text:
    """A paragraph, wrapped to the paper."""

    text: str
    style: Style


@dataclass(frozen=True)
class Digits:
    """The number, as large as the printer can."""

    text: str


@dataclass(frozen=True)
class Code:
    """A QR code."""

    link: str


@dataclass(frozen=True)
class Space:
    """Blank paper, in dots."""

    dots: int


@dataclass(frozen=True)
class Rule:
    """A line across the paper, ``thick`` dots high."""

    thick: int = 2


Item = Text | Digits | Code | Space | Rule


@dataclass(frozen=True)
class Scale:
    """The sizes of one kind of paper, in dots."""

    hospital: Style
    label: Style
    service: Style
    mark: Style
    key: Style
    body: Style
    small: Style
    gap: int


WIDE: Final = Scale(
    hospital=Style(30, "Bold", centred=True),
    label=Style(24, "Medium", centred=True),
    service=Style(38, "Bold", centred=True),
    mark=Style(30, "ExtraBold", centred=True, inverse=True),
    key=Style(32, "SemiBold"),
    body=Style(26, "Medium"),
    small=Style(24, "Medium", centred=True),
    gap=14,
)
NARROW: Final = Scale(
    hospital=Style(26, "Bold", centred=True),
    label=Style(22, "Medium", centred=True),
    service=Style(34, "Bold", centred=True),
    mark=Style(28, "ExtraBold", centred=True, inverse=True),
    key=Style(27, "SemiBold"),
    body=Style(24, "Medium"),
    small=Style(22, "Medium", centred=True),
    gap=12,
)
# Serial lines are slow: the same order, smaller letters, no black bar (decisions.md 27, <= 18 KB).
WIDE_LEAN: Final = Scale(
    hospital=Style(24, "Bold", centred=True),
    label=Style(20, "Medium", centred=True),
    service=Style(30, "Bold", centred=True),
    mark=Style(28, "ExtraBold", centred=True),
    key=Style(26, "SemiBold"),
    body=Style(22, "Medium"),
    small=Style(22, "Medium", centred=True),
    gap=12,
)
NARROW_LEAN: Final = Scale(
    hospital=Style(24, "Bold", centred=True),
    label=Style(20, "Medium", centred=True),
    service=Style(29, "Bold", centred=True),
    mark=Style(27, "ExtraBold", centred=True),
    key=Style(26, "SemiBold"),
    body=Style(22, "Medium"),
    small=Style(22, "Medium", centred=True),
    gap=10,
)

# The 134 letters of Vietnamese that carry a mark, upper and lower case (TCVN 6909:2001).
LETTERS: Final = (
    "áàảãạ ăắằẳẵặ âấầẩẫậ đ éèẻẽẹ êếềểễệ íìỉĩị óòỏõọ ôốồổỗộ ơớờởỡợ úùủũụ ưứừửữự ýỳỷỹỵ "
    "ÁÀẢÃẠ ĂẮẰẲẴẶ ÂẤẦẨẪẬ Đ ÉÈẺẼẸ ÊẾỀỂỄỆ ÍÌỈĨỊ ÓÒỎÕỌ ÔỐỒỔỖỘ ƠỚỜỞỠỢ ÚÙỦŨỤ ƯỨỪỬỮỰ ÝỲỶỸỴ"
)


def scale_for(width: int, *, lean: bool = False) -> Scale:
    """The sizes for paper ``width`` dots wide; lean for slow lines."""
    if lean:
        return WIDE_LEAN if width >= WIDE_FROM else NARROW_LEAN
    return WIDE if width >= WIDE_FROM else NARROW


def layout(slip: Slip, width: int, *, lean: bool = False) -> list[Item]:
    """A slip as items from top to bottom, for paper ``width`` dots wide."""
    scale = scale_for(width, lean=lean)
    if slip.kind == "test":
        return _test(slip, scale)
    return [
        *_head(slip, scale),
        *_number(slip, scale),
        *_where(slip, scale),
        *_fairness(slip, scale, long=width >= WIDE_FROM and not lean),
        *_advice(slip, scale),
        *_foot(slip, scale, lean=lean),
    ]


def constants(hospital: str, width: int) -> list[Text]:
    """What stands alike on every slip of a hospital, so that a printer may keep it in memory."""
    scale = scale_for(width, lean=True)
    return [
        Text(_glued(hospital), scale.hospital),
        Text(say("slip.number", "vi"), scale.label),
        Text(say("slip.room_number", "vi"), scale.label),
        Text(say("slip.bring", "vi"), scale.body),
        Text(say("slip.missed", "vi"), scale.body),
        Text(say("slip.scan", "vi"), scale.small),
    ]


def _glued(name: str) -> str:
    """A number or dash stays with the word before it: "Phòng 3", "tầng 2"."""
    return re.sub(r" (?=[\d–-])", "\u00a0", name)


def _head(slip: Slip, scale: Scale) -> list[Item]:
    items: list[Item] = []
    if slip.copy > 1:
        items += [Text(say("slip.reprint", slip.lang, n=slip.copy), scale.mark), Space(scale.gap)]
    return [*items, Text(_glued(slip.hospital), scale.hospital), Space(scale.gap // 2), Rule()]


def _number(slip: Slip, scale: Scale) -> list[Item]:
    label = "slip.room_number" if slip.kind == "room" else "slip.number"
    items: list[Item] = [
        Space(scale.gap),
        Text(say(label, slip.lang), scale.label),
        Space(scale.gap),
        Digits(slip.number),
        Space(scale.gap),
        Text(_glued(slip.service), scale.service),
    ]
    if slip.priority:
        items += [Space(scale.gap), Text(say("slip.priority_mark", slip.lang), scale.mark)]
    if not (slip.priority and scale.mark.inverse):  # the black bar parts as well as a line
        items += [Space(scale.gap), Rule()]
    return [*items, Space(scale.gap)]


def _where(slip: Slip, scale: Scale) -> list[Item]:
    items: list[Item] = []
    if slip.where:
        items.append(Text(say("slip.where", slip.lang, where=_glued(slip.where)), scale.key))
    if slip.ahead is not None:
        key = {0: "slip.ahead_none", 1: "slip.ahead_one"}.get(slip.ahead, "slip.ahead")
        items.append(Text(say(key, slip.lang, n=slip.ahead), scale.key))
    return items


def _fairness(slip: Slip, scale: Scale, *, long: bool) -> list[Item]:
    items: list[Item] = []
    if slip.priority:
        items.append(Text(say("slip.priority", slip.lang), scale.body))
    elif slip.guarantee_minutes is not None:
        key = "slip.guard" if long else "slip.guard_short"
        items.append(Text(say(key, slip.lang, minutes=slip.guarantee_minutes), scale.body))
    if slip.to_check:
        items.append(Text(say("slip.to_check", slip.lang), scale.key))
    return [Space(scale.gap // 2), *items] if items else []


def _advice(slip: Slip, scale: Scale) -> list[Item]:
    items: list[Item] = [Space(scale.gap)]
    if slip.bring:
        items += [Text(say("slip.bring", slip.lang), scale.body), Space(scale.gap // 2)]
    return [*items, Text(say("slip.missed", slip.lang), scale.body)]


def _foot(slip: Slip, scale: Scale, *, lean: bool) -> list[Item]:
    items: list[Item] = [Space(2 * scale.gap)]
    if slip.link:
        items += [Code(slip.link), Space(scale.gap), Text(say("slip.scan", slip.lang), scale.small)]
        items.append(Space(scale.gap // 2))
    items += [Rule(), Space(scale.gap // 2)]
    if slip.hotline:
        key = "slip.hotline_plain" if lean else "slip.hotline"
        items.append(Text(say(key, slip.lang, hotline=slip.hotline), scale.small))
    return [*items, Text(say("slip.issued", slip.lang, issued=slip.issued), scale.small)]


def _test(slip: Slip, scale: Scale) -> list[Item]:
    items: list[Item] = [
        Text(_glued(slip.hospital), scale.hospital),
        Space(scale.gap),
        Text(say("slip.test", slip.lang), scale.mark),
        Space(scale.gap),
        Text(slip.service, scale.small),
        Space(scale.gap),
        Text(say("slip.test_width", slip.lang), scale.body),
        Space(scale.gap),
        Rule(8),
        Space(scale.gap),
        Rule(2),
        Space(scale.gap),
        Digits(slip.number),
        Space(scale.gap),
        Text(say("slip.test_letters", slip.lang), scale.body),
        Text(LETTERS, scale.body),
        Space(scale.gap),
    ]
    if slip.link:
        items += [Text(say("slip.test_qr", slip.lang), scale.body), Space(scale.gap)]
        items += [Code(slip.link), Space(scale.gap)]
    return [
        *items,
        Text(slip.issued, scale.small),
        Text(say("slip.test_cut", slip.lang), scale.body),
    ]
