"""Vietnamese letters as black dots: lines set in Be Vietnam Pro, wrapped, trimmed, remembered."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal, TypeVar

from fontpkg_be_vietnam_pro import ROOT as FONT_ROOT
from PIL import Image, ImageDraw, ImageFont, ImageOps

K = TypeVar("K")
V = TypeVar("V")
Weight = Literal["Regular", "Medium", "SemiBold", "Bold", "ExtraBold"]
INK_FROM: Final = 116  # grey above this is burnt; lower makes thin strokes survive the threshold
# In shares of the size: Ẳ rises 1.26 above the base line and ỵ falls 0.27 below it, but most lines
# need less, so lines stand 1.28 apart and a tall one may hang over into the white above it.
ABOVE: Final = 1.32
BELOW: Final = 0.30
OVERHANG: Final = 0.34
REMEMBERED: Final = 512  # lines kept drawn: a day's constant lines fit many times over


@dataclass(frozen=True)
class Style:
    """How a line of text stands: ``size`` in dots (8 dots are 1 mm at 203 dpi)."""

    size: int
    weight: Weight = "Medium"
    centred: bool = False
    inverse: bool = False  # white on a black bar, for what must not be overlooked


@dataclass(frozen=True)
class Bitmap:
    """Rows of dots, eight to a byte, 1 is black.

    ``top`` and ``bottom`` count the blank rows around; a negative ``top`` hangs over into the white
    of the line before, as far as there is any.
    """

    width_bytes: int
    data: bytes
    top: int = 0
    bottom: int = 0

    @property
    def rows(self) -> int:
        """Rows of dots that carry ink."""
        return len(self.data) // self.width_bytes if self.width_bytes else 0


def bitmap(image: Image.Image) -> Bitmap:
    """An image (mode L or 1, black on white) as a bitmap without blank rows, cropped on the right.

    The left edge stays: a raster starts at the left margin on every printer, whatever it thinks
    of alignment.
    """
    ink = image.convert("L").point(lambda grey: 255 if grey < 255 - INK_FROM else 0)
    box = ink.getbbox()
    if box is None:
        return Bitmap(0, b"", top=image.height)
    _, top, right, bottom = box
    width_bytes = (right + 7) // 8
    dots = ink.crop((0, top, width_bytes * 8, bottom)).convert("1")
    return Bitmap(width_bytes, dots.tobytes(), top=top, bottom=image.height - bottom)


def bar(image: Image.Image, *, pad: int) -> Bitmap:
    """The line's ink in white on a black bar across the paper."""
    ink = ImageOps.invert(image)
    box = ink.getbbox() or (0, 0, 1, 1)
    tight = ink.crop((0, box[1] - pad, image.width, box[3] + pad))
    return bitmap(tight)


class Lettering:
    """Draws lines for one paper width in dots; equal lines are drawn once."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._fonts: dict[tuple[Weight, int], ImageFont.FreeTypeFont] = {}
        self._wrapped: dict[tuple[str, Style], list[str]] = {}
        self._drawn: dict[tuple[str, Style], Bitmap] = {}

    def font(self, style: Style) -> ImageFont.FreeTypeFont:
        """The face of a style."""
        key = (style.weight, style.size)
        if key not in self._fonts:
            face = Path(FONT_ROOT) / "files" / f"BeVietnamPro-{style.weight}.ttf"
            self._fonts[key] = ImageFont.truetype(face, style.size)
        return self._fonts[key]

    def wrap(self, text: str, style: Style) -> list[str]:
        """Text as lines no wider than the paper, as few as fit and then as even as can be."""
        key = (text, style)
        if key not in self._wrapped:
            remember(self._wrapped, key, value=self._wrap(text, style))
        return self._wrapped[key]

    def _wrap(self, text: str, style: Style) -> list[str]:
        font = self.font(style)
        room = self.width - (2 * style.size if style.inverse else 0)
        words = [
            piece
            for word in unicodedata.normalize("NFC", text).split(" ")
            for piece in broken(word, room, length=font.getlength)
        ]
        lines = filled(words, room, length=font.getlength)
        if len(lines) < 2:
            return lines
        narrow = room // len(lines)
        while len(even := filled(words, narrow, length=font.getlength)) > len(lines):
            narrow += 8
        return even if all(font.getlength(line) <= room for line in even) else lines

    def line(self, text: str, style: Style) -> Bitmap:
        """One line drawn, as high as the style's line whatever its letters."""
        key = (text, style)
        if key not in self._drawn:
            remember(self._drawn, key, value=self._draw(text, style))
        return self._drawn[key]

    def _draw(self, text: str, style: Style) -> Bitmap:
        font = self.font(style)
        above, below = round(style.size * ABOVE), round(style.size * BELOW)
        image = Image.new("L", (self.width, above + below), 255)
        left = (self.width - font.getlength(text)) / 2 if style.centred else 0
        ImageDraw.Draw(image).text((left, above), text, 0, font, anchor="ls")
        if style.inverse:
            return bar(image, pad=style.size // 6)
        bits = bitmap(image)
        return replace(bits, top=bits.top - round(style.size * OVERHANG))


def remember(kept: dict[K, V], key: K, *, value: V) -> None:
    """Keep a value, and let go of the oldest when there are many."""
    if len(kept) >= REMEMBERED:
        kept.pop(next(iter(kept)))
    kept[key] = value


def filled(words: list[str], room: float, *, length: Callable[[str], float]) -> list[str]:
    """Words in as few lines as fit into ``room``."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and length(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def broken(word: str, room: float, *, length: Callable[[str], float]) -> list[str]:
    """A word too long for the paper in pieces that fit: first at no-break spaces, then anywhere."""
    if length(word) <= room:
        return [word]
    if "\u00a0" in word:
        parts = word.split("\u00a0")
        return [piece for part in parts for piece in broken(part, room, length=length)]
    cut = next((n for n in range(len(word), 0, -1) if length(word[:n]) <= room), 1)
    rest = word[cut:]
    return [word[:cut], *broken(rest, room, length=length)] if rest else [word]
