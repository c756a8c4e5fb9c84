"""For the live pages of staff: a hospital that listens, and a browser before it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.browser import Browsing
from tests.harness.clock import Clock
from tests.harness.left_out import leave_out
from tests.queue_server.web.desks import Desks, desks

BUILT = Path(__file__).parents[3] / "queue_server" / "web" / "static" / "built" / "room.js"


@pytest.fixture
def hall(tmp_path: Path, clock: Clock, browse: Browsing) -> Iterator[Desks]:
    """The small hospital, listening; `hall.sit(room)` gives somebody's page."""
    if not BUILT.is_file():
        leave_out("the pages of staff, because they are not built (make assets)")
    with desks(tmp_path, clock, browse) as running:
        yield running
