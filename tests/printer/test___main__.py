"""The command luot-printer as a technician types it."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from printer.__main__ import main
from printer.claim import Claim
from printer.spool import Spool
from printer.virtual import VirtualPrinter
from queue_server.wire import PrintJob
from tests.harness.programs import Programs
from tests.harness.waiting import wait_until
from tests.simulators.printer_server import KEY, PrintServer
from tests.simulators.printer_slips import a_slip, numbers, tickets


class Bench:
    def __init__(self, folder: Path) -> None:
        self.paper, self.file = folder / "tickets", folder / "spool.db"

    @property
    def options(self) -> list[str]:
        return ["--virtual", str(self.paper), "--spool", str(self.file)]

    def command(self, *words: str, lang: str = "vi") -> Result:
        return CliRunner().invoke(main, [*self.options, "--lang", lang, *words])


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.chdir(tmp_path)  # no config/printer.toml here: the defaults
    return Bench(tmp_path)


def test_a_test_slip_comes_out_and_is_reported(bench: Bench) -> None:
    said = bench.command("test")
    assert said.exit_code == 0, said.output
    assert "đã in" in said.output
    [ticket] = tickets(bench.paper)
    assert ticket["codes"] == ["https://example.org/luot/thu-ma-qr-0123456789"]


def test_a_test_slip_without_paper_says_what_to_do(bench: Bench) -> None:
    VirtualPrinter(bench.paper).set_faults("paper_out")
    said = bench.command("test", lang="en")
    assert said.exit_code == 1
    assert "Out of paper" in said.output
    assert numbers(bench.paper) == []


def test_status_names_paper_and_doubtful_slips(bench: Bench) -> None:
    assert "Không rõ tình trạng máy in" in bench.command("status").output
    spool = Spool(bench.file)
    spool.put(a_slip())
    spool.move(spool.queued()[0], "sending")
    spool.recover()
    assert "Chưa chắc đã in, hãy nhìn giấy: A012" in bench.command("status").output


def test_a_reprint_by_number_is_marked(bench: Bench) -> None:
    spool = Spool(bench.file)
    spool.put(a_slip())
    spool.move(spool.queued()[0], "sending")
    spool.recover()
    said = bench.command("reprint", "A012")
    assert said.exit_code == 0, said.output
    assert "lần 2" in said.output
    one = spool.latest("slip-00000001")
    assert one is not None
    assert (one.slip.copy, one.state) == (2, "printed")


def test_a_reprint_of_an_unknown_number_is_refused_in_words(bench: Bench) -> None:
    said = bench.command("reprint", "A999")
    assert said.exit_code == 2
    assert "Không tìm thấy phiếu A999" in said.output
    assert "[slip_unknown]" in said.output


def test_a_wrong_configuration_is_refused_in_words(tmp_path: Path) -> None:
    file = tmp_path / "printer.toml"
    file.write_text("[printer]\npaper_mm = 57\n", "utf-8")
    said = CliRunner().invoke(main, ["--config", str(file), "status"])
    assert said.exit_code == 2
    assert "printer.paper_mm" in said.output


def test_faults_are_set_and_healed(bench: Bench) -> None:
    bench.command("fault", "paper_out", "near_end")
    assert VirtualPrinter(bench.paper).faults() == {"paper_out", "near_end"}
    bench.command("fault")
    assert VirtualPrinter(bench.paper).faults() == set()
    said = bench.command("fault", "on_fire")
    assert said.exit_code == 2
    assert "paper_out" in said.output


def test_profiles_are_listed(bench: Bench) -> None:
    assert "TM-T88V" in bench.command("profiles").output


def test_a_second_agent_is_refused(bench: Bench) -> None:
    claim = Claim(bench.file)
    assert claim.take()
    said = bench.command("run")
    assert said.exit_code == 2
    assert "[agent_running]" in said.output
    claim.let_go()


def test_the_agent_runs_prints_and_stops_when_asked(bench: Bench, programs: Programs) -> None:
    agent = programs.python("agent", "-m", "printer", *bench.options, "run")
    agent.wait_for_line("Chương trình in đang chạy")
    spool = Spool(bench.file)
    wait_until(lambda: spool.report().paper == "ok")
    spool.put(a_slip())
    wait_until(lambda: spool.state("slip-00000001") == "printed", 10)
    assert numbers(bench.paper) == ["A012"]
    said = bench.command("test")  # beside a running agent: through its spool
    assert said.exit_code == 0, said.output
    assert agent.stop() == 0
    assert "Chương trình in đã dừng" in agent.log()


def test_the_agent_fetches_what_reception_asks_for(
    bench: Bench, programs: Programs, tmp_path: Path
) -> None:
    server = PrintServer()
    try:
        server.add(PrintJob(job="job-00000001", slip=a_slip()))
        key = tmp_path / "key"
        key.write_text(KEY, "utf-8")
        line = ["run", "--server", server.url, "--key-file", str(key)]
        programs.python("agent", "-m", "printer", *bench.options, *line)
        wait_until(lambda: "printed" in server.states("job-00000001"), 20)
        assert numbers(bench.paper) == ["A012"]
        assert server.jobs == {}
    finally:
        server.close()


def test_a_virtual_network_printer_is_a_command(bench: Bench, programs: Programs) -> None:
    command = ["-m", "printer", *bench.options, "virtual", "--port", "0"]
    virtual = programs.python("virtual", *command)
    port = virtual.wait_for_line(r"127\.0\.0\.1:(\d+)").group(1)
    file = bench.file.parent / "net.toml"
    words = {"kind": "network", "profile": "RP-F10-80mm"}
    table = "\n".join(f"{key} = {json.dumps(value)}" for key, value in words.items())
    file.write_text(f"[printer]\n{table}\n[network]\nhost='127.0.0.1'\nport={port}\n", "utf-8")
    said = CliRunner().invoke(main, ["--config", str(file), "--spool", str(bench.file), "test"])
    assert said.exit_code == 0, said.output
    assert len(tickets(bench.paper)) == 1
    virtual.process.send_signal(signal.SIGINT)
    assert virtual.process.wait(10) == 0
