"""Every question to the server has an end, and each kind of no is told from the others."""

from __future__ import annotations

import threading

import pytest

from kiosk.server_link import Away, NotOurs, ServerLink, within
from queue_server.core.refusal import Refusal
from queue_server.wire import Heartbeat
from tests.kiosk.bench import Bench
from tests.simulators.kiosk_server import KioskServer


def test_who_asks_is_let_go_at_the_deadline_whatever_hangs() -> None:
    never = threading.Event()

    with pytest.raises(Away):
        within(10, lambda: never.wait(30))

    never.set()


def test_an_answer_and_a_refusal_in_time_reach_who_asked() -> None:
    def refuse() -> int:
        raise Refusal("day_full")

    assert within(5_000, lambda: 7) == 7
    with pytest.raises(Refusal, match="day_full"):
        within(5_000, refuse)


@pytest.mark.parametrize("mode, error", [("breaks", Away), ("revoked", NotOurs)])
def test_broken_and_revoked_are_different_things(
    bench: Bench, server: KioskServer, mode: str, error: type[Exception]
) -> None:
    server.mode = mode  # type: ignore[assignment]  # the parameters are modes

    with pytest.raises(error):
        bench.parts.link.heartbeat(Heartbeat())
    assert bench.parts.link.revoked is (mode == "revoked")


def test_a_revoked_key_that_is_good_again_is_forgiven(bench: Bench, server: KioskServer) -> None:
    server.mode = "revoked"
    bench.meet()
    server.mode = "answers"
    bench.meet()

    assert not bench.parts.link.revoked
    assert bench.parts.link.here


def test_a_dead_address_is_away(bench: Bench) -> None:
    link = ServerLink("http://127.0.0.1:1", key="k")
    with pytest.raises(Away):
        link.menu()
    link.close()
