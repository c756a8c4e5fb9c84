"""The README's pictures: all there, all shown, small, and made by the script that says so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from tools import screenshots

README = screenshots.ROOT / "README.md"


def shown() -> list[str]:
    """Names of the pictures the README shows."""
    return re.findall(r"!\[[^\]]+\]\(docs/pictures/([\w-]+)\.png\)", README.read_text("utf-8"))


def test_the_readme_shows_what_the_script_takes_and_nothing_else() -> None:
    assert sorted(shown()) == sorted(screenshots.NAMES)


@pytest.mark.parametrize("name", screenshots.NAMES)
def test_a_picture_is_there_and_small(name: str) -> None:
    file = screenshots.PICTURES / f"{name}.png"
    assert file.stat().st_size < 200_000
    with Image.open(file) as picture:
        assert picture.width <= 900


def test_the_script_keeps_each_picture_under_its_name() -> None:
    source = Path(screenshots.__file__).read_text("utf-8")
    kept = re.findall(r'(?:keep\(\w+|save\(Image\.open\(slip\)), "([\w-]+)", width=', source)
    assert sorted(kept) == sorted(screenshots.NAMES)


def test_a_picture_is_reduced_in_size_and_colours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screenshots, "PICTURES", tmp_path)
    screenshots.save(Image.effect_noise((800, 400), 60), "noise", width=200)
    with Image.open(tmp_path / "noise.png") as kept:
        assert kept.size == (200, 100)
        assert len(kept.getcolors() or []) <= screenshots.COLOURS
