"""python -m tests.bench: the figures of the main job as measured here, and as ratios to the disk.

``--small`` shows in a few seconds that it runs; its figures mean nothing.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from pathlib import Path

from tests.bench.figures import (
    SMALL,
    Figure,
    Sizes,
    bytes_a_ticket,
    call_next_costs,
    calls,
    raw_commits,
    running,
    taps,
)
from tests.bench.watchers import Watchers
from tests.harness.postgres import binaries, cluster


def told(figure: Figure, raw: Figure) -> None:
    """One line: p50, p95, and how many raw commits the median is worth."""
    ratio = figure.p50 / raw.p50
    say(f"{figure.name:<46} p50 {figure.p50:8.2f} ms  p95 {figure.p95:8.2f} ms  {ratio:7.1f} x raw")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def on_sqlite(folder: Path, sizes: Sizes, raw: Figure) -> None:
    """Numbers, then calls, while the boards watch."""
    with running(folder, f"sqlite:///{folder / 'luot.db'}", sizes) as ward:
        one, _ = taps(ward, ward.kiosk_keys[:1], sizes.each)
        told(one, raw)
        many, rate = taps(ward, ward.kiosk_keys[1 : sizes.callers + 1], sizes.each)
        told(many, raw)
        say(f"{'tickets a second on SQLite':<46} {rate:.0f}")
        watchers = Watchers(ward, ward.board_keys)
        with contextlib.closing(watchers):
            told(calls(ward, watchers, 1, sizes.each), raw)
            told(calls(ward, watchers, sizes.callers, sizes.each // 2 or 1), raw)


def on_postgres(folder: Path, sizes: Sizes, raw: Figure) -> None:
    """The same numbers on a durable PostgreSQL."""
    if binaries() is None:
        say("PostgreSQL: left out, initdb is missing")
        return
    with cluster(durable=True) as server:
        address = server.address(server.make())
        with running(folder, address, sizes) as ward:
            many, rate = taps(ward, ward.kiosk_keys[: sizes.callers], sizes.each)
            told(Figure(f"{many.name}, PostgreSQL", many.times_ms), raw)
            say(f"{'tickets a second on PostgreSQL':<46} {rate:.0f}")


def main(*arguments: str) -> int:
    """Every figure, one after another."""
    sizes = SMALL if "--small" in arguments else Sizes()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("sqlite", "postgres"):
            (folder / part).mkdir()
        raw = raw_commits(folder, sizes.commits)
        told(raw, raw)
        on_sqlite(folder / "sqlite", sizes, raw)
        on_postgres(folder / "postgres", sizes, raw)
        for waiting in (20, sizes.waiting):
            told(call_next_costs(folder, waiting), raw)
    for mode, size in bytes_a_ticket().items():
        say(f"{f'bytes a ticket, {mode}':<46} {size}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
