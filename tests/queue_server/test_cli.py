"""The commands tell an IT person in words what they did, and what is wrong where."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from queue_server.cli import main
from tests.builders import DISTRICT


class Command:
    """luot with a server.toml of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "server.toml"
        self.write()

    def write(self, **more: str) -> None:
        said = {
            "database": f"sqlite:///{self.folder / 'luot.db'}",
            "seal_key": str(self.folder / "seal.key"),
            **more,
        }
        self.file.write_text("".join(f'{key} = "{one}"\n' for key, one in said.items()), "utf-8")

    def __call__(self, *words: str | Path, lang: str = "vi") -> Result:
        line = ["--config", str(self.file), "--lang", lang, *map(str, words)]
        return CliRunner().invoke(main, line, catch_exceptions=False)


@pytest.fixture
def luot(tmp_path: Path) -> Command:
    return Command(tmp_path)


@pytest.fixture
def hospital(luot: Command) -> Command:
    assert luot("hospital", "apply", DISTRICT).exit_code == 0
    return luot


def test_a_hospital_is_applied_and_a_second_time_changes_nothing(luot: Command) -> None:
    first = luot("hospital", "apply", DISTRICT)
    second = luot("hospital", "apply", DISTRICT)

    assert "Đã áp dụng: thêm" in first.output
    assert "Không có gì khác" in second.output


def test_a_wrong_file_says_file_key_and_expectation(luot: Command, tmp_path: Path) -> None:
    wrong = tmp_path / "sai.toml"
    wrong.write_text(DISTRICT.read_text("utf-8").replace('letter = "A"', "letter = 7", 1), "utf-8")

    vi, en = luot("config", "check", wrong), luot("config", "check", wrong, lang="en")

    assert vi.exit_code == en.exit_code == 2
    for said in (vi, en):
        assert "sai.toml: services.tiep-don.letter:" in said.stderr
        assert "Traceback" not in said.output
    assert vi.stderr != en.stderr


def test_a_server_that_would_carry_passwords_in_clear_does_not_start(luot: Command) -> None:
    luot.write(bind="0.0.0.0")

    said = luot("serve")

    assert said.exit_code == 2
    assert "server.toml: bind:" in said.stderr


def test_right_files_are_said_to_be_right(luot: Command) -> None:
    assert "hospital.example.toml: đúng." in luot("config", "check", DISTRICT).output


def test_the_first_administrator_is_made_with_a_password_shown_once(hospital: Command) -> None:
    made = hospital("user", "add", "quantri", "--name", "Lê Minh", "--role", "admin")
    again = hospital("user", "add", "quantri", "--name", "Lê Minh", "--role", "admin")

    assert "Mật khẩu đầu tiên" in made.output
    assert again.exit_code == 2
    assert "[login_taken]" in again.stderr


def test_before_a_hospital_was_applied_the_command_says_so(luot: Command) -> None:
    said = luot("device", "add", "kiosk", "Máy 1")

    assert said.exit_code == 2
    assert "[no_hospital]" in said.stderr or "luot hospital apply" in said.stderr


def test_a_device_gets_its_code(hospital: Command) -> None:
    made = hospital("device", "add", "board", "Bảng sảnh", "--board", "sanh")

    assert "Mã ghép của Bảng sảnh:" in made.output


def test_a_database_is_brought_to_todays_shape(luot: Command) -> None:
    assert "dạng mới nhất" in luot("migrate").output


def test_a_certificate_is_made_for_names_and_addresses(luot: Command, tmp_path: Path) -> None:
    made = luot("cert", "luot.local", "192.168.1.10", "--dir", tmp_path / "tls")

    assert made.exit_code == 0
    assert (tmp_path / "tls" / "server.crt").is_file()
    assert "tls_cert" in made.output
    wrong = luot("cert", "http://luot.local", "--dir", tmp_path / "tls")
    assert wrong.exit_code == 2
    assert "luot.benhvien.local" in wrong.stderr


def test_history_is_verified_and_a_changed_event_is_found(hospital: Command) -> None:
    whole = hospital("verify")
    assert whole.exit_code == 0
    assert "Nhật ký nguyên vẹn" in whole.output


def test_a_backup_is_a_whole_database_and_never_overwrites(hospital: Command) -> None:
    to = hospital.folder / "copies" / "monday.db"

    made, again = hospital("backup", to), hospital("backup", to)

    assert "Đã sao lưu vào" in made.output
    with sqlite3.connect(to) as copy:
        assert copy.execute("SELECT count(*) FROM services").fetchone()[0] == 10
    copy.close()
    assert to.stat().st_mode & 0o077 == 0
    assert again.exit_code == 2
    assert "không ghi đè" in again.stderr


def test_every_command_explains_itself(luot: Command) -> None:
    for words in ((), ("hospital",), ("user",), ("device",), ("config",)):
        said = luot(*words, "--help")
        assert said.exit_code == 0
        assert "Commands:" in said.output
