"""The file of a pad: what is wrong in it is said with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from queue_server.pad.keymap import USUAL
from queue_server.pad.settings import Settings, WrongSettings, read

SHIPPED = Path(__file__).parents[3] / "config" / "pad.toml"


def test_the_shipped_file_says_the_defaults() -> None:
    assert read(SHIPPED, "vi") == Settings()
    assert read(SHIPPED, "vi").keys == USUAL


def test_other_keys_may_mean_the_same(tmp_path: Path) -> None:
    file = tmp_path / "pad.toml"
    file.write_text('device = "/dev/input/x"\n[keys]\n"5" = "next"\n')

    assert read(file, "vi").keys == {"5": "next"}


@pytest.mark.parametrize(
    "text,said",
    [
        ('[keys]\n"F13" = "next"', "F13"),
        ('[keys]\n"5" = "explode"', "keys"),
        ('server = "desk"', "server"),
        ("colour = 1", "colour"),
        ("server = ", "pad.toml"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "pad.toml"
    file.write_text(text)

    with pytest.raises(WrongSettings, match=said):
        read(file, "en")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings, match=r"no\.toml"):
        read(tmp_path / "no.toml", "vi")
