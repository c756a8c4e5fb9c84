"""Chromium for tests: real, offline, and strict about what a page does behind one's back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

SWITCHES: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
LOCAL: Final = frozenset({"127.0.0.1", "localhost", ""})


def executable() -> str | None:
    """Debian's Chromium, or another of the family; LUOT_CHROMIUM names one."""
    names = (os.environ.get("LUOT_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


@contextmanager
def launch(path: str) -> Iterator[Browser]:
    """One browser process for the whole run; a test opens contexts in it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()


class Browsing:
    """The pages of one test, and everything wrong that was seen in them.

    ``wrong`` holds requests that left this machine, errors no one caught and breaches of the CSP;
    a test that expects one takes it out. At the end it must be empty.
    """

    def __init__(self, browser: Browser, pictures: Path) -> None:
        self.browser = browser
        self.pictures = pictures
        self.wrong: list[str] = []
        self.contexts: list[BrowserContext] = []

    def __call__(
        self, address: str | None = None, *, width: int = 1280, height: int = 800, **options: Any
    ) -> Page:
        """A page in a fresh context (own cookies and storage), at ``address`` if one is given.

        ``options`` are Playwright's for a context, such as ``locale`` or ``has_touch``.
        """
        options.setdefault("locale", "vi-VN")
        options.setdefault("timezone_id", "Asia/Ho_Chi_Minh")
        context = self.browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(10_000)
        context.on("request", lambda request: self._look(request.url))
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.wrong.append(f"uncaught: {error.error}"))
        context.on("page", self._watch_sockets)
        self.contexts.append(context)
        page = context.new_page()
        if address is not None:
            page.goto(address)
        return page

    def picture(self, name: str) -> None:
        """Keep what every open page shows; done by itself when a test fails."""
        self.pictures.mkdir(parents=True, exist_ok=True)
        pages = [page for context in self.contexts for page in context.pages]
        for at, page in enumerate(pages, start=1):
            try:
                page.screenshot(path=self.pictures / f"{name}-{at}.png", timeout=3000)
            except PlaywrightError:
                continue  # a crashed or closing page has no picture

    def end(self) -> None:
        """Close everything and complain about what went wrong unseen."""
        for context in self.contexts:
            context.close()
        assert not self.wrong, "the pages did what no test asked for:\n" + "\n".join(self.wrong)

    def _watch_sockets(self, page: Page) -> None:
        page.on("websocket", lambda link: self._look(link.url))

    def _look(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("data", "blob", "about") and parts.hostname not in LOCAL:
            self.wrong.append(f"asked for {address}")

    def _hear(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.wrong.append(message.text)
