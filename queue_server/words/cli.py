"""What the commands tell the hospital's IT person."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {}
