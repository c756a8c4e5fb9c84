"""A slip becomes bytes: three modes, one look.

``bands``: every line is a raster, blank rows are feeds, the number stands in the printer's own
largest digits and the QR is the printer's own where it has one. For USB and LAN.
``hybrid``: lines without diacritics are the printer's own letters, the rest smaller rasters; the
hospital's name may lie in the printer's memory. For serial lines.
``text``: no raster and no diacritics at all, the emergency when nothing else comes out right.
"""

from __future__ import annotations

import struct
import unicodedata
from typing import Final, Literal

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M

from printer.lettering import Bitmap, Lettering, Style, bitmap
from printer.paper import Code, Digits, Item, Rule, Space, Text, constants, layout
from printer.profile import Profile
from queue_server.wire import Slip

Mode = Literal["bands", "hybrid", "text"]

ESC: Final = b"\x1b"
GS: Final = b"\x1d"
FS: Final = b"\x1c"
RESET: Final = ESC + b"@"
SILENT: Final = GS + b"a\x00"  # no unasked status bytes: they would be taken for answers
LEFT: Final = ESC + b"a\x00"
CENTRE: Final = ESC + b"a\x01"
BOLD: Final = ESC + b"E\x01"
PLAIN: Final = ESC + b"E\x00" + GS + b"!\x00"
LEAST_GAP: Final = 2  # white rows between the marks of one line and the tails of the line above
CELL: Final = 12  # dots of one letter of font A
CELL_HEIGHT: Final = 24
FEED_MOST: Final = 255
QR_SHARE: Final = 0.5  # of the paper's width, at most
QR_MODULE_MOST: Final = 7
PLAIN_SIGNS: Final = {0x2013: "-", 0x2014: "-", 0xA0: " ", 0xB7: "-"}  # –, —, no-break space, ·
# Some printers obey real-time commands (DLE EOT, DLE ENQ, DLE DC4) even inside a picture; one more
# black dot breaks the pair and cannot be seen.
REALTIME: Final = (
    (b"\x10\x04", b"\x10\x06"),
    (b"\x10\x05", b"\x10\x07"),
    (b"\x10\x14", b"\x10\x16"),
)


