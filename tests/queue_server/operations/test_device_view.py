"""What administrators and reception see of the machines, and when somebody must go there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from queue_server import wire
from queue_server.core.access import Deed, Role, may
from queue_server.core.refusal import Refusal
from queue_server.operations import machines
from queue_server.operations.context import COMMAND_LINE
from queue_server.operations.device_view import DeviceView, devices_view, troubles
from queue_server.operations.machines import DeviceInfo
from queue_server.store.session import Database
from tests.builders import Built, build_hospital
from tests.cast import install
from tests.harness.clock import Clock


@pytest.fixture
def built(sqlite_url: str, clock: Clock) -> Iterator[Built]:
    db = Database(sqlite_url)
    yield build_hospital(db, clock)
    db.close()


@pytest.fixture
def printer(built: Built) -> DeviceInfo:
    return install(built, "printer", "Máy in quầy 1")


def view(built: Built) -> DeviceView:
    [one] = devices_view(built.by(COMMAND_LINE))
    return one


def beat(built: Built, device: DeviceInfo, paper: str = "ok", ahead_ms: int = 0) -> None:
    report = wire.PrinterReport(paper=paper, at=built.clock(), detail="?")  # type: ignore[arg-type]  # a state
    message = wire.Heartbeat(paper=report, at=built.clock() + ahead_ms)
    machines.heartbeat(built.by(device.actor), beat=message)


def trouble(built: Built) -> list[tuple[str, int | None]]:
    ctx = built.by(COMMAND_LINE)
    with built.db.read() as tx:
        return [(line.trouble, line.since) for line in troubles(tx, ctx)]


def test_a_new_machine_shows_until_when_its_code_is_good(built: Built, clock: Clock) -> None:
    made = machines.create_device(built.by(COMMAND_LINE), kind="printer", name="Máy in")

    assert (view(built).state, view(built).code_dies_at) == ("new", made.dies_at)
    clock.forward(minutes=10)

    assert view(built).code_dies_at is None
    assert trouble(built) == [], "nobody waits for a machine that was never there"


def test_a_working_machine_is_listed_without_trouble(built: Built, printer: DeviceInfo) -> None:
    beat(built, printer)

    one = view(built)
    assert (one.state, one.trouble, one.paper, one.offset_ms) == ("enrolled", "", "ok", 0)
    assert trouble(built) == []


def test_a_machine_unheard_for_half_a_minute_is_silent_since_its_last_beat(
    built: Built, printer: DeviceInfo, clock: Clock
) -> None:
    beat(built, printer)
    last = clock()

    clock.forward(seconds=30)
    assert trouble(built) == []
    clock.forward(ms=1)

    assert trouble(built) == [("silent", last)]


@pytest.mark.parametrize("paper", ["paper_out", "near_end", "cover_open", "error", "offline"])
def test_a_printer_that_needs_somebody_says_so_at_reception(
    built: Built, printer: DeviceInfo, clock: Clock, paper: str
) -> None:
    beat(built, printer, paper)

    assert trouble(built) == [(paper, clock())]
    assert view(built).trouble == paper


@pytest.mark.parametrize("paper", ["mute", "unknown"])
def test_a_printer_that_cannot_say_is_no_alarm(
    built: Built, printer: DeviceInfo, paper: str
) -> None:
    beat(built, printer, paper)

    assert trouble(built) == []


@pytest.mark.parametrize("ahead_ms,says", [(60_000, ""), (60_001, "clock"), (-60_001, "clock")])
def test_a_clock_wrong_by_more_than_a_minute_is_told(
    built: Built, printer: DeviceInfo, ahead_ms: int, says: str
) -> None:
    beat(built, printer, ahead_ms=ahead_ms)

    assert view(built).trouble == says


def test_a_revoked_machine_troubles_nobody(built: Built, printer: DeviceInfo, clock: Clock) -> None:
    machines.revoke(built.by(COMMAND_LINE), device=printer.device)
    clock.forward(hours=1)

    assert trouble(built) == []
    assert view(built).state == "revoked"


def test_who_may_see_the_machines(built: Built) -> None:
    for role in Role:
        if may([role], Deed.SEE_DEVICES):
            devices_view(built.context(role))
            continue
        with pytest.raises(Refusal, match="not_allowed"):
            devices_view(built.context(role))
