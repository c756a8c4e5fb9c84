"""How tests touch, scan at and measure a kiosk's page."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.harness.browser import Browsing
from tests.kiosk.bench import Served

OLD_PERSON = "012050012345|012345678|Nguyễn Văn Thử|01021950|Nam|Thôn Mẫu|01012022"
GROWN_UP = "012080012345|012345678|Nguyễn Văn Thử|01021980|Nam|Thôn Mẫu, Xã Thử|01012022"
TWENTY_MM_PX = 81  # at 21.5 inch, 1080 × 1920
SMALLEST_CAPITALS_PX = 30
UPRIGHT, LYING = (1080, 1920), (1920, 1080)
Start = Callable[..., Served]


def open_page(browse: Browsing, kiosk: Served, size: tuple[int, int] = UPRIGHT) -> Page:
    return browse(kiosk.address, width=size[0], height=size[1], has_touch=True)


def digits(page: Page) -> str:
    return page.locator(".digits").inner_text()


def scan(page: Page, payload: str) -> None:
    """As a USB scanner: fast keys and Enter.

    Made inside the page: on a busy machine a browser driver's keys come slower than a scanner's,
    and the pace is what they are told by.
    """
    page.evaluate(
        """keys => keys.forEach(key => document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true})))""",
        [*payload, "Enter"],
    )
