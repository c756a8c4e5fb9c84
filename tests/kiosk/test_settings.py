"""kiosk.toml: the shipped file says the defaults; faults are told by file, key, expectation."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.settings import Settings, SettingsWrong, read

SHIPPED = Path(__file__).parents[2] / "config" / "kiosk.toml"


def test_the_shipped_file_says_what_the_program_does_without_it() -> None:
    assert read(SHIPPED) == Settings() == read(None)


@pytest.mark.parametrize(
    "text, told",
    [
        ('port = "8090"', "kiosk.toml: port: expected"),
        (
            "answer_within_ms = 900",
            "kiosk.toml: answer_within_ms: expected `int` <= 800, found",
        ),
        ("[screen]\nresult_s = 3", "kiosk.toml: screen.result_s: expected `int` >= 10, found 3"),
        ("[screen]\naway_s = 20", "kiosk.toml: screen.away_s: expected `int` >= 60, found 20"),
        ("colour = 1", "kiosk.toml: colour: no such key."),
        ("[browser]\nname = 1", "kiosk.toml: browser.name: no such key."),
        ('server = "hospital"', "kiosk.toml: server: expected"),
        ("port = ", "kiosk.toml: this is not TOML"),
    ],
)
def test_a_wrong_key_is_told_so_that_it_can_be_mended(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(text, "utf-8")

    with pytest.raises(SettingsWrong) as wrong:
        read(file)

    assert wrong.value.told("en").startswith(told)
    assert wrong.value.told("vi").startswith("kiosk.toml")


def test_a_missing_file_and_one_in_another_coding_are_told_too(tmp_path: Path) -> None:
    with pytest.raises(SettingsWrong, match="settings.no_file"):
        read(tmp_path / "kiosk.toml")
    (tmp_path / "kiosk.toml").write_bytes('data = "bệnh viện"'.encode("utf-16"))
    with pytest.raises(SettingsWrong, match="settings.not_utf8"):
        read(tmp_path / "kiosk.toml")
