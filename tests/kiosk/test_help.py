"""A call for a person rings as one call until it is accepted, and honestly says when it cannot."""

from __future__ import annotations

from kiosk.help import GIVE_UP_MS, SHOWN_MS
from tests.kiosk.bench import Bench, Time
from tests.simulators.kiosk_server import KioskServer


def test_pressing_again_rings_on_as_the_same_call(bench: Bench, server: KioskServer) -> None:
    calls = bench.kiosk.desk.help_calls
    for _ in range(3):
        calls.ring("help")
        calls.tell()

    assert len({call.help_id for call in server.helps}) == 1
    assert calls.state("help") == "rung"


def test_an_accepted_call_is_told_for_a_minute_and_then_over(
    bench: Bench, server: KioskServer, time: Time
) -> None:
    calls = bench.kiosk.desk.help_calls
    calls.ring("help")
    calls.tell()
    server.accepting = True
    calls.tell()
    assert calls.state("help", "no_slip") == "accepted"

    time.pass_ms(SHOWN_MS)
    calls.tell()

    assert calls.state("help") == ""


def test_a_call_that_could_not_be_made_is_made_when_the_server_is_back(
    bench: Bench, server: KioskServer
) -> None:
    calls = bench.kiosk.desk.help_calls
    server.mode = "breaks"
    calls.ring("emergency")
    calls.tell()
    assert calls.state("emergency") == "unreached"

    server.mode = "answers"
    calls.tell()

    assert [call.reason for call in server.helps] == ["emergency"]
    assert calls.state("emergency") == "rung"


def test_a_bell_nobody_heeds_ends_after_ten_minutes(
    bench: Bench, server: KioskServer, time: Time
) -> None:
    calls = bench.kiosk.desk.help_calls
    calls.ring("help")
    time.pass_ms(GIVE_UP_MS + 1)
    calls.tell()

    assert calls.state("help") == ""
    assert server.helps == []
