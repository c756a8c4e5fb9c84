"""The front door of the background: ticks the jobs and the sequencer until asked to stop.

A job is a clock that calls an operation; it decides nothing. One that fails is written down and
tried again at its next time, and never keeps another from its own.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import structlog

from queue_server.core.seal import Sealer
from queue_server.jobs import absences, day_turn, holds, sequencing
from queue_server.site import Site

log = structlog.get_logger("worker")


@dataclass(slots=True)
class Task:
    """One job and when it is due; ``run`` answers how much was done."""

    name: str
    run: Callable[[Site], int]
    every_ms: int
    due_at: int = 0


class Worker:
    """Runs each task when it is due, one after the other in this thread."""

    def __init__(self, site: Site, tasks: list[Task]) -> None:
        self.site = site
        self.tasks = tasks
        self._stop = threading.Event()

    def tick(self) -> int:
        """Run what is due now; how much all of it did."""
        now = self.site.clock()
        done = 0
        for task in self.tasks:
            if now >= task.due_at or task.due_at - now > task.every_ms:  # or the clock went back
                task.due_at = now + task.every_ms
                done += self._try(task)
        return done

    def run(self) -> None:
        """Until stopped: tick, then sleep until the bell rings or a second is over."""
        ear = self.site.bell.ear()
        while not self._stop.is_set():
            self.tick()
            ear.wait(1.0)

    def stop(self) -> None:
        """End `run` once the task in hand is done."""
        self._stop.set()
        self.site.bell.ring()

    def _try(self, task: Task) -> int:
        try:
            return task.run(self.site)
        except Exception as error:  # a full disk today must not end tomorrow's closing
            log.error("job failed", job=task.name, error=repr(error))
            return 0


def stop_when_asked(worker: Worker) -> None:
    """Let SIGTERM and Ctrl-C end the worker after the task in hand."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())


def tasks(sealer: Sealer | None = None) -> list[Task]:
    """Every job of a hospital and how often it is asked."""
    return [
        Task("sequencing", partial(sequencing.run, sealer=sealer), every_ms=1_000),
        Task("absences", absences.run, every_ms=30_000),
        Task("holds", holds.run, every_ms=30_000),
        Task("day turn", day_turn.run, every_ms=120_000),
    ]
