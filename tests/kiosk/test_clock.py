"""A kiosk's time: corrected beyond a minute, steady while it runs, asked of staff when absurd."""

from __future__ import annotations

import pytest

from kiosk.clock import BACKWARD_MS, BUILT_AT, FORWARD_MS
from tests.kiosk.bench import MONDAY_0730, Bench, Time
from tests.simulators.kiosk_server import KioskServer

HOUR = 3_600_000


@pytest.mark.parametrize("off, told", [(59_000, 0), (-60_000, 0), (60_001, 60_001), (-HOUR, -HOUR)])
def test_only_more_than_a_minute_is_corrected(time: Time, off: int, told: int) -> None:
    clock = time.clock()

    clock.measure(time.at + off, asked_raw=clock.raw(), heard_raw=clock.raw())

    assert clock.now() - time.at == told


def test_the_way_to_the_server_and_back_is_shared_equally(time: Time) -> None:
    clock = time.clock()
    asked = clock.raw()

    clock.measure(MONDAY_0730 + 300_000, asked_raw=asked, heard_raw=asked + 2_000)

    assert clock.offset_ms == 299_000


def test_a_step_of_the_system_clock_while_running_moves_nobodys_time(time: Time) -> None:
    clock = time.clock()
    time.at += HOUR
    time.mono += 1_000

    assert clock.now() == MONDAY_0730 + 1_000


@pytest.mark.parametrize(
    "at, newest, believed",
    [
        (BUILT_AT - 1, 0, False),
        (BUILT_AT, 0, True),
        (MONDAY_0730 - BACKWARD_MS - 1, MONDAY_0730, False),
        (MONDAY_0730 - BACKWARD_MS, MONDAY_0730, True),
        (MONDAY_0730 + FORWARD_MS + 1, MONDAY_0730, False),
    ],
)
def test_a_date_before_the_newest_on_disk_is_not_believed(
    at: int, newest: int, believed: bool
) -> None:
    assert Time(at).clock().plausible(newest) is believed


def test_a_clock_set_meanwhile_is_believed_without_asking_anybody(time: Time) -> None:
    time.at = 0
    clock = time.clock()
    assert not clock.plausible(MONDAY_0730)

    time.at = MONDAY_0730 + HOUR

    assert clock.plausible(MONDAY_0730)
    assert clock.now() == MONDAY_0730 + HOUR


def test_started_with_no_server_and_a_dead_battery_the_kiosk_asks_staff_for_the_date(
    bench: Bench, server: KioskServer, time: Time
) -> None:
    server.mode = "breaks"
    time.at = 0
    bench.start()
    assert bench.kiosk.desk.painter.problem() == "clock"

    bench.parts.clock.set_by_staff(MONDAY_0730 + HOUR)

    assert bench.kiosk.desk.painter.problem() == ""
    assert bench.parts.clock.now() == MONDAY_0730 + HOUR


def test_the_server_ends_the_question(bench: Bench, server: KioskServer, time: Time) -> None:
    time.at = 0
    bench.start()
    server.now = MONDAY_0730
    bench.meet()

    assert bench.kiosk.desk.painter.problem() == ""
