"""Programs as children: said, heard, killed, and nothing left behind."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.harness.ports import free_port
from tests.harness.programs import Program, Programs
from tests.harness.waiting import wait_until

SAYS_AND_STAYS = "import time; print('ready on 8080'); print('ready on 8081'); time.sleep(60)"
PARENT_AND_CHILD = f"""
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", {SAYS_AND_STAYS!r}])
print("child", child.pid)
time.sleep(60)
"""
LISTENS = """
import http.server, sys
handler = http.server.SimpleHTTPRequestHandler
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), handler).serve_forever()
"""
STARTS_ANOTHER = f"""
import pathlib, sys, time
from tests.harness.programs import Programs
started = Programs(pathlib.Path(sys.argv[1])).python("kiosk", "-c", {SAYS_AND_STAYS!r})
print("pid", started.pid)
time.sleep(60)
"""
DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf")
time.sleep(60)
"""


def runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_each_wait_finds_the_next_line(programs: Programs) -> None:
    program = programs.python("server", "-c", SAYS_AND_STAYS)
    assert program.wait_for_line(r"ready on (\d+)").group(1) == "8080"
    assert program.wait_for_line(r"ready on (\d+)").group(1) == "8081"


def test_a_program_that_ends_early_is_not_waited_for(programs: Programs) -> None:
    program = programs.python("server", "-c", "raise SystemExit('no such file: server.toml')")
    with pytest.raises(RuntimeError, match="no such file"):
        program.wait_for_line("ready", 30)


def test_last_words_count(programs: Programs) -> None:
    program = programs.python("kiosk", "-c", "print('number A012')")
    wait_until(lambda: not program.alive)
    assert program.wait_for_line(r"number (.+)").group(1) == "A012"


def test_a_port_is_waited_for(programs: Programs) -> None:
    port = free_port()
    programs.python("server", "-c", LISTENS, str(port)).wait_for_port(port)


def test_a_power_cut_takes_the_children_too(programs: Programs) -> None:
    program = programs.python("demo", "-c", PARENT_AND_CHILD)
    child = int(program.wait_for_line(r"child (\d+)").group(1))
    assert runs(child)
    program.kill()
    assert program.process.returncode == -signal.SIGKILL
    wait_until(lambda: not runs(child))


def test_a_program_is_asked_to_stop_and_answers_with_its_code(programs: Programs) -> None:
    program = programs.python("server", "-c", SAYS_AND_STAYS)
    program.wait_for_line("ready")
    assert program.stop() == -signal.SIGTERM


def test_a_program_that_will_not_stop_is_a_failure_and_is_killed(programs: Programs) -> None:
    program = programs.python("server", "-c", DEAF)
    program.wait_for_line("deaf")
    with pytest.raises(AssertionError, match="did not stop"):
        program.stop(0.2)
    assert not program.alive


def test_a_frozen_program_is_alive_but_silent(programs: Programs) -> None:
    program = programs.python("agent", "-c", "while True: print('tick')")
    program.wait_for_line("tick")
    program.freeze()
    wait_until(
        lambda: "T" in Path(f"/proc/{program.pid}/stat").read_text().split(")")[1].split()[0]
    )
    said = len(program.log())
    assert program.alive
    program.thaw()
    wait_until(lambda: len(program.log()) > said)


def test_the_end_of_a_test_ends_frozen_programs_as_well(tmp_path: Path) -> None:
    started = Programs(tmp_path)
    program = started.python("agent", "-c", SAYS_AND_STAYS)
    program.wait_for_line("ready")
    program.freeze()
    started.end()
    assert not runs(program.pid)


def test_our_own_commands_are_found_beside_this_python(programs: Programs) -> None:
    program = programs.start(
        "python", Path(sys.executable).name, "-c", "import sys; print(sys.prefix)"
    )
    assert program.wait_for_line(r".+").group() == sys.prefix


def test_two_programs_of_one_name_have_two_logs(programs: Programs) -> None:
    first = programs.python("kiosk", "-c", "print(1)")
    second = programs.python("kiosk", "-c", "print(2)")
    first.wait_for_line("1")
    second.wait_for_line("2")
    assert first.log_file != second.log_file


@pytest.mark.skipif(sys.platform != "linux", reason="a promise of Linux")
def test_a_program_dies_with_the_test_run_that_started_it(programs: Programs) -> None:
    root = str(Path(__file__).parents[2])
    run = programs.python("run", "-c", STARTS_ANOTHER, programs.folder, env={"PYTHONPATH": root})
    pid = int(run.wait_for_line(r"pid (\d+)").group(1))
    os.kill(run.pid, signal.SIGKILL)
    wait_until(lambda: not runs(pid))


def test_a_log_is_readable_whatever_bytes_are_in_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", r"import os; os.write(1, b'\xff Ph\xc3\xb2ng 3')"]
    program = Program("printer", command, log=tmp_path / "log", cwd=tmp_path)
    assert program.wait_for_line(r"Phòng (\d)").group(1) == "3"
    assert program.process.wait(5) == 0
