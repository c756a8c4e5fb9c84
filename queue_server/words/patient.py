"""What the patient's own page shows."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {}
