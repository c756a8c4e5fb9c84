"""Held turns whose time has come wait again: asked every half minute."""

from __future__ import annotations

from queue_server.operations.context import CLOCK
from queue_server.operations.day import resume_holds
from queue_server.site import Site


def run(site: Site) -> int:
    """How many turns it moved."""
    return site.run(resume_holds, CLOCK)