class Renderer:
    """Makes bytes for one printer; keeps drawn lines, so equal lines cost nothing the next time."""

    def __init__(self, profile: Profile, mode: Mode) -> None:
        self.profile = profile
        self.mode = mode
        self._kept: dict[Text, int] = {}
        self._letters = Lettering(profile.dots)

    def slip(self, slip: Slip) -> bytes:
        """The whole slip, from reset to cut."""
        dpi = bytes([min(self.profile.dpi, 255)])
        out = bytearray(RESET + SILENT + GS + b"P" + dpi + dpi + LEFT)
        blank = 0
        for item in layout(slip, self.profile.dots, lean=self.mode == "hybrid"):
            if isinstance(item, Space):
                blank += item.dots
                continue
            piece, top, bottom = self._item(item)
            out += feed(max(blank + top, 0)) + piece
            blank = bottom
        return bytes(out + feed(blank) + self.profile.cut())

    def clear(self) -> bytes:
        """Ends whatever a broken-off slip left behind, before the next one.

        A printer may still wait for the rest of a picture and would swallow the next slip as that
        rest. Blank dots fill the largest picture there is; a printer that waits for nothing ignores
        them. Then what is half printed is cut off.
        """
        largest = self.profile.dots // 8 * (64 if self.profile.own_qr else self.profile.dots // 2)
        return bytes(largest) + RESET + self.profile.cut()

    def memory(self, hospital: str) -> bytes:
        """Stores what never changes in the printer's lasting memory (FS q), once per printer.

        Printers write it to flash: a few hundred times in their life, not per slip.
        """
        pictures = [
            columns(self._paragraph(each.text, each.style), self.profile.dots)
            for each in constants(hospital, self.profile.dots)
        ]
        return FS + b"q" + bytes([len(pictures)]) + b"".join(pictures)

    def keep(self, hospital: str) -> None:
        """From now on the printer is known to hold what `memory` made."""
        kept = constants(hospital, self.profile.dots)
        self._kept = {each: at for at, each in enumerate(kept, start=1)}

    # ---- items: bytes, blank dots above, blank dots below ---------------------------------------

    def _item(self, item: Item) -> tuple[bytes, int, int]:
        match item:
            case Digits():
                return self._digits(item.text)
            case Code():
                return self._code(item.link)
            case Rule():
                return self._rule(item.thick)
            case Text():
                if item in self._kept:
                    return FS + b"p" + bytes([self._kept[item], 0]), 0, 0
                return self._text(item.text, item.style)
        return b"", 0, 0

    def _text(self, text: str, style: Style) -> tuple[bytes, int, int]:
        plain = text.translate(PLAIN_SIGNS)
        if self.mode == "text" or (self.mode == "hybrid" and plain.isascii()):
            return self._own_letters(text, style), 0, 0
        out, blank, above = bytearray(), 0, None
        for bits in self._paragraph(text, style):
            if above is None:
                above = bits.top
            else:
                out += feed(max(blank + bits.top, LEAST_GAP))
            out += raster(bits)
            blank = bits.bottom
        return bytes(out), above or 0, blank

    def _paragraph(self, text: str, style: Style) -> list[Bitmap]:
        return [self._letters.line(line, style) for line in self._letters.wrap(text, style)]

    def _own_letters(self, text: str, style: Style) -> bytes:
        tall = style.size >= CELL_HEIGHT + 2 or style.inverse
        lines = own_lines(unaccented(text), self.profile.dots // CELL)
        strong = BOLD if style.weight in ("Bold", "ExtraBold", "SemiBold") else b""
        size = GS + b"!\x01" if tall else b""
        where = CENTRE if style.centred else LEFT
        body = b"".join(line.encode("ascii") + b"\n" for line in lines)
        return where + strong + size + body + PLAIN + LEFT

    def _digits(self, number: str) -> tuple[bytes, int, int]:
        number = unaccented(number) if self.mode == "text" else number
        if not number.isascii():  # a series with Đ: no printer's own letters have it
            style = Style(min(168, self.profile.dots // 3), "Bold", centred=True)
            return self._text(number, style)
        most = 8 if self.profile.dots >= 500 else 7
        times = max(1, min(most, self.profile.dots // CELL // len(number)))
        size = GS + b"!" + bytes([(times - 1) << 4 | (times - 1)])
        return CENTRE + BOLD + size + number.encode("ascii") + b"\n" + PLAIN + LEFT, 0, 0

    def _code(self, link: str) -> tuple[bytes, int, int]:
        code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
        code.add_data(link, optimize=0)
        modules = 17 + 4 * code.best_fit(start=1)
        size = max(3, min(QR_MODULE_MOST, int(self.profile.dots * QR_SHARE) // modules))
        if self.profile.own_qr:
            return CENTRE + self.profile.qr(link, size) + LEFT, 0, 0
        side = modules * size
        code.make(fit=True)
        dots = Image.new("1", (modules, modules), 1)
        dots.putdata([0 if dark else 1 for row in code.get_matrix() for dark in row])
        page = Image.new("1", (self.profile.dots, side), 1)
        large = dots.resize((side, side), Image.Resampling.NEAREST)
        page.paste(large, ((page.width - side) // 2, 0))
        return raster(bitmap(page)), 0, 0

    def _rule(self, thick: int) -> tuple[bytes, int, int]:
        if self.mode == "text":
            return b"-" * (self.profile.dots // CELL) + b"\n", 0, 0
        across = self.profile.dots // 8
        return raster(Bitmap(across, b"\xff" * (across * thick))), 0, 0


def feed(dots: int) -> bytes:
    """Blank paper, in steps a printer takes."""
    whole, rest = divmod(dots, FEED_MOST)
    steps = [FEED_MOST] * whole + ([rest] if rest else [])
    return b"".join(ESC + b"J" + bytes([step]) for step in steps)


def raster(bits: Bitmap) -> bytes:
    """Ink rows as GS v 0."""
    if not bits.rows:
        return b""
    data = bits.data
    for command, harmless in REALTIME:
        data = data.replace(command, harmless)
    return GS + b"v0\x00" + struct.pack("<HH", bits.width_bytes, bits.rows) + data


def columns(lines: list[Bitmap], width: int) -> bytes:
    """Lines as one picture in the order of FS q: eight rows a byte, column after column."""
    at: list[int] = []
    row = 0
    for line in lines:
        row += max(line.top, LEAST_GAP if at else 0)
        at.append(row)
        row += line.rows + line.bottom
    page = Image.new("1", (width, -(-row // 8) * 8), 0)
    for row, line in zip(at, lines, strict=True):
        dots = Image.frombytes("1", (line.width_bytes * 8, line.rows), line.data)
        page.paste(dots, (0, row))
    upright = page.transpose(Image.Transpose.TRANSPOSE)
    return struct.pack("<HH", width // 8, page.height // 8) + upright.tobytes()


def unaccented(text: str) -> str:
    """Vietnamese in plain letters: tones fall away, Đ becomes D, dashes hyphens."""
    split = unicodedata.normalize("NFKD", text.translate(PLAIN_SIGNS | {0x110: "D", 0x111: "d"}))
    return split.encode("ascii", "ignore").decode("ascii")


def own_lines(text: str, room: int) -> list[str]:
    """Text in lines of at most ``room`` of the printer's own letters."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += " " + word
        else:
            lines += [word[at : at + room] for at in range(0, len(word), room)]
    return lines
