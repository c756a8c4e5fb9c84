"""Whoever writes board.toml is told file, key and expectation, in their language."""

from __future__ import annotations

from pathlib import Path

import pytest

from display.settings import Settings, WrongSettingsError, read

SHIPPED = Path(__file__).parents[2] / "config/board.toml"


def test_the_shipped_file_is_right_and_says_what_the_program_takes_for_granted() -> None:
    assert read(SHIPPED) == Settings(server="http://127.0.0.1:8080")


def test_the_code_stands_where_no_server_logs_it() -> None:
    told = Settings(server="http://10.0.0.5:8080/", inches=55, farthest_m=8.5, code="42 73")
    assert told.address() == ("http://10.0.0.5:8080/board?inches=55&far=8.5&lang=vi#code=42+73")
    assert "#" not in Settings(server="http://10.0.0.5").address()


@pytest.mark.parametrize(
    "text, expected",
    [
        ("inches = 43", "server"),
        ('server = "10.0.0.5:8080"', "server"),
        ('server = "http://a/b/c"', "server"),
        ('server = "http://a"\ninches = 5', "inches"),
        ('server = "http://a"\nfarthest_m = "six"', "farthest_m"),
        ('server = "http://a"\nlang = "fr"', "lang"),
        ('server = "http://a"\nfarthest = 6', "farthest"),
        ("server = ", "board.toml"),
    ],
)
def test_a_wrong_file_names_file_and_key(tmp_path: Path, text: str, expected: str) -> None:
    file = tmp_path / "board.toml"
    file.write_text(text)
    with pytest.raises(WrongSettingsError) as wrong:
        read(file)
    assert str(file) in str(wrong.value)
    assert expected in str(wrong.value)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    for lang, sentence in (("vi", "Không có tệp cấu hình"), ("en", "There is no file")):
        with pytest.raises(WrongSettingsError, match=sentence):
            read(tmp_path / "none.toml", lang)  # type: ignore[arg-type]  # the loop widens it
