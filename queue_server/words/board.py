"""What a board shows and says about itself."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {}
