"""What the room screen shows to whoever serves."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {}
