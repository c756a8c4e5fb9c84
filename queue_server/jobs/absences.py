"""Who has been absent for an hour will not come: asked every half minute."""

from __future__ import annotations

from queue_server.operations.absent import expire_absences
from queue_server.operations.context import CLOCK
from queue_server.site import Site


def run(site: Site) -> int:
    """How many turns it moved."""
    return site.run(expire_absences, CLOCK)
