"""The print agent under every fault: at most one unmarked print, and never silence.

Invariant I10, faults F14 and F15 of the reliability contract.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from printer.devices import NetworkDevice
from printer.spool import Trouble
from printer.virtual_server import VirtualServer
from tests.harness.clock import Clock
from tests.harness.ports import free_port
from tests.harness.waiting import wait_until
from tests.simulators.printer_bench import ID, Bench, SlowHead
from tests.simulators.printer_slips import a_slip, numbers


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


@pytest.mark.parametrize("fault", ["paper_out", "cover_open", "hung", "mute", "offline"])
def test_a_printer_that_cannot_or_does_not_say_so_gets_not_one_byte(
    bench: Bench, fault: str
) -> None:
    device = bench.in_process(fault)
    agent = bench.agent(device)
    bench.spool.put(a_slip())
    bench.settle(agent)
    state, detail = bench.state()
    assert state == "failed"
    assert detail == {"hung": "unknown", "mute": "unknown"}.get(fault, fault)
    assert bench.spool.report().paper == detail
    device.printer.set_faults()
    assert agent.step() is False
    assert numbers(bench.paper) == [], "it came out later, when nobody waits for it"


def test_a_short_trouble_only_delays_the_slip(bench: Bench) -> None:
    device = bench.in_process("cover_open")
    agent = bench.agent(device)
    bench.spool.put(a_slip())
    assert agent.step() is False
    assert bench.state()[0] == "queued"
    device.printer.set_faults()
    bench.settle(agent)
    assert bench.state()[0] == "printed"


@pytest.mark.parametrize("fault", ["paper_out", "cover_open", "hung"])
def test_trouble_in_the_middle_of_a_slip_is_unconfirmed_and_says_why(
    bench: Bench, fault: str
) -> None:
    device = bench.in_process()

    def strike(phase: str) -> None:
        if phase == "half_sent":
            device.printer.set_faults(fault)

    bench.spool.put(a_slip())
    agent = bench.agent(device, at=strike)
    agent.step()
    assert bench.state() == ("unconfirmed", "unknown" if fault == "hung" else fault)
    assert [one.slip.number for one in bench.spool.unconfirmed()] == ["A012"]
    assert agent.step() is False
    assert bench.state()[0] == "unconfirmed", "never printed again by itself"


def test_a_late_answer_still_lands(bench: Bench, net: NetworkDevice, server: VirtualServer) -> None:
    def strike(phase: str) -> None:
        if phase == "half_sent":
            server.printer.set_faults("paper_out")

    bench.spool.put(a_slip())
    agent = bench.agent(net, at=strike)
    agent.step()
    assert bench.state()[0] == "unconfirmed"
    server.printer.set_faults()
    wait_until(lambda: agent.step() or bench.state()[0] == "printed", 5)
    assert numbers(bench.paper) == ["A012"]
    assert bench.spool.unconfirmed() == []
    net.close()


def test_one_answer_for_two_slips_is_the_first_ones(bench: Bench) -> None:
    device = SlowHead()
    bench.spool.put(a_slip())
    bench.spool.put(a_slip(slip_id="slip-00000002", number="A013"))
    second = False

    def answer_the_first(phase: str) -> None:
        if second and phase == "sent":
            device.release()

    agent = bench.agent(device, acknowledge_s=0.05, at=answer_the_first)
    agent.step()
    assert bench.state() == ("unconfirmed", "no_answer")
    second = True
    agent.step()
    assert bench.state() == ("printed", "")
    assert bench.state("slip-00000002") == ("unconfirmed", "no_answer")
    device.release()
    agent._told_at = -10  # the next look at the idle printer is due
    agent.step()
    assert bench.state("slip-00000002") == ("printed", "")


def test_paper_that_ends_under_a_slip_leaves_the_next_one_alone(bench: Bench) -> None:
    device = bench.in_process()
    bench.spool.put(a_slip())
    bench.spool.put(a_slip(slip_id="slip-00000002", number="A013"))
    faults = iter(["paper_out", "paper_out"])

    def strike(phase: str) -> None:
        if phase == "half_sent" and (fault := next(faults, "")):
            device.printer.set_faults(fault)

    agent = bench.agent(device, at=strike)
    agent.step()  # A012 is held by the printer
    device.printer.set_faults()
    agent.step()  # A013 goes out; the paper ends again under it
    assert numbers(bench.paper) == ["A012"]
    assert bench.state()[0] == "printed"
    assert bench.state("slip-00000002") == ("unconfirmed", "paper_out")


def test_losing_the_connection_in_the_middle_is_unconfirmed(
    bench: Bench, net: NetworkDevice, server: VirtualServer
) -> None:
    server.printer.set_faults("reset_mid_job")
    bench.spool.put(a_slip())
    agent = bench.agent(net)
    agent.step()
    state, detail = bench.state()
    assert state == "unconfirmed"
    assert detail in ("connection_lost", "no_answer")
    assert numbers(bench.paper) == []
    again = bench.spool.reprint(ID)
    assert again.copy == 2
    bench.settle(agent)
    assert numbers(bench.paper) == ["A012"]
    assert bench.state()[0] == "printed"
    net.close()


def test_a_full_disk_is_survived_and_the_slip_in_doubt_is_shown(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault F5: the paper has moved, and nothing can be written down until there is room again."""
    monkeypatch.setattr("printer.agent.REPORT_EVERY_S", 0.05)
    full = threading.Event()
    tell, move = bench.spool.tell, bench.spool.move

    def fill(phase: str) -> None:
        if phase == "sent":
            full.set()

    def no_room(write: Callable[..., Any]) -> Callable[..., Any]:
        def tried(*values: Any, **more: Any) -> Any:
            if full.is_set():
                raise Trouble("database or disk is full")
            return write(*values, **more)

        return tried

    monkeypatch.setattr(bench.spool, "tell", no_room(tell))
    monkeypatch.setattr(bench.spool, "move", no_room(move))
    bench.spool.put(a_slip())
    stop = threading.Event()
    agent = bench.agent(bench.in_process(), at=fill)
    thread = threading.Thread(target=agent.run, args=(stop,))
    thread.start()
    wait_until(full.is_set)
    wait_until(lambda: numbers(bench.paper) == ["A012"])
    assert bench.state()[0] == "sending"
    full.clear()
    agent._at = lambda phase: None
    wait_until(lambda: bench.state() == ("unconfirmed", "restart"))
    bench.spool.put(a_slip(slip_id="slip-00000002", number="A013"))
    wait_until(lambda: bench.state("slip-00000002")[0] == "printed", 10)
    stop.set()
    thread.join(5)
    assert numbers(bench.paper) == ["A012", "A013"]


