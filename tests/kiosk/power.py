"""A kiosk whose power fails at the n-th line of giving a number, for every n; then it starts again.

Run as a program by test_power_cut: ``power.py FOLDER SERVER MODE``. For each n a child process is
forked, which kills itself (SIGKILL, no farewell) before it runs the n-th line of the modules that
write. A second child starts on the same disk, as the machine does, and the person's
page asks again. One JSON line for each n tells what is on disk then.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import Any

import kiosk.issuing
import kiosk.ledger
import kiosk.server_link
import printer.spool
from kiosk.app import build, parts_of
from kiosk.issuing import Choice
from kiosk.parts import Parts
from kiosk.settings import Settings

WATCHED = {
    module.__file__ for module in (kiosk.issuing, kiosk.ledger, kiosk.server_link, printer.spool)
}
"""The modules that write or ask; what lies between is computing, which a power cut cannot split."""

CHOICE = Choice(service="kham")


def main() -> None:
    folder, server, mode = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    template = folder / "template"
    in_child(lambda: prepare(template, server))
    shutil.copytree(template, folder / "warm")
    warm_up(folder / "warm", server, mode)
    n = 0
    killed = True
    while killed:
        n += 1
        here = folder / str(n)
        shutil.copytree(template, here)
        killed = in_child(lambda h=here, at=n: press(h, server, mode, die_at=at)) == -signal.SIGKILL
        facts = {"n": n, "killed": killed}
        in_child(lambda h=here, f=facts: restart(h, server, mode, f))
        shutil.rmtree(here)


def warm_up(folder: Path, server: str, mode: str) -> None:
    """Load here what every child would otherwise load anew, a quarter second each time."""
    kiosk_, parts = open_kiosk(folder, server, mode)
    kiosk_.issuing.press(kiosk_.issuing.coming(), CHOICE)
    kiosk_.issuing.recover()
    parts.ledger.close()
    parts.link.close()
    parts.spool.close()


def open_kiosk(folder: Path, server: str, mode: str) -> tuple[Any, Parts]:
    settings = Settings(
        server=server, data=str(folder), spool=str(folder / "spool.db"), voice=False
    )
    parts = parts_of(settings)
    parts.link.key = "k" * 43
    parts.link.here = mode == "online"
    return build(settings, parts), parts


def prepare(folder: Path, server: str) -> None:
    """Meet the server once, so that the menu is on disk; the first press has its id."""
    kiosk_, parts = open_kiosk(folder, server, "online")
    kiosk_.sync.step()
    assert parts.menus.menu is not None


def press(folder: Path, server: str, mode: str, *, die_at: int) -> None:
    kiosk_, parts = open_kiosk(folder, server, mode)
    parts.ledger.replace(kiosk_.issuing.coming(), secrets.token_urlsafe(16))
    coming = kiosk_.issuing.coming()
    lines = 0

    def trace(frame: FrameType, event: str, _arg: object) -> Any:
        nonlocal lines
        if frame.f_code.co_filename not in WATCHED:
            return None
        if event == "line":
            lines += 1
            if lines >= die_at:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    threading.settrace(trace)
    sys.settrace(trace)
    kiosk_.issuing.press(coming, CHOICE)
    sys.settrace(None)


def restart(folder: Path, server: str, mode: str, facts: dict[str, Any]) -> None:
    """The machine is on again: it recovers, and the page, which knows the id, asks once more."""
    kiosk_, parts = open_kiosk(folder, server, mode)
    coming = kiosk_.issuing.coming()
    kiosk_.issuing.recover()
    kiosk_.issuing.press(coming, CHOICE)
    rows = parts.ledger._db.execute("SELECT press_id, given, paper FROM presses").fetchall()
    facts |= {
        "presses": [row[0] for row in rows],
        "numbers": [json.loads(row[1])["number"] for row in rows if row[1]],
        "paper": [row[2] for row in rows],
        "slips": [[one.slip.number, one.slip.copy] for one in parts.spool.queued()],
    }
    print(json.dumps(facts), flush=True)


def in_child(deed: Any) -> int:
    """Run in a forked process; its exit code, or minus the signal that killed it."""
    pid = os.fork()
    if pid == 0:
        try:
            deed()
        except BaseException as wrong:
            print(repr(wrong), file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert code in (0, -signal.SIGKILL), f"a child ended with {code}"
    return code


if __name__ == "__main__":
    main()
