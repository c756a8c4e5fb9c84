"""What the reception screen shows."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {}
