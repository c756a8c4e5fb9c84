"""A hospital that listens, here and on the tests' own clock, and people at its screens."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from queue_server.core.access import Role
from queue_server.operations import queue_view, rooms
from queue_server.operations.context import Actor
from queue_server.operations.views import RoomView
from queue_server.settings import Hospital
from tests.at_work import SMALL, small_hospital
from tests.front import House, build_house
from tests.harness.browser import Browsing
from tests.harness.clock import Clock
from tests.harness.ports import LOOPBACK, free_port
from tests.harness.waiting import wait_until

READY = "button.next:not([disabled])"
ROOMS = {
    **{code: dict(room) for code, room in SMALL["rooms"].items()},
    "pk-1": {**SMALL["rooms"]["pk-1"], "records_start": True},
}


def hospital() -> Hospital:
    """The small hospital, with a room that records the start."""
    return small_hospital(rooms=ROOMS)


@dataclass
class Desks:
    """The listening hospital."""

    house: House
    port: int
    browse: Browsing
    people: dict[str, Actor] = field(default_factory=dict)

    def address(self, path: str, port: int | None = None) -> str:
        return f"http://{LOOPBACK}:{port or self.port}{path}"

    def at(
        self, path: str, *roles: Role, login: str = "lan", port: int | None = None, **more: Any
    ) -> Page:
        """Somebody new who has signed in and gone to ``path``."""
        if login not in self.people:
            self.people[login] = self.house.hire(login, *(roles or (Role.RECEPTION,)))
        page = self.browse(**more)
        cookie = {"name": "luot", "value": self.house.token(login), "url": self.address("/", port)}
        page.context.add_cookies([cookie])  # type: ignore[list-item]  # a plain dictionary
        page.goto(self.address(path, port))
        return page

    def sit(self, room: str, *roles: Role, login: str = "lan", **more: Any) -> Page:
        """Somebody who sits at an open room, with its screen before them."""
        self.people[login] = who = self.house.hire(login, *(roles or (Role.RECEPTION,)))
        self.house.site.run(rooms.sit, who, room=room)
        self.house.site.run(rooms.open_room, who, room=room)
        page = self.at(f"/room/{room}", login=login, **more)
        page.wait_for_selector(READY)
        return page

    def view(self, room: str, login: str = "lan") -> RoomView:
        return self.house.site.look(queue_view.room_view, self.people[login], room=room)


@contextmanager
def desks(folder: Path, clock: Clock, browse: Browsing) -> Iterator[Desks]:
    """A listening hospital for one test."""
    port = free_port()
    house = build_house(folder, clock, hospital=hospital(), port=port)
    house.front.start()
    listener = house.front.listen()
    thread = threading.Thread(target=listener.serve)
    thread.start()
    try:
        yield Desks(house, port, browse)
    finally:
        for context in browse.contexts:
            context.close()
        browse.contexts.clear()
        listener.stop()
        thread.join(10)
        house.close()


def current(page: Page, number: str) -> None:
    """Wait until the screen shows ``number`` as called and can call again."""
    wait_until(
        lambda: number in page.locator(".current > .number").all_inner_texts(),
        8, what=f"{number} is on the screen",
    )  # fmt: skip
    page.wait_for_selector(READY)


def unhurried(page: Page) -> None:
    """Let the second pass in which a hand may still be pressing the last call."""
    page.wait_for_timeout(1_100)


def sideways(page: Page) -> int:
    """How many pixels the page could be scrolled to the right."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return wide


def accessible(page: Page) -> None:
    """No complaint of axe about the page as it is now."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
