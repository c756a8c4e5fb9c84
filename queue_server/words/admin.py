"""What administrators' pages show."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {}
