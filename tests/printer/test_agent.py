"""From spool to paper under every fault: at most one unmarked print, and never silence."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from printer.agent import LATE_AFTER_MS, PHASES, Agent, Manner
from printer.devices import Device, NetworkDevice
from printer.local_devices import VirtualDevice
from printer.profile import profile
from printer.render import Mode, Renderer
from printer.spool import Spool
from printer.status import DIALECTS, DialectName
from printer.virtual import VirtualPrinter
from printer.virtual_server import VirtualServer
from tests.harness.clock import Clock
from tests.harness.ports import free_port
from tests.harness.waiting import wait_until
from tests.simulators.printer_slips import NARROW, a_slip, numbers, tickets

ID = "slip-00000001"


class Bench:
    """An agent over a spool, with short limits; the renderer is the narrow one, it is quicker."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.spool = Spool(folder / "spool.db", clock)
        self.paper = folder / "tickets"

    def agent(
        self,
        device: Device,
        *,
        mode: Mode = "bands",
        dialect: DialectName = "epson",
        acknowledge_s: float = 0.5,
        keep_header: bool = False,
        at: Callable[[str], None] = lambda phase: None,
    ) -> Agent:
        manner = Manner(
            renderer=Renderer(profile(NARROW, 58), mode),
            dialect=DIALECTS[dialect],
            acknowledge_s=acknowledge_s,
            give_up_s=0.3,
            keep_header=keep_header,
        )
        return Agent(self.spool, device, manner=manner, at=at)

    def state(self, slip_id: str = ID) -> tuple[str, str]:
        one = self.spool.latest(slip_id)
        assert one is not None
        return one.state, one.detail

    def settle(self, agent: Agent) -> None:
        wait_until(lambda: agent.step() and not self.spool.queued(), 10, what="nothing waits")


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


def in_process(bench: Bench, *faults: str) -> VirtualDevice:
    printer = VirtualPrinter(bench.paper, 384)
    printer.set_faults(*faults)
    return VirtualDevice(printer)


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
    device = in_process(bench)
    states: dict[str, str] = {}

    def look(phase: str) -> None:
        states[phase] = bench.state()[0]

    bench.spool.put(a_slip())
    bench.settle(bench.agent(device, at=look))
    assert states["asked"] == "queued"
    assert states["marked"] == states["half_sent"] == states["sent"] == "sending"
    assert states["recorded"] == "printed"


@pytest.mark.parametrize("fault", ["paper_out", "cover_open", "hung", "mute", "offline"])
def test_a_printer_that_cannot_or_does_not_say_so_gets_not_one_byte(
    bench: Bench, fault: str
) -> None:
    device = in_process(bench, fault)
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
    device = in_process(bench, "cover_open")
    agent = bench.agent(device)
    bench.spool.put(a_slip())
    assert agent.step() is False
    assert bench.state()[0] == "queued"
    device.printer.set_faults()
    bench.settle(agent)
    assert bench.state()[0] == "printed"


def test_near_the_end_of_the_roll_it_prints_and_warns(bench: Bench) -> None:
    bench.spool.put(a_slip())
    bench.settle(bench.agent(in_process(bench, "near_end")))
    assert bench.state()[0] == "printed"
    assert bench.spool.report().paper == "near_end"


@pytest.mark.parametrize("fault", ["paper_out", "cover_open", "hung"])
def test_trouble_in_the_middle_of_a_slip_is_unconfirmed_and_says_why(
    bench: Bench, fault: str
) -> None:
    device = in_process(bench)

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


class SlowHead:
    """A printer that is well, but says that a slip is out only when the test lets it."""

    piece = 4096

    def __init__(self) -> None:
        self.said, self.owed = b"", 0

    def open(self) -> None: ...

    def finish(self) -> None: ...

    def close(self) -> None: ...

    def travel_s(self, size: int) -> float:
        return 0.0

    def write(self, data: bytes) -> None:
        self.said += b"\x12" * data.startswith(b"\x10\x04")
        self.owed += data == b"\x1dr\x01"

    def read(self, limit_s: float) -> bytes:
        said, self.said = self.said, b""
        return said

    def release(self) -> None:
        assert self.owed > 0
        self.owed -= 1
        self.said += b"\x00"


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
    device = in_process(bench)
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


def test_a_closed_port_is_offline_and_the_slip_has_failed(bench: Bench) -> None:
    bench.spool.put(a_slip())
    agent = bench.agent(NetworkDevice("127.0.0.1", free_port()))
    bench.settle(agent)
    assert bench.state() == ("failed", "offline")
    assert bench.spool.report().paper == "offline"


def test_a_printer_set_up_as_mute_prints_without_alarm(bench: Bench) -> None:
    bench.spool.put(a_slip())
    agent = bench.agent(in_process(bench, "mute"), dialect="mute")
    agent.step()
    assert numbers(bench.paper) == ["A012"]
    assert bench.state() == ("unconfirmed", "mute")
    assert bench.spool.report().paper == "mute"
    assert bench.spool.unconfirmed() == []


def test_a_printer_that_acknowledges_nothing_still_tells_its_paper(bench: Bench) -> None:
    device = in_process(bench)
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
    device = in_process(bench)

    def strike(phase: str) -> None:
        if phase == "half_sent":
            device.printer.set_faults("paper_out")

    bench.spool.put(a_slip())
    bench.agent(device, dialect="no_acknowledgement", at=strike).step()
    assert [one.detail for one in bench.spool.unconfirmed()] == ["paper_out"]


def test_after_a_crash_nothing_is_sent_twice(bench: Bench) -> None:
    bench.spool.put(a_slip())
    bench.spool.move(bench.spool.queued()[0], "sending")  # and there the agent died
    agent = bench.agent(in_process(bench))
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
    agent = bench.agent(in_process(bench))
    agent.start()
    bench.settle(agent)
    assert bench.state() == ("failed", "late")
    assert numbers(bench.paper) == ["A013"]


def test_a_slip_withdrawn_while_it_was_drawn_is_not_printed(bench: Bench) -> None:
    def withdraw(phase: str) -> None:
        if phase == "asked":
            assert bench.spool.withdraw(ID)

    bench.spool.put(a_slip())
    bench.agent(in_process(bench), at=withdraw).step()
    assert bench.state() == ("failed", "withdrawn")
    assert numbers(bench.paper) == []


def test_a_slip_that_cannot_be_drawn_does_not_stop_the_others(bench: Bench) -> None:
    bench.spool.put(a_slip(link="x" * 300, number="A" * 12))
    bench.spool.put(a_slip(slip_id="slip-00000002", number="A013"))
    agent = bench.agent(in_process(bench))
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
    agent = bench.agent(in_process(bench), mode="text")
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
    device = in_process(bench)
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
    agent = bench.agent(in_process(bench), mode="hybrid", keep_header=True)
    pictures = agent.manner.renderer.memory(a_slip().hospital)
    agent.manner.renderer.memory = lambda hospital: pictures + b"\x1b\x99"  # type: ignore[method-assign]
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
    agent = bench.agent(in_process(bench))
    bench.spool.put(a_slip())
    bench.settle(agent)
    clock.forward(hours=25)
    agent.tidy()
    assert bench.spool.latest(ID) is None
