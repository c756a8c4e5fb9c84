"""What one printer can do: its width, its own QR, its cutter, from python-escpos' profiles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from escpos.capabilities import CAPABILITIES
from escpos.printer import Dummy

PAPER_DOTS: Final = {58: 384, 72: 512, 80: 576}  # usual print areas at 203 dpi
USUAL_DPI: Final = 203


@dataclass(frozen=True)
class Profile:
    """One printer's paper and abilities."""

    name: str
    dots: int  # printable width
    dpi: int
    own_qr: bool
    cutter: bool

    def qr(self, link: str, size: int) -> bytes:
        """The printer draws the QR itself, ``size`` dots a module, error correction M."""
        pen = self._pen()
        pen.qr(link, ec=1, size=size, native=True)
        return bytes(pen.output)

    def cut(self) -> bytes:
        """Feed to the cutter and cut; without one, feed so that the slip can be torn off."""
        pen = self._pen()
        if self.cutter:
            pen.cut(mode="PART", feed=False)
        else:
            pen.print_and_feed(4)
        return bytes(pen.output)

    def _pen(self) -> Any:
        return Dummy(profile=self.name)


def names() -> list[str]:
    """The profiles python-escpos knows."""
    return sorted(CAPABILITIES["profiles"])


def profile(name: str, paper_mm: int) -> Profile:
    """The profile ``name`` with paper ``paper_mm`` in it, never wider than the profile prints.

    Raises KeyError for a name python-escpos does not know.
    """
    data = CAPABILITIES["profiles"][name]
    media, can = data["media"], data["features"]
    widest, dpi = media.get("width", {}).get("pixels"), media.get("dpi")
    dots = PAPER_DOTS[paper_mm]
    return Profile(
        name=name,
        # whole bytes: a raster row is made of bytes
        dots=min(dots, widest) // 8 * 8 if isinstance(widest, int) else dots,
        dpi=dpi if isinstance(dpi, int) else USUAL_DPI,
        own_qr=bool(can.get("qrCode")),
        cutter=bool(can.get("paperPartCut") or can.get("paperFullCut")),
    )
