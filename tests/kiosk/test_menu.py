"""What is open follows from the hours on disk when the server is away."""

from __future__ import annotations

import msgspec
import pytest

from queue_server.core.refusal import Refusal
from tests.kiosk.bench import MONDAY_0730, Bench, Time
from tests.simulators.kiosk_server import SERVICES, KioskServer, menu

HOUR = 3_600_000
LUNCH = ["06:30-11:30, 13:00-16:30"] * 5 + ["06:30-11:30", ""]


def offer(bench: Bench, code: str, at: int) -> tuple[bool, str]:
    found = bench.parts.menus.offer(code, at)
    return found.open, found.opens


def test_a_service_closed_at_the_last_contact_opens_at_its_time(bench: Bench) -> None:
    assert offer(bench, "thu-ngan", MONDAY_0730) == (False, "13:00")
    assert offer(bench, "thu-ngan", MONDAY_0730 + 6 * HOUR) == (True, "")


@pytest.mark.parametrize(
    "hours_later, expected",
    [
        (0, (True, "")),
        (4.5, (False, "13:00")),
        (6, (True, "")),
        (10, (False, "")),
        (24, (True, "")),
        (5 * 24, (True, "")),
        (6 * 24, (False, "")),
    ],
)
def test_with_hours_on_disk_the_kiosk_opens_and_closes_by_itself_all_week(
    bench: Bench, server: KioskServer, hours_later: float, expected: tuple[bool, str]
) -> None:
    service = msgspec.structs.replace(SERVICES[0], hours=LUNCH)
    bench.parts.menus.take(menu(services=[service]))

    assert offer(bench, "kham", MONDAY_0730 + round(hours_later * HOUR)) == expected


def test_a_holiday_among_the_hours_is_closed(bench: Bench) -> None:
    service = msgspec.structs.replace(SERVICES[0], hours=LUNCH, dated={"2026-11-24": ""})
    bench.parts.menus.take(menu(services=[service]))

    assert offer(bench, "kham", MONDAY_0730 + 24 * HOUR) == (False, "")


def test_without_ever_meeting_a_server_the_kiosk_says_that_it_is_not_ready(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest, time: Time
) -> None:
    bench = Bench(tmp_path_factory.mktemp("new"), "http://127.0.0.1:1", time)
    request.addfinalizer(bench.close)

    assert bench.kiosk.desk.painter.problem() == "not_ready"
    with pytest.raises(Refusal) as refused:
        bench.parts.menus.need()
    assert refused.value.code == "kiosk_not_ready"
