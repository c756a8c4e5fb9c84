"""What the kiosk says about a scanned or typed card."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {}
