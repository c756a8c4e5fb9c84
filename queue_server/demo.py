"""luot demo: the real programs as children of one, watched, restarted, and ended with it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import click

from queue_server.hall import PASSWORD, STAFF, Hall, prepare
from queue_server.words import Lang, say

READY_WITHIN_S: Final = 60
STOP_WITHIN_S: Final = 6
LAST_LINES: Final = 15
DEATHS: Final = 3
"""So many restarts of one program; then something is wrong that a restart does not mend."""

HERE: Final = Path(__file__).parent
EXAMPLES: Final = (
    HERE.parent / "config" / "hospital.example.toml",  # a checkout
    HERE / "config" / "hospital.example.toml",  # the installed package
)


@dataclass(slots=True)
class Child:
    """One program: how it is started, how one knows that it is ready, what it said."""

    name: str
    command: list[str]
    ready: Callable[[], bool]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    first: list[str] = field(default_factory=list)  # run once before it

    def start(self) -> None:
        """Start it in a process group of its own, so that ending it ends its children too."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as out:
            if self.first:
                subprocess.run(self.first, stdout=out, stderr=out, check=False, timeout=30)
                self.first = []
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None

    def send(self, number: signal.Signals) -> None:
        """A signal to its whole group."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def end(self, until: float) -> None:
        """Wait for its end until then; whatever still runs is killed."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.1, until - time.monotonic()))
        self.send(signal.SIGKILL)
        self.process.wait()

    def tail(self) -> str:
        """Its last lines, indented."""
        lines = self.log.read_text("utf-8", errors="replace").splitlines()[-LAST_LINES:]
        return "\n".join(f"    {line}" for line in lines)


class Demo:
    """The programs of one demo, in the order in which they are started."""

    def __init__(self, hall: Hall, *, kiosk_port: int, lang: Lang) -> None:
        self.hall = hall
        self.lang = lang
        self.kiosk = f"http://127.0.0.1:{kiosk_port}/"
        self.children = children(hall, kiosk_port)
        self._stop = threading.Event()

    def run(self) -> int:
        """Start, wait, tell, watch; the exit code. Every child has ended when it returns."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stop.set())
        try:
            if not all(self._bring_up(child) for child in self.children):
                return 0 if self._stop.is_set() else 1
            click.echo(told(self.hall, self.kiosk, self.lang))
            return self._watch()
        finally:
            self._end_all()

    def _bring_up(self, child: Child) -> bool:
        if self._stop.is_set():
            return False
        click.echo(f"  · {self._say('demo.starting', child)}")
        child.start()
        until = time.monotonic() + READY_WITHIN_S
        while child.alive and time.monotonic() < until and not self._stop.is_set():
            if child.ready():
                return True
            self._stop.wait(0.1)
        if self._stop.is_set():
            return False
        word = "demo.not_ready" if child.alive else "demo.died"
        click.secho(self._say(word, child, seconds=READY_WITHIN_S), fg="red", err=True)
        click.echo(child.tail(), err=True)
        return False

    def _watch(self) -> int:
        while not self._stop.wait(0.5):
            for child in self.children:
                if not child.alive and not self._revive(child):
                    click.secho(say("demo.gave_up", self.lang), fg="red", err=True)
                    return 1
        return 0

    def _revive(self, child: Child) -> bool:
        child.deaths += 1
        click.secho(self._say("demo.died", child), fg="red", err=True)
        click.echo(child.tail(), err=True)
        if child.deaths > DEATHS:
            return False
        click.echo(f"  · {self._say('demo.again', child)}")
        return self._bring_up(child) or self._stop.is_set()

    def _end_all(self) -> None:
        click.echo(say("demo.stopping", self.lang))
        for child in reversed(self.children):
            child.send(signal.SIGTERM)
        until = time.monotonic() + STOP_WITHIN_S
        for child in reversed(self.children):
            child.end(until)

    def _say(self, word: str, child: Child, **facts: object) -> str:
        program = say(f"demo.program.{child.name}", self.lang)
        return say(word, self.lang, program=program, **facts)


def run(folder: Path, *, port: int, kiosk_port: int, lang: Lang) -> int:
    """Prepare and run the demo hospital until Ctrl-C; the exit code.

    Raises SettingsWrong and Refusal while preparing.
    """
    click.echo(say("demo.preparing", lang))
    example = next(file for file in EXAMPLES if file.is_file())
    hall = prepare(folder.resolve(), example, port=port)
    return Demo(hall, kiosk_port=kiosk_port, lang=lang).run()


def children(hall: Hall, kiosk_port: int) -> list[Child]:
    """Server, background jobs, printer and kiosk, each as a hospital would start it."""
    python, logs = sys.executable, hall.folder / "logs"
    luot = [python, "-m", "queue_server.cli", "--config", str(hall.server_file)]
    spool = str(hall.folder / "printer" / "spool.db")
    printer = [python, "-m", "printer", "--spool", spool, "--virtual", str(hall.tickets), "run"]
    printer += ["--server", hall.address, "--key-file", str(hall.printer_key)]
    kiosk = [python, "-m", "kiosk", "--config", str(_kiosk_file(hall, kiosk_port, spool))]
    enrol = [*kiosk, "enrol", hall.kiosk_code]

    def at_once() -> bool:
        return True

    return [
        Child("server", [*luot, "serve", "--demo"], lambda: _answers(hall), logs / "server.log"),
        Child("worker", [*luot, "worker"], at_once, logs / "worker.log"),
        Child("printer", printer, Path(spool).is_file, logs / "printer.log"),
        Child(
            "kiosk",
            [*kiosk, "run", "--no-browser"],
            lambda: _listens(kiosk_port),
            logs / "kiosk.log",
            first=enrol,
        ),
    ]


def _kiosk_file(hall: Hall, port: int, spool: str) -> Path:
    """The kiosk's settings."""
    data = hall.folder / "kiosk"
    file = hall.folder / "kiosk.toml"
    file.write_text(
        f'server = "{hall.address}"\ndata = "{data}"\nspool = "{spool}"\nport = {port}\n', "utf-8"
    )
    return file


def _answers(hall: Hall) -> bool:
    try:
        with urllib.request.urlopen(f"{hall.address}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:  # refused, reset, or an answer that is not 200
        return False


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def told(hall: Hall, kiosk: str, lang: Lang) -> str:
    """Everything one needs to try the hospital, on one screen."""
    hall_board, rooms_board = list(hall.boards.values())[:2]
    places = (
        ("demo.kiosk", kiosk),
        ("demo.reception", f"{hall.address}/reception"),
        ("demo.room", f"{hall.address}/room/quay-2"),
        ("demo.board", hall_board),
        ("demo.rooms_board", rooms_board),
        ("demo.patient", hall.patient),
        ("demo.admin", f"{hall.address}/admin/devices"),
        ("demo.tickets", str(hall.tickets)),
    )
    wide = max(len(say(word, lang)) for word, _ in places)
    lines = ["", click.style(f"  {say('demo.ready', lang)}", bold=True, fg="green"), ""]
    lines += [
        f"  {say(word, lang):<{wide}}   {click.style(where, fg='cyan')}" for word, where in places
    ]
    lines += ["", f"  {say('demo.accounts', lang)}  ({hall.address}/signin)"]
    for member in STAFF:
        roles = ", ".join(say(f"admin.role.{role}", lang) for role in member.roles)
        known = say("demo.password", lang, password=PASSWORD, pin=member.pin)
        lines.append(f"    {click.style(f'{member.login:<8}', bold=True)} {roles:<16} {known}")
    return "\n".join([*lines, "", f"  {say('demo.only_here', lang)}", ""])
