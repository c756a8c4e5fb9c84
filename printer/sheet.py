"""Paper without a printer: ESC/POS commands drawn as a picture, a ticket at each cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

import qrcode
from fontpkg_be_vietnam_pro import ROOT as FONT_ROOT
from PIL import Image, ImageDraw, ImageFont

from printer.commands import Command

CELLS: Final = {0: (12, 24), 1: (9, 17)}  # fonts A and B
LINE: Final = 30  # dots a line feed moves, by default
QR_LEVELS: Final = {48: 1, 49: 0, 50: 3, 51: 2}  # L M Q H as qrcode names them
GROW: Final = 2048


@dataclass(frozen=True)
class Ticket:
    """One piece of paper: its picture, what the printer's own letters and own QR said."""

    picture: Image.Image
    texts: tuple[str, ...]
    codes: tuple[str, ...]
    unknown: tuple[str, ...]
    whole: bool = True  # False: torn off by a reset, not cut


@lru_cache(maxsize=512)
def glyph(letter: str, width: int, height: int, bold: bool) -> Image.Image:
    """One letter of the printer's own font, drawn to fill a cell as printers enlarge theirs."""
    face = Path(FONT_ROOT) / "files" / f"BeVietnamPro-{'Bold' if bold else 'Medium'}.ttf"
    font = ImageFont.truetype(face, round(height * 0.86))
    wide = max(1, round(font.getlength(letter)))
    drawn = Image.new("L", (wide, height), 0)
    ImageDraw.Draw(drawn).text((0, height * 0.8), letter, 255, font, anchor="ls")
    if wide > width * 0.94:
        drawn = drawn.resize((round(width * 0.94), height))
    cell = Image.new("L", (width, height), 0)
    cell.paste(drawn, ((width - drawn.width) // 2, 0))
    return cell.point(lambda grey: 255 if grey > 110 else 0)


@dataclass
class Sheet:
    """The print head over the paper. ``answer`` is given the in-order questions (GS r, GS I)."""

    width: int
    answer: Callable[[Command], None] = lambda _: None
    done: list[Ticket] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._page: Image.Image
        self._y: int
        self._lasting: dict[int, Image.Image] = {}
        self._qr = b""
        self._fresh()
        self._tear()

    def do(self, command: Command) -> None:
        """Obey one command; one that this printer lacks is noted on the ticket."""
        deed = getattr(self, "_do_" + NAMES.get(command.name, ""), None)
        if deed is not None:
            deed(command)
        elif command.name not in HARMLESS:
            said = command.args.hex() if command.name == "unknown" else command.name
            self._unknown.append(said)

    def reset(self) -> None:
        """Power went away: what is half printed is torn off, settings are as at start."""
        self._line()
        if self._y:
            self._finish(whole=False)
        self._fresh()

    # ---- settings -----------------------------------------------------------------------------

    def _fresh(self) -> None:
        self._align = 0
        self._bold = self._inverse = False
        self._font = 0
        self._times = (1, 1)
        self._spacing = LINE
        self._cells: list[Image.Image] = []
        self._run = ""
        self._qr_size, self._qr_level = 3, 1

    def _do_init(self, _: Command) -> None:
        self._cells, self._run = [], ""
        if self._y:  # a printer without cutter: the one before was torn off by hand
            self._finish(whole=True)
        self._fresh()

    def _do_align(self, c: Command) -> None:
        self._align = c.args[0] % 48

    def _do_bold(self, c: Command) -> None:
        self._bold = bool(c.args[0] & 1)

    def _do_inverse(self, c: Command) -> None:
        self._inverse = bool(c.args[0] & 1)

    def _do_font(self, c: Command) -> None:
        self._font = c.args[0] % 48 & 1

    def _do_size(self, c: Command) -> None:
        self._times = ((c.args[0] >> 4 & 7) + 1, (c.args[0] & 7) + 1)

    def _do_spacing(self, c: Command) -> None:
        self._spacing = c.args[0] if c.args else LINE

    # ---- ink ----------------------------------------------------------------------------------

    def _do_text(self, c: Command) -> None:
        width, height = CELLS[self._font]
        for letter in c.data.decode("cp437"):
            cell = glyph(letter, width * self._times[0], height * self._times[1], self._bold)
            if self._inverse:
                cell = cell.point(lambda grey: 255 - grey)
            if sum(each.width for each in self._cells) + cell.width > self.width:
                self._line()
            self._cells.append(cell)
            self._run += letter

    def _line(self, least: int = 0) -> None:
        """Print the waiting letters and move on by their height, ``least`` at least."""
        if not self._cells:
            self._y += least
            return
        height = max(each.height for each in self._cells)
        line = Image.new("L", (sum(each.width for each in self._cells), height))
        left = 0
        for each in self._cells:
            line.paste(each, (left, height - each.height))
            left += each.width
        self._texts.append(self._run)
        self._cells, self._run = [], ""
        self._paste(line)
        self._y += max(least - height, 0)

    def _paste(self, ink: Image.Image) -> None:
        spare = max(self.width - ink.width, 0)
        self._room(ink.height)
        self._page.paste(ink, ((0, spare // 2, spare)[self._align], self._y))
        self._y += ink.height

    def _room(self, height: int) -> None:
        if self._y + height > self._page.height:
            taller = Image.new("L", (self.width, self._y + height + GROW))
            taller.paste(self._page, (0, 0))
            self._page = taller

    def _do_raster(self, c: Command) -> None:
        self._line()
        across, down = c.args[1] | c.args[2] << 8, c.args[3] | c.args[4] << 8
        if not across or not down:
            return
        picture = Image.frombytes("1", (across * 8, down), c.data).convert("L")
        wide, tall = 1 + (c.args[0] & 1), 1 + (c.args[0] >> 1 & 1)
        self._paste(picture.resize((picture.width * wide, picture.height * tall)))

    def _do_store(self, c: Command) -> None:
        at = 0
        for n in range(1, c.args[0] + 1):
            x, y = (int.from_bytes(c.data[at + k : at + k + 2], "little") for k in (0, 2))
            dots = c.data[at + 4 : at + 4 + x * y * 8]
            columns = Image.frombytes("1", (y * 8, x * 8), dots)
            self._lasting[n] = columns.transpose(Image.Transpose.TRANSPOSE).convert("L")
            at += 4 + x * y * 8

    def _do_stored(self, c: Command) -> None:
        self._line()
        if c.args[0] in self._lasting:
            self._paste(self._lasting[c.args[0]])

    def _do_qr(self, c: Command) -> None:
        if c.data[:1] != b"1":
            self._unknown.append("GS ( k " + c.data[:2].hex())
            return
        function, rest = c.data[1], c.data[2:]
        if function == 67:
            self._qr_size = rest[0]
        elif function == 69:
            self._qr_level = QR_LEVELS[rest[0]]
        elif function == 80:
            self._qr = rest[1:]
        elif function == 81:
            self._print_qr()

    def _print_qr(self) -> None:
        self._line()
        code = qrcode.QRCode(error_correction=self._qr_level, border=0, box_size=1)
        code.add_data(self._qr, optimize=0)
        code.make(fit=True)
        side = code.modules_count
        dots = Image.new("L", (side, side))
        dots.putdata([255 if dark else 0 for row in code.get_matrix() for dark in row])
        large = side * self._qr_size
        self._paste(dots.resize((large, large), Image.Resampling.NEAREST))
        self._codes.append(self._qr.decode("utf-8", "replace"))

    # ---- paper --------------------------------------------------------------------------------

    def _do_line_feed(self, _: Command) -> None:
        self._line(self._spacing)

    def _do_feed_dots(self, c: Command) -> None:
        self._line(c.args[0])

    def _do_feed_lines(self, c: Command) -> None:
        self._line(c.args[0] * self._spacing)

    def _do_cut(self, _: Command) -> None:
        self._line()
        self._finish(whole=True)

    def _do_answer(self, c: Command) -> None:
        self._line()
        self.answer(c)

    def _finish(self, *, whole: bool) -> None:
        if not (self._texts or self._unknown or self._page.getbbox()):  # a cut through blank paper
            self._tear()
            return
        self._room(1)
        picture = self._page.crop((0, 0, self.width, max(self._y, 1))).point(lambda ink: 255 - ink)
        self.done.append(
            Ticket(picture, tuple(self._texts), tuple(self._codes), tuple(self._unknown), whole)
        )
        self._tear()

    def _tear(self) -> None:
        self._page = Image.new("L", (self.width, GROW))
        self._y = 0
        self._texts: list[str] = []
        self._codes: list[str] = []
        self._unknown: list[str] = []


NAMES: Final = {
    "ESC @": "init",
    "ESC a": "align",
    "ESC E": "bold",
    "ESC M": "font",
    "ESC 3": "spacing",
    "ESC 2": "spacing",
    "ESC J": "feed_dots",
    "ESC d": "feed_lines",
    "GS !": "size",
    "GS B": "inverse",
    "GS v 0": "raster",
    "GS V": "cut",
    "GS ( k": "qr",
    "GS r": "answer",
    "GS I": "answer",
    "FS q": "store",
    "FS p": "stored",
    "LF": "line_feed",
    "text": "text",
}
# understood and without effect on this paper
HARMLESS: Final = {"DLE EOT", "DLE ENQ", "DLE DC4", "GS a", "GS P", "ESC t", "FS .", "CR", "NUL"}
