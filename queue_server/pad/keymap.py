"""What the keys of a numeric pad mean, and how Linux numbers them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

Meaning = Literal["next", "recall", "miss", "serve", "undo"]
MEANINGS: Final = get_args(Meaning)

CODES: Final[dict[str, int]] = {
    "enter": 96, "+": 78, "-": 74, "*": 55, "/": 98, ".": 83,
    "0": 82, "1": 79, "2": 80, "3": 81, "4": 75, "5": 76, "6": 77, "7": 71, "8": 72, "9": 73,
    "backspace": 14, "=": 117, "tab": 15, "esc": 1, "main enter": 28, "num lock": 69,
}  # fmt: skip
"""Key codes of linux/input-event-codes.h; those of digits hold with Num Lock on and off."""

USUAL: Final[dict[str, Meaning]] = {
    "enter": "next",
    "0": "recall",
    ".": "miss",
    "+": "serve",
    "-": "undo",
}
"""The largest key calls the next one; ``serve`` starts, where a room records that, or is done."""


def by_code(keys: Mapping[str, Meaning]) -> dict[int, Meaning]:
    """What each key code means."""
    return {CODES[name]: meaning for name, meaning in keys.items()}
