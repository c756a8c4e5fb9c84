"""How secrets are kept: slow hashes for what people remember, quick ones for what machines made.

Argon2id with 19 MiB, two passes, one lane (OWASP's first choice) takes about 65 ms of one core:
call these off the event loop and outside any transaction.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

Hash = Callable[[str], str]
Verify = Callable[[str, str], bool]

NOBODYS: Final = (
    "$argon2id$v=19$m=19456,t=2,p=1$"
    "KfnRNSd8TWU9z36IuT/Yiw$lvQCLe+JjvwGtKIqXnpxbdFOZLmvzWIVPI02nP8HImM"
)
"""A hash of nothing anybody knows: an unknown login takes as long to refuse as a wrong password."""


def hash_secret(secret: str) -> str:
    """A password or PIN as it is stored."""
    return _hasher().hash(_one_spelling(secret))


def verify_secret(stored: str, secret: str) -> bool:
    """Whether ``secret`` is what was hashed; False too for a hash that cannot be read."""
    try:
        return _hasher().verify(stored, _one_spelling(secret))
    except (VerificationError, InvalidHashError):
        return False


def digest(secret: str) -> str:
    """Hash of a random secret of 128 bits or more (token, key, link, code), as lower-case hex."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def _one_spelling(secret: str) -> str:
    """Vietnamese keyboards send the same letter composed or in parts; both are one password."""
    return unicodedata.normalize("NFKC", secret)
