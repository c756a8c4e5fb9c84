"""What a running kiosk owns, put together in `kiosk.app` and handed down from there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.clock import Clock
from kiosk.ledger import Ledger
from kiosk.menu import Menus
from kiosk.server_link import ServerLink
from printer.spool import Spool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """Where ids and secrets come from: chance is handed in."""

    new_id: Callable[[], str]
    new_secret: Callable[[], str]  # at least 128 random bits, for the patient's page
    run: str  # this start of the program


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The journal, the wire, the printer's spool, the menu and the clock."""

    ledger: Ledger
    link: ServerLink
    spool: Spool
    menus: Menus
    clock: Clock
    chance: Chance
