"""Fixtures of the kiosk's tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from kiosk.staff import HASHER
from tests.kiosk.bench import MONDAY_0730, PIN, Bench, Served, Time, served
from tests.simulators.kiosk_server import KioskServer


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def server() -> Iterator[KioskServer]:
    with KioskServer(now=MONDAY_0730) as running:
        yield running


@pytest.fixture
def bench(tmp_path: Path, server: KioskServer, time: Time) -> Iterator[Bench]:
    """A kiosk that has met its server once and is in contact."""
    bench = Bench(tmp_path, server.url, time)
    server.now = time.at + 60_000
    bench.meet()
    yield bench
    bench.close()


@pytest.fixture
def kiosk_page(tmp_path: Path, server: KioskServer, time: Time) -> Iterator[Callable[..., Served]]:
    """``kiosk_page(services=…)`` serves a kiosk in contact with its server."""
    with ExitStack() as ending:

        def start(**over: Any) -> Served:
            if "menu" in over:
                server.menu = over.pop("menu")
            bench = Bench(tmp_path, server.url, time)
            ending.callback(bench.close)
            bench.start(pin_hash=HASHER.hash(PIN), **over)
            server.now = time.at + 60_000
            bench.meet()
            return ending.enter_context(served(bench, server))

        yield start
