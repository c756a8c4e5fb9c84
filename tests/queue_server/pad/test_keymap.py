"""The keys have the numbers that Linux gives them, as a library of others knows them."""

from __future__ import annotations

import pytest

from queue_server.pad.keymap import CODES, USUAL, by_code
from tests.harness.left_out import leave_out

LINUX = {
    "enter": "KEY_KPENTER", "+": "KEY_KPPLUS", "-": "KEY_KPMINUS", "*": "KEY_KPASTERISK",
    "/": "KEY_KPSLASH", ".": "KEY_KPDOT", "backspace": "KEY_BACKSPACE", "=": "KEY_KPEQUAL",
    "tab": "KEY_TAB", "esc": "KEY_ESC", "main enter": "KEY_ENTER", "num lock": "KEY_NUMLOCK",
    **{str(digit): f"KEY_KP{digit}" for digit in range(10)},
}  # fmt: skip


def test_every_key_has_linuxs_number() -> None:
    try:
        from evdev import ecodes  # noqa: PLC0415  only on Linux
    except ImportError:
        leave_out("the numbers of keys, because evdev is missing (Linux only)")
    assert {name: getattr(ecodes, linux) for name, linux in LINUX.items()} == CODES


def test_the_largest_key_calls_the_next_one() -> None:
    assert by_code(USUAL)[CODES["enter"]] == "next"
    assert by_code({"5": "next"}) == {76: "next"}


def test_a_key_nobody_knows_is_not_quietly_left_out() -> None:
    with pytest.raises(KeyError):
        by_code({"F13": "next"})
