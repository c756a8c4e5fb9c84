"""What commands share: settings found, the seal's key made once, sentences instead of traces."""

from __future__ import annotations

from pathlib import Path

import pytest
import structlog

from queue_server.console import opened, sealer_of, server_of, set_up_logs
from queue_server.settings import Server, SettingsWrong


def test_without_a_file_the_shipped_defaults_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert server_of(None) == Server()


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsWrong):
        server_of(tmp_path / "gone.toml")


def test_the_key_of_the_seal_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    server = Server(seal_key=str(tmp_path / "keys" / "seal.key"))

    first, second = sealer_of(server), sealer_of(server)

    assert first.key == second.key
    assert len(first.key) == 32
    assert (tmp_path / "keys" / "seal.key").stat().st_mode & 0o077 == 0


def test_a_site_opens_in_a_folder_that_was_not_there(tmp_path: Path) -> None:
    file = tmp_path / "server.toml"
    file.write_text(f'database = "sqlite:///{tmp_path / "new" / "luot.db"}"\n', "utf-8")

    with opened(file) as site:
        assert site.settings.mode == "threading"  # a command has no loop

    assert (tmp_path / "new" / "luot.db").is_file()


def test_logs_are_one_line_an_event_at_the_level_of_the_settings(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logs("error")
    try:
        structlog.get_logger("x").warning("unheard")
        structlog.get_logger("x").error("heard", room="quầy 2")
    finally:
        structlog.reset_defaults()

    (line,) = capsys.readouterr().err.splitlines()
    assert '"room": "quầy 2"' in line
    assert '"level": "error"' in line
