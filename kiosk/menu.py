"""What the hospital offers at this kiosk: told by the server, kept on disk, read by the clock.

With the network cut the menu of the last contact goes on, and what is open follows from the hours
that came with it, so a service opens at seven also on a day without a server.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from kiosk.ledger import Ledger
from queue_server.core import calendar
from queue_server.core.refusal import Refusal
from queue_server.wire import Menu, MenuService

NO_GROUP_BY_TOUCH: Final = "emergency"
"""Emergency gives no number: it calls staff and shows the way (decision 17)."""


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A service and whether it gives numbers at this moment."""

    service: MenuService
    open: bool
    opens: str  # local "07:00" of the next opening today when closed, "" when not today


class Menus:
    """The present menu and the service day of an instant; None until the server was met once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        text = ledger.kept("menu")
        self.menu = msgspec.json.decode(text, type=Menu) if text else None

    def take(self, menu: Menu) -> None:
        """A new menu from the server, on disk before it is shown."""
        self._ledger.keep("menu", msgspec.json.encode(menu).decode())
        self.menu = menu

    def need(self) -> Menu:
        """The menu. Raises Refusal("kiosk_not_ready") when the server was never met."""
        if self.menu is None:
            raise Refusal("kiosk_not_ready")
        return self.menu

    def day(self, at: int) -> str:
        """The service day of an instant, as "2026-11-23"."""
        menu = self.need()
        return calendar.service_day(at, ZoneInfo(menu.zone), day_start=menu.day_start).isoformat()

    def local(self, at: int) -> datetime:
        """An instant on the hospital's clock; UTC as long as no menu says where that is."""
        zone = ZoneInfo(self.menu.zone) if self.menu else UTC
        return datetime.fromtimestamp(at / 1000, zone)

    def offers(self, at: int) -> list[Offer]:
        """Every service of this kiosk, in the hospital's order."""
        return [self._offer(service, at) for service in self.menu.services] if self.menu else []

    def offer(self, code: str, at: int) -> Offer:
        """One service. Raises Refusal("service_not_here")."""
        for offer in self.offers(at):
            if offer.service.code == code:
                return offer
        raise Refusal("service_not_here")

    def check_group(self, code: str) -> None:
        """Raises Refusal("group_not_here") unless patients may choose that group by touch."""
        known = {group.code for group in self.need().groups} - {NO_GROUP_BY_TOUCH}
        if code and code not in known:
            raise Refusal("group_not_here")

    def _offer(self, service: MenuService, at: int) -> Offer:
        if service.hours:
            return self._by_hours(service, at)
        menu = self.need()
        if service.open or self._opened_since(service, at, menu):
            return Offer(service=service, open=True, opens="")
        same_day = self.day(at) == self.day(menu.server_at)
        return Offer(service=service, open=False, opens=service.opens if same_day else "")

    def _by_hours(self, service: MenuService, at: int) -> Offer:
        zone = ZoneInfo(self.need().zone)
        hours = calendar.opening_hours(
            dict(enumerate(service.hours)),
            dated={date.fromisoformat(day): text for day, text in service.dated.items()},
        )
        if hours.is_open(at, zone):
            return Offer(service=service, open=True, opens="")
        opening = hours.next_opening(at, zone)
        today = opening is not None and self.local(opening).date() == self.local(at).date()
        opens = f"{self.local(opening):%H:%M}" if opening is not None and today else ""
        return Offer(service=service, open=False, opens=opens)

    def _opened_since(self, service: MenuService, at: int, menu: Menu) -> bool:
        """Closed when last heard of, with an opening later that day which has come since."""
        if not service.opens or self.day(at) != self.day(menu.server_at):
            return False
        return f"{self.local(at):%H:%M}" >= service.opens > f"{self.local(menu.server_at):%H:%M}"
