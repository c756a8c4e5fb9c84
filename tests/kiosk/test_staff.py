"""Staff at the kiosk: the PIN, and the date."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from kiosk.staff import HASHER, PAUSE_MS, TRIES, StaffPin, read_date
from queue_server.core.refusal import Refusal
from tests.kiosk.bench import MONDAY_0730, PIN

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def why(pin: StaffPin, typed: str) -> str:
    with pytest.raises(Refusal) as refused:
        pin.check(typed)
    return refused.value.code


def test_five_wrong_pins_make_even_the_right_one_wait_a_minute() -> None:
    now = [0]
    pin = StaffPin(HASHER.hash(PIN), lambda: now[0])

    assert [why(pin, "000000") for _ in range(TRIES)] == ["kiosk_pin_wrong"] * TRIES
    assert why(pin, PIN) == "kiosk_pin_wait"
    now[0] += PAUSE_MS
    pin.check(PIN)


def test_without_a_pin_nobody_leaves_by_touch() -> None:
    assert why(StaffPin("", lambda: 0), "") == "kiosk_pin_none"
    assert why(StaffPin("not a hash", lambda: 0), PIN) == "kiosk_pin_wrong"


def test_the_date_is_typed_as_people_write_it() -> None:
    assert read_date("23112026 0730", HANOI) == MONDAY_0730


@pytest.mark.parametrize("text", ["", "2311", "31022026 0730", "23112026 2561", "2311202607300"])
def test_a_date_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_date(text, HANOI)
    assert refused.value.code == "date_unreadable"
