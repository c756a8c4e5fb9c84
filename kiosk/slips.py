"""From a press and its number to the slip that is printed and the page that is shown."""

from __future__ import annotations

from datetime import datetime

from kiosk.entry import Entry, Given
from queue_server.wire import Issued, Menu, MenuService, Press, Slip
from queue_server.words import say


def from_server(issued: Issued, entry: Entry) -> Given:
    """The server's answer as it is shown and printed."""
    press, service = entry.press, entry.service
    return Given(
        number=issued.number,
        own=False,
        service=service.name_vi if press.lang == "vi" else service.name_en,
        where=issued.where or _where(service, press),
        ahead=issued.ahead,
        guarantee_minutes=issued.guarantee_minutes,
        priority=issued.priority,
        to_check=bool(press.priority) and not press.checked,
        lang=press.lang,
        issued_at=issued.issued_at,
    )


def from_own_series(press: Press, service: MenuService) -> Given:
    """A number of the kiosk's own: people ahead are not known, the guarantee stays (decision 16).

    The ledger fills in the number.
    """
    return Given(
        number="",
        own=True,
        service=service.name_vi if press.lang == "vi" else service.name_en,
        where=_where(service, press),
        guarantee_minutes=service.guarantee_minutes,
        priority=bool(press.priority),
        to_check=bool(press.priority) and not press.checked,
        lang=press.lang,
        issued_at=press.pressed_at,
    )


def link(menu: Menu, secret: str) -> str:
    """The patient's page; nothing when no address is set that phones can reach (decision 26)."""
    return f"{menu.public_url.rstrip('/')}/t/{secret}" if menu.public_url and secret else ""


def slip(entry: Entry, given: Given, *, menu: Menu, local: datetime) -> Slip:
    """The paper of a press. Its id is the press's, so the same press is the same slip."""
    lang = given.lang
    return Slip(
        slip_id=entry.press_id,
        lang=lang,
        hospital=menu.hospital_vi if lang == "vi" else menu.hospital_en,
        service=given.service,
        number=given.number,
        priority=given.priority,
        to_check=given.to_check,
        where=given.where,
        ahead=given.ahead,
        guarantee_minutes=given.guarantee_minutes,
        issued=say("kiosk.issued", lang, time=f"{local:%H:%M}", date=f"{local:%d/%m/%Y}"),
        hotline=menu.hotline,
        link=link(menu, entry.secret),
    )


def _where(service: MenuService, press: Press) -> str:
    return service.where_vi if press.lang == "vi" else service.where_en
