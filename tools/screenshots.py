"""Take the README's pictures: start the demo hospital, work in it as people do, keep what they see.

python -m tools.screenshots
"""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final, TypeVar

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT: Final = Path(__file__).parents[1]
PICTURES: Final = ROOT / "docs" / "pictures"
NAMES: Final = (
    "kiosk", "kiosk-number", "ticket", "room", "room-strip", "reception", "board", "phone",
)  # fmt: skip
COLOURS: Final = 64
READY_WITHIN_S: Final = 120
PASSWORD: Final = "benh vien mau"
T = TypeVar("T")
SWITCHES: Final = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the running demo's screens and slips are."""

    server: str
    kiosk: str
    board: str
    tickets: Path


@contextmanager
def demo(folder: Path) -> Iterator[Demo]:
    """The demo hospital as ``make run`` starts it, until the pictures are taken."""
    port, kiosk_port = _free_port(), _free_port()
    command = [sys.executable, "-m", "queue_server.cli", "demo", "--dir", str(folder)]
    command += ["--port", str(port), "--kiosk-port", str(kiosk_port)]
    log = folder / "demo.log"
    folder.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        running = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)
    try:
        _until(lambda: _told(log, running), READY_WITHIN_S)
        board = re.search(r"http\S+/board#key=\w+", log.read_text("utf-8"))
        yield Demo(
            server=f"http://127.0.0.1:{port}",
            kiosk=f"http://127.0.0.1:{kiosk_port}/",
            board=board.group() if board else "",
            tickets=folder / "tickets",
        )
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(20)


class Camera:
    """Opens pages and keeps pictures of them, small enough for a README."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def open(self, address: str, *, width: int, height: int) -> Page:
        """A page as that screen shows it."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(address)
        return page

    def keep(self, page: Page, name: str, *, width: int) -> None:
        """Keep what it shows, ``width`` pixels wide."""
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(400)  # a transition that has begun may end
        save(Image.open(BytesIO(page.screenshot())), name, width=width)


def save(picture: Image.Image, name: str, *, width: int) -> None:
    """A picture of the README: reduced in size and colours."""
    height = round(picture.height * width / picture.width)
    small = picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
    PICTURES.mkdir(parents=True, exist_ok=True)
    few = small.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(PICTURES / f"{name}.png", optimize=True)


def take_all(hospital: Demo, camera: Camera) -> None:
    """The walk from tap to call, once, with a picture at each stop."""
    kiosk = camera.open(hospital.kiosk, width=1080, height=1920)
    kiosk.wait_for_selector(".field.take")
    camera.keep(kiosk, "kiosk", width=360)
    _take(kiosk, ".field.priority", "[data-group=elderly_75]")
    number = _take(kiosk, ".field.take")
    kiosk.wait_for_selector("[data-slip=printed]")
    camera.keep(kiosk, "kiosk-number", width=360)
    _ticket(hospital, number)

    _reception(hospital, camera)
    board = camera.open(hospital.board, width=1920, height=1080)
    desk = _desk(hospital, camera, "quay-2")
    _call(desk)
    _call(desk)
    board.wait_for_selector(".hero .numbers")
    camera.keep(desk, "room", width=900)
    camera.keep(board, "board", width=900)
    desk.set_viewport_size({"width": 360, "height": 640})
    camera.keep(desk, "room-strip", width=360)
    phone = camera.open(_link_of(hospital, number), width=390, height=844)
    phone.wait_for_selector("[data-line=number]")
    camera.keep(phone, "phone", width=320)


def _reception(hospital: Demo, camera: Camera) -> None:
    """Reception has looked up a priority number whose papers are to be checked."""
    reception = _signed_in(hospital, camera, "hoa", "/reception")
    reception.fill("input[type=search]", "U001")
    reception.keyboard.press("Enter")
    reception.wait_for_selector(".card .number")
    camera.keep(reception, "reception", width=900)


def _take(kiosk: Page, *touches: str) -> str:
    """Touch until there is a number, read it, and leave unless it is the last."""
    if kiosk.is_visible(".done"):
        kiosk.click(".done:not([aria-disabled=true])")
    for touch in (*touches, "[data-service=tiep-don]"):
        kiosk.click(touch)
    return kiosk.inner_text(".digits")


def _ticket(hospital: Demo, number: str) -> None:
    slip = _slip(hospital, number)
    save(Image.open(slip), "ticket", width=360)


def _slip(hospital: Demo, number: str) -> Path:
    def printed() -> Path | None:
        found = (file for file in hospital.tickets.glob("*.json") if number in file.read_text())
        return next((file.with_suffix(".png") for file in found), None)

    return _until(printed, 20)


def _link_of(hospital: Demo, number: str) -> str:
    said = _slip(hospital, number).with_suffix(".json").read_text("utf-8")
    link = re.search(r"http[^\"]+", said)
    return link.group() if link else ""


def _signed_in(hospital: Demo, camera: Camera, login: str, address: str) -> Page:
    page = camera.open(f"{hospital.server}/signin?next={address}", width=1280, height=800)
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"**{address}")
    return page


def _desk(hospital: Demo, camera: Camera, room: str) -> Page:
    page = _signed_in(hospital, camera, "binh", "/room")
    page.click(f"form[action*='{room}'] button")
    page.wait_for_url(f"**/room/{room}")
    if page.is_visible("button[data-key=M]"):
        page.click("button[data-key=M]")
    page.wait_for_selector("button.next:not([disabled])")
    return page


def _call(desk: Page) -> None:
    before = desk.inner_text(".current .number")

    def called() -> bool:
        desk.keyboard.press("Enter")
        return desk.inner_text(".current .number") != before

    _until(called, 15)


def _told(log: Path, running: subprocess.Popen[bytes]) -> bool:
    said = log.read_text("utf-8", errors="replace")
    if running.poll() is not None:
        raise RuntimeError(f"the demo ended:\n{said}")
    return "quantri" in said


def _until(ask: Callable[[], T | None], seconds: float) -> T:
    until = time.monotonic() + seconds
    while not (answer := ask()):
        if time.monotonic() > until:
            raise TimeoutError(f"not within {seconds} s")
        time.sleep(0.1)
    return answer


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main() -> int:
    """All pictures; 0 when they are there."""
    program = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if program is None:
        sys.stderr.write("there is no Chromium (apt install chromium)\n")
        return 1
    with (
        tempfile.TemporaryDirectory() as folder,
        demo(Path(folder)) as hospital,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        take_all(hospital, Camera(browser))
        browser.close()
    for name in NAMES:
        sys.stdout.write(f"docs/pictures/{name}.png\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
