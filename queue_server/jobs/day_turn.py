"""Yesterday's open turns end: asked every few minutes, and again while any were left."""

from __future__ import annotations

from queue_server.operations.context import CLOCK
from queue_server.operations.day import close_day
from queue_server.site import Site


def run(site: Site) -> int:
    """How many turns it moved."""
    return site.run(close_day, CLOCK)
