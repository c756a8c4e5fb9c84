"""Staff at the kiosk: a PIN that patience cannot guess, and the date when nobody knows it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from queue_server.core.refusal import Refusal

TRIES: Final = 5
PAUSE_MS: Final = 60_000
HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""OWASP's second choice for argon2id: 19 MiB, two rounds; about 65 ms on the reference machine."""


class StaffPin:
    """The one PIN of a kiosk; its hash stands in kiosk.toml."""

    def __init__(self, pin_hash: str, mono: Callable[[], int]) -> None:
        self._hash, self._mono = pin_hash, mono
        self._lock = threading.Lock()
        self._wrong = 0
        self._free_at = 0

    def check(self, pin: str) -> None:
        """Let a person in. Raises Refusal kiosk_pin_none, kiosk_pin_wrong, kiosk_pin_wait."""
        with self._lock:
            if not self._hash:
                raise Refusal("kiosk_pin_none")
            left_ms = self._free_at - self._mono()
            if left_ms > 0:
                raise Refusal("kiosk_pin_wait", seconds=-(-left_ms // 1000))
            if self._right(pin):
                self._wrong = 0
                return
            self._wrong += 1
            if self._wrong >= TRIES:
                self._wrong, self._free_at = 0, self._mono() + PAUSE_MS
            raise Refusal("kiosk_pin_wrong")

    def _right(self, pin: str) -> bool:
        try:
            return HASHER.verify(self._hash, pin)
        except (VerificationError, InvalidHashError):
            return False


def read_date(text: str, zone: tzinfo) -> int:
    """``23112026 0730``, as staff type it, in UTC ms. Raises Refusal("date_unreadable")."""
    digits = "".join(sign for sign in text if sign in "0123456789")
    try:
        moment = datetime.strptime(digits, "%d%m%Y%H%M").replace(tzinfo=zone)
    except ValueError:
        raise Refusal("date_unreadable") from None
    if len(digits) != 12:
        raise Refusal("date_unreadable")
    return round(moment.timestamp() * 1000)
