"""Moments as people at the hospital read them."""

from __future__ import annotations

from queue_server.web.common.times import clock
from tests.harness.clock import MONDAY_MORNING

ZONE = "Asia/Ho_Chi_Minh"
HOUR = 3_600_000


def test_a_time_of_today_is_a_clock_time() -> None:
    assert clock(MONDAY_MORNING, ZONE, now=MONDAY_MORNING + HOUR) == "07:30"


def test_a_time_of_another_day_says_which() -> None:
    assert clock(MONDAY_MORNING - 8 * HOUR, ZONE, now=MONDAY_MORNING) == "23:30 22/11"


def test_the_day_is_the_hospitals_not_the_servers() -> None:
    """18:00 UTC is one in the morning in Hà Nội: the same day there as 07:30 later on."""
    assert clock(MONDAY_MORNING - 6 * HOUR, ZONE, now=MONDAY_MORNING) == "01:30"
