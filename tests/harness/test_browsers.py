"""Browsers, and the strictness we ask of pages in them."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error as PlaywrightError

from tests.harness.browser import Browsing
from tests.harness.old_chromium import OldChromium, OldPage

CSP = "default-src 'self'; script-src 'self'"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder with a strict CSP and says nothing."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", CSP)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    begin = "<!doctype html><meta charset=utf-8>"
    (tmp_path / "index.html").write_text(f"{begin}<body>Mời số A012<script src=s.js></script>")
    (tmp_path / "favicon.ico").write_bytes(b"")
    (tmp_path / "s.js").write_text("document.body.append(' vào phòng 3')")
    (tmp_path / "broken.html").write_text("<body><script src=broken.js></script>")
    (tmp_path / "broken.js").write_text(
        "'x'.replaceAll('x', 'y'); throw new Error('the board fell')"
    )
    (tmp_path / "inline.html").write_text("<body><script>document.title = 'inline'</script>")
    serve = functools.partial(Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_page_is_drawn_with_its_script(browse: Browsing, site: str) -> None:
    assert browse(site).inner_text("body") == "Mời số A012 vào phòng 3"


def test_two_pages_share_no_storage(browse: Browsing, site: str) -> None:
    browse(site).evaluate("localStorage.setItem('spoken', '1')")
    assert browse(site).evaluate("localStorage.getItem('spoken')") is None


@pytest.mark.parametrize("address", ["http://example.invalid/x.js", "http://192.0.2.1/x.js"])
def test_a_request_that_leaves_this_machine_is_blocked_and_counted(
    browse: Browsing, site: str, address: str
) -> None:
    page = browse()
    with pytest.raises(PlaywrightError, match="ERR_NAME_NOT_RESOLVED"):
        page.goto(address)
    assert browse.wrong == [f"asked for {address}"]
    browse.wrong.clear()


def test_an_error_no_one_caught_is_counted(browse: Browsing, site: str) -> None:
    browse(f"{site}/broken.html").wait_for_timeout(0)
    assert "the board fell" in browse.wrong[0]
    browse.wrong.clear()


def test_an_inline_script_is_counted(browse: Browsing, site: str) -> None:
    assert browse(f"{site}/inline.html").title() == ""
    assert "Content Security Policy" in browse.wrong[0]
    browse.wrong.clear()


def test_anything_wrong_fails_the_test_at_its_end(browse: Browsing, site: str) -> None:
    browse(f"{site}/inline.html")
    with pytest.raises(AssertionError, match="Content Security Policy"):
        browse.end()
    browse.contexts.clear()
    browse.wrong.clear()


def test_a_picture_of_each_page_is_kept(browse: Browsing, site: str, tmp_path: Path) -> None:
    browse.pictures = tmp_path / "pictures"
    browse(site)
    browse(site)
    browse.picture("board")
    assert [file.name for file in sorted(browse.pictures.iterdir())] == [
        "board-1.png",
        "board-2.png",
    ]


def test_chromium_80_is_chromium_80_and_draws_a_page(
    old_chromium: Callable[[str], OldPage], site: str, tmp_path: Path
) -> None:
    page = old_chromium(site)
    assert "Chrome/80." in page.run("navigator.userAgent")
    assert page.text() == "Mời số A012 vào phòng 3"
    page.picture(tmp_path / "board.png")
    assert (tmp_path / "board.png").read_bytes().startswith(b"\x89PNG")


def test_chromium_80_lacks_what_newer_ones_have(old_browser: OldChromium, site: str) -> None:
    page = old_browser.open(f"{site}/broken.html")
    assert any("replaceAll is not a function" in problem for problem in page.problems())
    page.close()


def test_chromium_80_reports_a_breach_of_the_policy(old_browser: OldChromium, site: str) -> None:
    page = old_browser.open(f"{site}/inline.html")
    assert any("Content Security Policy" in problem for problem in page.problems())
    page.close()
