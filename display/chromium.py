"""The board's browser: full screen, sound allowed, asked over its debugging port how it fares."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Self
from urllib.request import ProxyHandler, build_opener

from simple_websocket import Client, ConnectionClosed, ConnectionError

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
SWITCHES: Final = (
    "--kiosk",
    "--autoplay-policy=no-user-gesture-required",  # a board speaks without anybody touching it
    "--no-first-run",
    "--no-default-browser-check",
    "--noerrdialogs",
    "--hide-crash-restore-bubble",
    "--disable-session-crashed-bubble",
    "--disable-translate",
    "--disable-pinch",
    "--overscroll-history-navigation=0",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--password-store=basic",
    "--remote-debugging-port=0",  # a free port on loopback; the browser writes it into its folder
)
ANSWER_S: Final = 5
LOADING: Final = "loading"
BEAT: Final = (
    "document.documentElement.dataset.beat || "
    f"(document.readyState === 'complete' ? '' : '{LOADING}')"
)


class Silent(Exception):
    """The browser did not answer in time, or not at all."""


def find(asked: str) -> str | None:
    """The program to start: the one asked for, or the first of the family that is installed."""
    return next(
        (path for name in ((asked,) if asked else NAMES) if (path := shutil.which(name))), None
    )


class Chromium:
    """One running browser with one page."""

    def __init__(
        self, program: str, *, folder: Path, address: str, options: tuple[str, ...]
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.port_file = folder / "DevToolsActivePort"
        self.port_file.unlink(missing_ok=True)  # of the former run: would send us to a stranger
        command = [program, *SWITCHES, f"--user-data-dir={folder.resolve()}", *options, address]
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def ended(self) -> bool:
        """Whether the program is gone."""
        return self.process.poll() is not None

    def beat(self) -> str:
        """The page's own pulse; LOADING before it has one, "" on an error page. Raises Silent."""
        answer = self._ask("Runtime.evaluate", expression=BEAT, returnByValue=True)
        return str(answer.get("result", {}).get("value", ""))

    def go(self, address: str) -> None:
        """Load the board again, after the server was away. Raises Silent."""
        self._ask("Page.navigate", url=address)

    def end(self) -> None:
        """End the browser, by force if it does not go."""
        self.process.terminate()
        try:
            self.process.wait(ANSWER_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        try:
            link = Client.connect(self._page(), max_message_size=1_000_000)
        except (OSError, ValueError, ConnectionError, StopIteration) as why:
            raise Silent(method) from why
        try:
            return _answer(link, method, params)
        except (OSError, ConnectionClosed) as why:
            raise Silent(method) from why
        finally:
            with suppress(OSError, ConnectionClosed):
                link.close()

    def _page(self) -> str:
        port = self.port_file.read_text().split("\n", 1)[0]
        direct = build_opener(ProxyHandler({}))  # loopback must not go through the hospital's proxy
        with direct.open(f"http://127.0.0.1:{int(port)}/json/list", timeout=ANSWER_S) as answer:
            pages = json.load(answer)
        return str(next(page["webSocketDebuggerUrl"] for page in pages if page["type"] == "page"))


def _answer(link: Client, method: str, params: dict[str, Any]) -> dict[str, Any]:
    deadline = time.monotonic() + ANSWER_S
    link.send(json.dumps({"id": 1, "method": method, "params": params}))
    while (left := deadline - time.monotonic()) > 0:
        raw = link.receive(timeout=left)
        answer: dict[str, Any] = json.loads(raw) if raw else {}
        if answer.get("id") == 1:
            return dict(answer.get("result", {}))
    raise Silent(method)
