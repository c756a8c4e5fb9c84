"""The whole picture the kiosk's page draws: everything at once, so that a reload loses nothing."""

from __future__ import annotations

from typing import Literal

import msgspec

from kiosk.entry import Entry, Given
from kiosk.help import Help
from kiosk.issuing import Issuing
from kiosk.parts import Parts
from kiosk.sync import TROUBLE
from queue_server.wire import JobState, PaperState

Problem = Literal["", "not_ready", "clock"]
SlipState = Literal["printing", "printed", "mute", "screen", "failed"]

SLOW_MS = 20_000
"""A slip still queued so long after the number will not come while the person waits for it."""


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """One button."""

    code: str
    name_vi: str
    name_en: str
    where_vi: str
    where_en: str
    open: bool
    opens: str


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """One priority group to choose by touch."""

    code: str
    name_vi: str
    name_en: str


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """The number of the coming press, when it has been given."""

    given: Given
    slip: SlipState
    qr: bool


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """What the page needs to know; asked for every second or two."""

    press: str
    working: bool
    problem: Problem
    time: str  # "07:41" on the hospital's clock
    hospital_vi: str
    hospital_en: str
    emergency_vi: str
    emergency_en: str
    services: list[Service]
    groups: list[Group]
    paper: PaperState
    paper_trouble: bool
    result: Result | None
    help: str
    here: bool  # the server is in reach


class Painter:
    """Draws the picture from what the kiosk knows now."""

    def __init__(self, parts: Parts, *, issuing: Issuing, help_calls: Help) -> None:
        self._parts, self._issuing, self._help = parts, issuing, help_calls

    def picture(self) -> Picture:
        """Everything, now."""
        parts = self._parts
        now, menu = parts.clock.now(), parts.menus.menu
        press = self._issuing.coming()
        paper = parts.spool.report().paper
        return Picture(
            press=press,
            working=self._issuing.working == press,
            problem=self.problem(),
            time=f"{parts.menus.local(now):%H:%M}",
            hospital_vi=menu.hospital_vi if menu else "",
            hospital_en=menu.hospital_en if menu else "",
            emergency_vi=menu.emergency_vi if menu else "",
            emergency_en=menu.emergency_en if menu else "",
            services=self._services(now),
            groups=[
                Group(code=group.code, name_vi=group.name_vi, name_en=group.name_en)
                for group in (menu.groups if menu else [])
                if group.code != "emergency"
            ],
            paper=paper,
            paper_trouble=paper in TROUBLE,
            result=self._result(parts.ledger.find(press)),
            help=self._help.state("help", "emergency", "no_slip"),
            here=parts.link.here,
        )

    def problem(self) -> Problem:
        """Why no number can be given here at all, if so."""
        parts = self._parts
        if parts.menus.menu is None or parts.link.revoked or not parts.link.key:
            return "not_ready"
        newest = int(parts.ledger.kept("newest_at") or 0)
        return "" if parts.clock.plausible(newest) else "clock"

    def result(self, entry: Entry) -> Result | None:
        """The result screen of a press."""
        return self._result(entry)

    def _services(self, now: int) -> list[Service]:
        return [
            Service(
                code=offer.service.code,
                name_vi=offer.service.name_vi,
                name_en=offer.service.name_en,
                where_vi=offer.service.where_vi,
                where_en=offer.service.where_en,
                open=offer.open,
                opens=offer.opens,
            )
            for offer in self._parts.menus.offers(now)
        ]

    def _result(self, entry: Entry | None) -> Result | None:
        if entry is None or entry.given is None or entry.paper in ("", "never"):
            return None
        menu = self._parts.menus.menu
        qr = bool(menu and menu.public_url and entry.secret)
        return Result(given=entry.given, slip=self._slip(entry), qr=qr)

    def _slip(self, entry: Entry) -> SlipState:
        if entry.paper == "screen":
            return "screen"
        latest = self._parts.spool.latest(entry.press_id)
        if latest is None:
            return "failed"
        state: JobState = latest.state
        if state in ("queued", "sending"):
            late = self._parts.spool.clock() - latest.put_at > SLOW_MS
            return "failed" if late else "printing"
        if state == "printed":
            return "printed"
        return "mute" if latest.detail == "mute" else "failed"
