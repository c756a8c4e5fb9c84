"""For the jobs: a hospital at work, and the server whose clock asks them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from queue_server.settings import Server
from queue_server.site import Site, open_site
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock


@pytest.fixture
def work(sqlite_url: str, clock: Clock) -> Iterator[AtWork]:
    """Three patients in the line of room 1."""
    there = at_work(sqlite_url, clock)
    there.open("pk-1")
    for _ in range(3):
        there.press("noi")
        there.clock.forward(seconds=1)
    yield there
    there.db.close()


@pytest.fixture
def site(work: AtWork, sqlite_url: str) -> Iterator[Site]:
    """The server on the same database, with the same clock."""
    made = open_site(Server(database=sqlite_url, mode="threading"), clock=work.clock)
    yield made
    made.close()
