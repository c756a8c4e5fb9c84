"""Events get their order and seal: asked every second, and at once when the bell rings."""

from __future__ import annotations

from queue_server.core.seal import Sealer
from queue_server.operations.context import CLOCK
from queue_server.operations.sequence import sequence
from queue_server.site import Site


def run(site: Site, *, sealer: Sealer | None = None) -> int:
    """How many events it put in order, each sealed when there is a ``sealer``.

    Nothing is rung: an order changes no picture, and ringing would call this job again at once.
    """
    return site.look(sequence, CLOCK, sealer=sealer)
