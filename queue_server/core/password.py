"""Which passwords and PINs are good enough, what a login looks like, how fast one may guess.

OWASP ASVS 5.0: at least eight characters (fifteen advised), no rules about which kinds, long ones
allowed, the commonest refused (6.2.1, 6.2.4, 6.2.5, 6.2.9); guessing is slowed by account and
source, so that nobody can lock a colleague out from another desk (6.3.1).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from queue_server.core.common_passwords import RUNS, WORDS
from queue_server.core.refusal import Refusal

LEAST: Final = 8
ADVISED: Final = 15
MOST: Final = 256
"""Longer than any sentence somebody types; a limit only so that hashing cannot be abused."""

PIN_DIGITS: Final = 6
FREE_TRIES: Final = 5
LONGEST_WAIT_S: Final = 60
REMEMBERED_MS: Final = 15 * 60_000
"""Wrong passwords older than this no longer slow anybody down."""

_LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
_SWAPS: Final = str.maketrans("04135$@7!", "oaiessati")
_POOR_PIN: Final = re.compile(
    r"(\d)\1{5}|(\d\d)\2\2|(\d\d\d)\3|(\d)\4(\d)\5(\d)\6|(\d)\7\7(\d)\8\8|[1-9]0{5}"
    r"|\d{3}(?<=123|456|789|147|258|369|159|357|753|951)(?:123|321|456|654|789|258|369|357|159)"
)
"""One digit, pairs, doublets, triplets, and rows or columns of a key pad one after another."""


def read_login(text: str) -> str:
    """The one spelling of a login. Raises Refusal("login_unreadable")."""
    login = unicodedata.normalize("NFKC", text[:200]).strip().lower()
    if not _LOGIN.fullmatch(login):
        raise Refusal("login_unreadable")
    return login


def check_password(password: str, login: str = "") -> None:
    """Whether a new password may be used.

    Raises Refusal("password_short"), Refusal("password_long") and Refusal("password_common").
    """
    if len(password) < LEAST:
        raise Refusal("password_short", least=LEAST, advised=ADVISED)
    if len(password) > MOST:
        raise Refusal("password_long", most=MOST)
    if _is_common(password.lower(), login):
        raise Refusal("password_common")


def check_pin(pin: str) -> None:
    """Whether a new PIN may be used. Raises Refusal("pin_shape") and Refusal("pin_common")."""
    if not re.fullmatch(rf"[0-9]{{{PIN_DIGITS}}}", pin):
        raise Refusal("pin_shape", digits=PIN_DIGITS)
    if _is_run(pin) or _POOR_PIN.fullmatch(pin):
        raise Refusal("pin_common")


def check_pace(failures: Sequence[int], now: int) -> None:
    """Whether this account may be tried again from this source, ``failures`` being UTC ms.

    Five tries are free; each further one waits twice as long as the last, a minute at most.
    Raises Refusal("sign_in_wait").
    """
    recent = [at for at in failures if now - at < REMEMBERED_MS]
    if len(recent) < FREE_TRIES:
        return
    wait_s = min(LONGEST_WAIT_S, 2 ** min(len(recent) - FREE_TRIES, 10))
    left_ms = max(recent) + wait_s * 1000 - now
    if left_ms > 0:
        raise Refusal("sign_in_wait", seconds=-(-left_ms // 1000))


def _is_common(password: str, login: str) -> bool:
    if len(set(password)) < 4 or _is_run(password):
        return True
    bare = password.strip("0123456789!@#$%^&*()-_=+.,;:?~ ")
    plain = {bare, bare.translate(_SWAPS), re.sub(r"[^a-zđ]", "", password.translate(_SWAPS))}
    plain |= {_without_marks(one) for one in plain}
    parts = {part for part in re.split(r"[^a-z0-9]+", login) if part}
    return bool(plain & (WORDS | parts | {login, ""})) or bool(plain & _doubled(login))


def _doubled(login: str) -> set[str]:
    """A word typed twice is one guess, and so is a login."""
    return {word * 2 for word in WORDS} | {login * 2}


def _is_run(text: str) -> bool:
    """One row of keys, forwards or backwards, perhaps begun again: 12345678, 87654321, qwertyui."""
    for run in RUNS:
        for row in (run * 3, run[::-1] * 3):
            if text in row:
                return True
    return False


def _without_marks(text: str) -> str:
    """``mậtkhẩu`` is guessed as easily as ``matkhau``."""
    spread = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(sign for sign in spread if not unicodedata.combining(sign))
