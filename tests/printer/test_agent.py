"""From spool to paper, one slip at a time; its faults are in tests/faults/test_print_agent.py."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from printer.agent import LATE_AFTER_MS, PHASES
from printer.devices import NetworkDevice
from printer.spool import Spool
from printer.virtual_server import VirtualServer
from tests.harness.clock import Clock
from tests.harness.waiting import wait_until
from tests.simulators.printer_bench import ID, Bench
from tests.simulators.printer_slips import a_slip, numbers, tickets


@pytest.fixture
def bench(tmp_path: Path, clock: Clock) -> Bench:
    return Bench(tmp_path, clock)


@pytest.fixture
def server(bench: Bench) -> Iterator[VirtualServer]:
    with VirtualServer(bench.paper, width=384) as running:
        yield running


@pytest.fixture
def net(server: VirtualServer) -> NetworkDevice:
    return NetworkDevice("127.0.0.1", server.port)


def test_a_slip_goes_through_every_phase_in_order(bench: Bench, net: NetworkDevice) -> None:
    seen: list[str] = []
    bench.spool.put(a_slip())
    bench.settle(bench.agent(net, at=seen.append))
    assert tuple(seen) == PHASES
    assert bench.state() == ("printed", "")
    assert numbers(bench.paper) == ["A012"]
    assert bench.spool.report().paper == "ok"
    net.close()


def test_it_is_marked_on_disk_before_its_first_byte(bench: Bench) -> None:
    device = bench.in_process()
    states: dict[str, str] = {}

    def look(phase: str) -> None:
        states[phase] = bench.state()[0]

    bench.spool.put(a_slip())
    bench.settle(bench.agent(device, at=look))
    assert states["asked"] == "queued"
    assert states["marked"] == states["half_sent"] == states["sent"] == "sending"
    assert states["recorded"] == "printed"


def test_near_the_end_of_the_roll_it_prints_and_warns(bench: Bench) -> None:
    bench.spool.put(a_slip())
    bench.settle(bench.agent(bench.in_process("near_end")))
    assert bench.state()[0] == "printed"
    assert bench.spool.report().paper == "near_end"


def test_after_a_crash_nothing_is_sent_twice(bench: Bench) -> None:
    bench.spool.put(a_slip())
    bench.spool.move(bench.spool.queued()[0], "sending")  # and there the agent died
    agent = bench.agent(bench.in_process())
    agent.start()
    assert agent.step() is False
    assert bench.state() == ("unconfirmed", "restart")
    assert numbers(bench.paper) == []


def test_a_slip_whose_reader_has_long_left_is_not_printed_at_start(
    bench: Bench, clock: Clock
) -> None:
    bench.spool.put(a_slip())
    clock.forward(ms=LATE_AFTER_MS - 1)
    bench.spool.put(a_slip(slip_id="slip-00000002", number="A013"))
    clock.forward(ms=2)
    agent = bench.agent(bench.in_process())
    agent.start()
    bench.settle(agent)
    assert bench.state() == ("failed", "late")
    assert numbers(bench.paper) == ["A013"]


def test_a_slip_withdrawn_while_it_was_drawn_is_not_printed(bench: Bench) -> None:
    def withdraw(phase: str) -> None:
        if phase == "asked":
            assert bench.spool.withdraw(ID)

    bench.spool.put(a_slip())
    bench.agent(bench.in_process(), at=withdraw).step()
    assert bench.state() == ("failed", "withdrawn")
    assert numbers(bench.paper) == []


def test_a_slip_that_cannot_be_drawn_does_not_stop_the_others(bench: Bench) -> None:
    bench.spool.put(a_slip(link="x" * 300, number="A" * 12))
    bench.spool.put(a_slip(slip_id="slip-00000002", number="A013"))
    agent = bench.agent(bench.in_process())
    drawn = agent.manner.renderer.slip

    def hurt(slip: Any) -> bytes:
        if slip.number != "A013":
            raise ValueError("no such letter")
        return drawn(slip)

    agent.manner.renderer.slip = hurt  # type: ignore[method-assign]  # a fault in drawing
    bench.settle(agent)
    assert bench.state() == ("failed", "unprintable: no such letter")
    assert numbers(bench.paper) == ["A013"]


def test_slips_come_out_in_order_and_each_once(bench: Bench, net: NetworkDevice) -> None:
    wanted = [f"A{n:03d}" for n in range(1, 21)]
    for n, number in enumerate(wanted):
        bench.spool.put(a_slip(slip_id=f"slip-{n:08d}", number=number))
    bench.settle(bench.agent(net))
    assert numbers(bench.paper) == wanted
    assert bench.spool.unconfirmed() == []
    net.close()


def test_a_reprint_is_marked_on_paper(bench: Bench) -> None:
    agent = bench.agent(bench.in_process(), mode="text")
    bench.spool.put(a_slip())
    bench.settle(agent)
    bench.spool.reprint(ID)
    bench.settle(agent)
    first, second = (ticket["texts"] for ticket in tickets(bench.paper))
    assert second[0] == "PHIEU IN LAI - LAN 2"
    assert not any("IN LAI" in text for text in first)


def test_the_agent_runs_until_told_and_keeps_its_report_fresh(
    tmp_path: Path, server: VirtualServer, net: NetworkDevice
) -> None:
    real = Bench(tmp_path, Clock())
    real.spool = Spool(tmp_path / "real.db")
    stop = threading.Event()
    agent = real.agent(net)
    thread = threading.Thread(target=agent.run, args=(stop,))
    thread.start()
    wait_until(lambda: real.spool.report().paper == "ok")
    first = real.spool.report().at
    wait_until(lambda: real.spool.report().at > first, 3)
    server.printer.set_faults("cover_open")
    wait_until(lambda: real.spool.report().paper == "cover_open", 5)
    server.printer.set_faults()
    real.spool.put(a_slip())
    wait_until(lambda: real.spool.state(ID) == "printed", 10)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


def test_constant_lines_go_into_the_printer_once(bench: Bench) -> None:
    device = bench.in_process()
    sent: list[int] = []
    hear = device.printer.hear

    def count(data: bytes) -> None:
        sent.append(len(data))
        hear(data)

    device.printer.hear = count  # type: ignore[method-assign]  # a meter in the cable
    agent = bench.agent(device, mode="hybrid", keep_header=True)
    for n in range(3):
        sent.append(-1)
        bench.spool.put(a_slip(slip_id=f"slip-0000000{n}"))
        bench.settle(agent)
    costs = [0]
    for size in sent:
        costs = [*costs, 0] if size < 0 else [*costs[:-1], costs[-1] + size]
    assert costs[1] > costs[2] + 10_000
    assert abs(costs[2] - costs[3]) < 100
    assert numbers(bench.paper) == ["A012"] * 3


def test_a_printer_without_memory_is_not_asked_twice(bench: Bench) -> None:
    agent = bench.agent(bench.in_process(), mode="hybrid", keep_header=True)
    pictures = agent.manner.renderer.memory(a_slip().hospital)
    agent.manner.renderer.memory = lambda hospital: pictures + b"\x1b\x99"  # type: ignore[method-assign]  # not flash
    agent._answered = lambda *told: False  # type: ignore[method-assign]  # it never says done
    agent._remember(a_slip().hospital)
    assert bench.spool.note("memory").startswith("tried ")
    assert agent.manner.renderer._kept == {}
    bench.spool.put(a_slip())
    del agent._answered
    bench.settle(agent)
    assert agent.manner.renderer._kept == {}
    assert numbers(bench.paper) == ["A012"]


def test_old_slips_are_wiped(bench: Bench, clock: Clock) -> None:
    agent = bench.agent(bench.in_process())
    bench.spool.put(a_slip())
    bench.settle(agent)
    clock.forward(hours=25)
    agent.tidy()
    assert bench.spool.latest(ID) is None
