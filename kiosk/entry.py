"""One press as it stands in the journal, and the number that goes with it."""

from __future__ import annotations

from typing import Literal, TypedDict

import msgspec

from queue_server.wire import MenuService, Press

Paper = Literal["", "slip", "screen", "never"]
"""Not decided yet; a slip lies in the spool; shown on the screen only; nobody ever saw it."""


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """A number and what goes with it, as slip and screen tell it."""

    number: str
    own: bool  # from the kiosk's own series
    service: str  # its name, in the language of the press
    where: str = ""
    ahead: int | None = None
    guarantee_minutes: int | None = None
    priority: bool = False
    to_check: bool = False
    lang: Literal["vi", "en"] = "vi"
    issued_at: int


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One press as it stands on disk."""

    press_id: str
    day: str  # service day, "2026-11-23"
    press: Press
    service: MenuService  # as it was on the menu then
    secret: str  # of the patient's page; wiped when the day is over
    run: str  # which start of the program
    correction_ms: int  # what the clock added when the press was made
    given: Given | None
    series: str | None  # own series, None for a number of the server
    paper: Paper
    handed: str


class Choosing(TypedDict):
    """What is kept of a press beside the press itself."""

    service: MenuService
    day: str
    secret: str
    run: str
    correction_ms: int
