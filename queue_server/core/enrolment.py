"""One-time codes that people read from one screen and type into another, and kiosk numbers.

A code is nine characters of an alphabet without look-alikes: 44 bits, good for ten minutes and one
use, so nobody guesses one. Source: OWASP ASVS 5.0 asks 20 bits of such codes (6.5.4).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from queue_server.core.numbering import MOST_KIOSKS
from queue_server.core.refusal import Refusal

ALPHABET: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No I, L, O, 0 and 1: a code is read aloud and typed on a touch screen."""

LENGTH: Final = 9
GOOD_FOR_MS: Final = 10 * 60_000


def make_code(randomness: int) -> str:
    """A code out of ``randomness``, which must have 64 random bits or more: ``K7M-2PX-9QD``."""
    letters = []
    for _ in range(LENGTH):
        randomness, at = divmod(randomness, len(ALPHABET))
        letters.append(ALPHABET[at])
    return "-".join("".join(letters[start : start + 3]) for start in range(0, LENGTH, 3))


def read_code(text: str) -> str:
    """The one spelling of a typed code: small letters, spaces and missing dashes are forgiven.

    What is no code at all stays none, and is found nowhere.
    """
    letters = "".join(letter for letter in text.upper() if letter.isalnum())
    return "-".join(letters[start : start + 3] for start in range(0, len(letters), 3))


def free_kiosk_number(used: Iterable[int]) -> int:
    """The lowest number no kiosk has, nor had today: what it printed today stays its own.

    Raises Refusal("kiosks_enough").
    """
    taken = set(used)
    for number in range(1, MOST_KIOSKS + 1):
        if number not in taken:
            return number
    raise Refusal("kiosks_enough", most=MOST_KIOSKS)
