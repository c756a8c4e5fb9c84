"""A board in a hall: its server's stand-in, and ears that note what is really played."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page

from tests.harness.browser import Browsing
from tests.simulators.board_server import BoardServer

EARS: Final = """
(() => {
  const heard = (window.heard = []);
  let playing = 0;
  const begin = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    const name = this.src.split("/").pop();
    this.addEventListener("playing", () => {
      playing += 1;
      heard.push({ name, at: performance.now(), together: playing });
    }, { once: true });
    this.addEventListener("ended", () => { playing -= 1; }, { once: true });
    return begin.call(this);
  };
})();
"""
"""Notes each file a real audio element really begins to play, and how many play at that moment."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[BoardServer]:
    """The server's stand-in, listening, with an empty folder of sounds."""
    folder = tmp_path / "sounds"
    folder.mkdir()
    with BoardServer(folder) as running:
        yield running


@pytest.fixture
def board(browse: Browsing, server: BoardServer) -> Callable[..., Page]:
    """Opens an enrolled board with ears, such as `board(inches=43, far=6)`."""

    def open_board(*, width: int = 1920, height: int = 1080, at: str = "", **options: Any) -> Page:
        screen = {name: options.pop(name) for name in ("inches", "far", "lang") if name in options}
        page = browse(width=width, height=height, reduced_motion="reduce", **options)
        listen(page)
        page.goto(at or server.board(**screen))
        if server.picture and not at:
            page.wait_for_selector(".hero")
        return page

    return open_board


def listen(page: Page) -> None:
    """Note what the page plays from now on."""
    page.add_init_script(EARS)


def heard(page: Page, *, chime: bool = False) -> list[str]:
    """Names of the files that really began to play, in order; the silent try-out left out."""
    names: list[str] = page.evaluate("heard.map((each) => each.name.replace('.wav', ''))")
    return [name for name in names if name != "silence-1" and (chime or name != "chime-1")]