def test_a_closed_port_is_offline_and_the_slip_has_failed(bench: Bench) -> None:
    bench.spool.put(a_slip())
    agent = bench.agent(NetworkDevice("127.0.0.1", free_port()))
    bench.settle(agent)
    assert bench.state() == ("failed", "offline")
    assert bench.spool.report().paper == "offline"


def test_a_printer_set_up_as_mute_prints_without_alarm(bench: Bench) -> None:
    bench.spool.put(a_slip())
    agent = bench.agent(bench.in_process("mute"), dialect="mute")
    agent.step()
    assert numbers(bench.paper) == ["A012"]
    assert bench.state() == ("unconfirmed", "mute")
    assert bench.spool.report().paper == "mute"
    assert bench.spool.unconfirmed() == []


def test_a_printer_that_acknowledges_nothing_still_tells_its_paper(bench: Bench) -> None:
    device = bench.in_process()
    agent = bench.agent(device, dialect="no_acknowledgement")
    bench.spool.put(a_slip())
    agent.step()
    assert bench.state() == ("unconfirmed", "mute")
    assert bench.spool.report().paper == "ok"
    device.printer.set_faults("paper_out")
    bench.spool.put(a_slip(slip_id="slip-00000002"))
    bench.settle(agent)
    assert bench.state("slip-00000002") == ("failed", "paper_out")


def test_a_mute_print_into_trouble_is_shown_to_staff(bench: Bench) -> None:
    device = bench.in_process()

    def strike(phase: str) -> None:
        if phase == "half_sent":
            device.printer.set_faults("paper_out")

    bench.spool.put(a_slip())
    bench.agent(device, dialect="no_acknowledgement", at=strike).step()
    assert [one.detail for one in bench.spool.unconfirmed()] == ["paper_out"]
