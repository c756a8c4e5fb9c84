"""The real print agent in a process of its own that dies, as by a power cut, at one chosen point.

    python -m tests.simulators.printer_killed SETTINGS PHASE NTH

Ends by SIGKILL when ``PHASE`` (see `printer.agent.PHASES`) is reached for the NTH time, or with
exit code 0 when the spool has been empty for a moment.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from threading import Event

from printer import build
from printer.settings import read


def main(settings_file: str, phase: str, nth: str) -> None:
    """Run until killed or until nothing waits."""
    left = int(nth)

    def at(reached: str) -> None:
        nonlocal left
        left -= reached == phase
        if reached == phase and left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    settings = read(Path(settings_file))
    slips = build.spool(settings)
    agent = build.agent(settings, slips, at=at)
    agent.start()
    pause = Event()
    while slips.queued():
        if not agent.step():
            pause.wait(0.02)


if __name__ == "__main__":
    main(*sys.argv[1:4])
