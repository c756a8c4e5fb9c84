"""What the kiosk's screens show and speak."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {}
