"""What the print agent and its commands tell staff."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {}
