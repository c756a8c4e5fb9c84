"""The clock tests move."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.harness.clock import Clock


def test_a_clock_stands_still_until_it_is_told(clock: Clock) -> None:
    assert clock() == clock() == clock.now_at


def test_time_passes_in_the_units_one_says(clock: Clock) -> None:
    begin = clock()
    assert clock.forward(seconds=1.5, minutes=2, hours=1, ms=7) == clock()
    assert clock() - begin == 7 + 1_500 + 120_000 + 3_600_000


def test_somebody_may_set_the_clock_back(clock: Clock) -> None:
    begin = clock()
    assert clock.set(begin - 60_000) == clock() == begin - 60_000


def test_it_begins_on_a_working_morning_in_viet_nam(clock: Clock) -> None:
    begin = datetime.fromtimestamp(clock() / 1000, UTC)
    assert (begin.strftime("%A"), begin.hour + 7, begin.minute) == ("Monday", 7, 30)
