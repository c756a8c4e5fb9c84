"""Real programs as child processes: started, waited for, killed as hard as a power cut would.

Each runs in a process group of its own, so that ending it ends its children too, and writes into a
log that is shown when the test fails.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tests.harness.ports import listens
from tests.harness.waiting import wait_until

_PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask Linux to end this process when the test run dies, so that nothing stays behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def find(command: str) -> str | None:
    """A command's file: beside this Python first, where ours, node and npm are, then in PATH."""
    return shutil.which(command, path=str(Path(sys.executable).parent)) or shutil.which(command)


class Program:
    """One running program of ours, or any other command."""

    def __init__(
        self,
        name: str,
        command: list[str],
        *,
        log: Path,
        cwd: Path,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.name = name
        self.log_file = log
        self._seen = 0
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=cwd,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})},
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    @property
    def pid(self) -> int:
        """Its process id, which is also its group."""
        return self.process.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def log(self) -> str:
        """All it has said so far."""
        return self.log_file.read_text("utf-8", errors="replace")

    def wait_for_line(self, pattern: str, seconds: float = 15) -> re.Match[str]:
        """The next match of ``pattern`` in the log after the last one found.

        Raises AssertionError when it does not come, and at once when the program has ended.
        """

        def found() -> re.Match[str] | None:
            ended = not self.alive  # looked at before the log, so that its last words still count
            match = re.compile(pattern, re.MULTILINE).search(self.log(), self._seen)
            if match is None and ended:
                raise RuntimeError(f"{self.name} ended ({self.process.returncode}):\n{self.tail()}")
            return match

        match = wait_until(found, seconds, what=f"{self.name} says {pattern!r}")
        assert match is not None
        self._seen = match.end()
        return match

    def wait_for_port(self, port: int, seconds: float = 15) -> None:
        """Wait until it accepts connections on ``port``."""

        def ready() -> bool:
            if not self.alive:
                raise RuntimeError(f"{self.name} ended ({self.process.returncode}):\n{self.tail()}")
            return listens(port)

        wait_until(ready, seconds, what=f"{self.name} listens on {port}")

    def kill(self) -> None:
        """Cut the power: the whole group at once, no farewell."""
        self._signal(signal.SIGKILL)
        self.process.wait(10)

    def freeze(self) -> None:
        """Hang it: alive, but it does nothing until thawed."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen program go on."""
        self._signal(signal.SIGCONT)

    def stop(self, seconds: float = 10) -> int:
        """Ask it to end, as the system does; its exit code.

        Raises AssertionError if it will not within ``seconds``.
        """
        self._signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"{self.name} did not stop within {seconds} s") from None

    def tail(self, lines: int = 60) -> str:
        """The end of its log."""
        return "\n".join(self.log().splitlines()[-lines:])

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)


class Programs:
    """The programs of one test; all are ended with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[Program] = []

    def start(
        self,
        name: str,
        *command: str | Path,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> Program:
        """Start a command; a bare word such as ``luot`` is looked for beside this Python first."""
        first, *rest = map(str, command)
        program = Program(
            name,
            [find(first) or first, *rest],
            log=self.folder / f"{name}-{len(self.running) + 1}.log",
            cwd=cwd or self.folder,
            env=env,
        )
        self.running.append(program)
        return program

    def python(
        self, name: str, *arguments: str | Path, env: Mapping[str, str] | None = None
    ) -> Program:
        """Start this Python with ``arguments``, for example ``"-m", "kiosk"``."""
        return self.start(name, sys.executable, *arguments, env=env)

    def end(self) -> None:
        """Kill whatever still runs; a test that cares how a program stops calls `Program.stop`."""
        for program in reversed(self.running):
            program.thaw()
            program.kill()
