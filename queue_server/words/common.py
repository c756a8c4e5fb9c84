"""What every page shares: sign-in, languages, errors, states of a turn."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {}
