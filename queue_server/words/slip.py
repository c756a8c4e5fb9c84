"""What stands on the paper slip."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "slip.reprint": ("PHIẾU IN LẠI – LẦN {n}", "REPRINT – COPY {n}"),
}
