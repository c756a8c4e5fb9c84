"""Files of the pages: kept for a year under their hash, and nothing else is served."""

from __future__ import annotations

from pathlib import Path

import pytest

from queue_server.web.common import assets
from queue_server.web.common.assets import Assets
from tests.front import House


def test_an_address_changes_when_the_file_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(assets.FOLDERS, "common", tmp_path)
    known, file = Assets(), tmp_path / "look.css"
    file.write_text("a { color: red }")
    before = known.address("common/look.css")

    file.write_text("a { color: blue }")

    assert known.address("common/look.css") != before
    assert known.address("common/gone.css") == "/static/common/gone.css"


def test_a_file_under_its_hash_is_kept_for_a_year(house: House) -> None:
    known, visitor = Assets(), house.visitor()

    kept = visitor.get(known.address("common/base.css"), buffered=True)
    asked = visitor.get("/static/common/base.css", buffered=True)
    stale = visitor.get("/static/common/base.css?v=000000000000", buffered=True)

    assert kept.headers["Cache-Control"] == assets.YEAR
    assert asked.headers["Cache-Control"] == stale.headers["Cache-Control"] == "no-cache"
    assert kept.mimetype == "text/css"


@pytest.mark.parametrize(
    "address",
    ["/static/common/../cookies.py", "/static/common/%2e%2e/cookies.py", "/static/etc/passwd",
     "/static/common/", "/static/fonts/../__init__.py"],
)  # fmt: skip
def test_nothing_outside_the_folders_is_served(house: House, address: str) -> None:
    assert house.visitor().get(address).status_code == 404


def test_the_font_of_the_pages_is_there(house: House) -> None:
    answer = house.visitor().get("/static/fonts/files/BeVietnamPro-Regular.ttf", buffered=True)

    assert answer.status_code == 200
    assert answer.get_data()[:4] == b"\x00\x01\x00\x00"


def test_the_mark_of_all_scripts_changes_with_any_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(assets.FOLDERS, "built", tmp_path)
    known = Assets()
    empty = known.built()
    (tmp_path / "room.js").write_text("1")

    assert known.built() != empty
