"""The demo's hospital with each program started apart, so that each can be hurt apart."""

from __future__ import annotations

import json
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page

from queue_server.demo import children
from queue_server.hall import PASSWORD, prepare
from tests.builders import DISTRICT
from tests.harness.browser import Browsing
from tests.harness.ports import free_port, listens
from tests.harness.programs import Program, Programs
from tests.harness.waiting import wait_until

EARS: Final = """
window.heard = [];
const begin = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () {
  const file = this.src.split("/").pop();
  this.addEventListener("ended", () => window.heard.push(file), { once: true });
  return begin.call(this);
};
"""
"""Notes each sound file that a real audio element has really played to its end."""

READY: Final = "button.next:not([disabled])"
"""The room's big key, once the deed before it has been answered."""


class House:
    """Server, kiosk and print agent on loopback; `rows` looks into the database beside them."""

    def __init__(self, programs: Programs, folder: Path) -> None:
        self.programs = programs
        self.port = free_port()
        self.kiosk_port = free_port()
        self.hall = prepare(folder, DISTRICT, port=self.port)
        self.kiosk_page = f"http://127.0.0.1:{self.kiosk_port}/"

    # ---- programs ------------------------------------------------------------------------------

    def serve(self) -> Program:
        """Start the server, and wait until it answers."""
        server = self.programs.python("server", *self._arguments("server"))
        server.wait_for_port(self.port, 30)
        return server

    def take_paper(self, *, through: int = 0) -> Program:
        """Start print agent and kiosk; ``through`` is a cable's port between kiosk and server."""
        self.programs.python("printer", *self._arguments("printer"))
        machine = self._children(through)["kiosk"]
        enrolling = self.programs.python("enrol", *machine.first[1:])
        enrolling.process.wait(30)
        kiosk = self.programs.python("kiosk", *machine.command[1:])
        kiosk.wait_for_port(self.kiosk_port, 30)
        return kiosk

    def _arguments(self, name: str) -> list[str]:
        python, *arguments = self._children()[name].command
        assert python == sys.executable
        return arguments

    def _children(self, through: int = 0) -> dict[str, Any]:
        port = through or self.port
        hall = replace(self.hall, address=f"http://127.0.0.1:{port}")
        return {child.name: child for child in children(hall, self.kiosk_port)}

    # ---- what is true ----------------------------------------------------------------------------

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        """Rows of the database file, read by a connection of its own."""
        db = sqlite3.connect(f"file:{self.hall.folder / 'luot.db'}?mode=ro", uri=True)
        db.row_factory = sqlite3.Row
        try:
            return [dict(row) for row in db.execute(query, values)]
        finally:
            db.close()

    def turn(self, number: str) -> dict[str, Any]:
        """The turn of that number."""
        (turn,) = self.rows("SELECT * FROM turns WHERE number = ?", number)
        return turn

    def visit(self, number: str) -> dict[str, Any]:
        """The visit that carries that number on paper."""
        (visit,) = self.rows("SELECT * FROM visits WHERE number = ?", number)
        return visit

    def slips(self) -> dict[str, Path]:
        """The printed slips: number, as the printer's own digits say it, and picture."""
        found = {}
        for picture in sorted(self.hall.tickets.glob("ticket-*.png")):
            said = json.loads(picture.with_suffix(".json").read_text("utf-8"))
            assert said["unknown"] == [], "bytes a printer does not know"
            found[said["texts"][0]] = picture
        return found

    def slip(self, number: str) -> Path:
        """The slip of that number, once it is paper."""
        wait_until(lambda: number in self.slips(), 15, what=f"slip {number}")
        return self.slips()[number]

    # ---- people ----------------------------------------------------------------------------------

    def board_at(self, code: str, *, port: int = 0) -> str:
        """The address of a board, behind a cable if ``port`` says so."""
        return self.hall.boards[code].replace(f":{self.port}/", f":{port or self.port}/")

    def at_kiosk(self, browse: Browsing) -> Page:
        """Somebody in front of the kiosk, which knows its server."""
        page = browse(self.kiosk_page, width=1080, height=1920, has_touch=True)
        page.wait_for_selector(".field.take")
        wait_until(lambda: self.kiosk_state(page)["here"], 15, what="the kiosk reaches its server")
        return page

    def kiosk_state(self, page: Page) -> dict[str, Any]:
        """What the kiosk's program tells its page."""
        state: dict[str, Any] = page.request.get(self.kiosk_page + "state").json()
        return state

    def signed_in(self, browse: Browsing, login: str, address: str) -> Page:
        """A member of staff who has just signed in and gone to ``address``."""
        page = browse(f"{self.hall.address}/signin?next={address}")
        page.fill("input[name=login]", login)
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(f"**{address}")
        return page

    def at_desk(self, browse: Browsing, login: str = "binh", room: str = "quay-2") -> Page:
        """Somebody who sits at an open desk, ready to call."""
        page = self.signed_in(browse, login, f"/room/{room}")
        page.click("button[data-key=M]")
        page.wait_for_selector(READY)
        return page

    def back(self) -> None:
        """Wait until the server answers again."""
        wait_until(lambda: listens(self.port), 20, what="the server listens again")


def take_number(page: Page, *, priority: str = "", service: str = "tiep-don") -> str:
    """Touch the kiosk until it shows a number, and read it."""
    if priority:
        page.tap(".field.priority")
        page.tap(f"[data-group={priority}]")
    else:
        page.tap(".field.take")
    page.tap(f"[data-service={service}]")
    return page.inner_text(".digits")


def go_away(page: Page) -> None:
    """Leave the kiosk to the next person."""
    page.wait_for_selector(".done:not([aria-disabled=true])")
    page.tap(".done")
    page.wait_for_selector(".field.take")


def call_next(page: Page) -> str:
    """Press the one key of a room until somebody else is called, and say who.

    The page lets a key rest for a second after each change, so that a double press calls nobody.
    """
    before = page.inner_text(".current .number")

    def pressed() -> str:
        page.wait_for_selector(READY)
        page.keyboard.press("Enter")
        now = page.inner_text(".current .number")
        return now if now != before else ""

    return wait_until(pressed, 15, what=f"somebody is called after {before}")
