"""A wrong configuration says file, key and expectation, before anything is printed."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from printer.settings import Settings, read
from queue_server.core.refusal import Refusal
from queue_server.words import LANGS, say

SHIPPED = Path(__file__).parents[2] / "config" / "printer.toml"


def refused(folder: Path, text: str) -> Refusal:
    file = folder / "printer.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(Refusal) as no:
        read(file)
    assert no.value.code == "printer_settings"
    assert no.value.facts["file"] == str(file)
    return no.value


def test_the_shipped_file_holds_exactly_the_defaults() -> None:
    assert read(SHIPPED) == Settings()


def test_the_shipped_file_names_every_key_and_explains_its_table() -> None:
    text = SHIPPED.read_text("utf-8")
    for table in msgspec.structs.fields(Settings):
        assert f"[{table.name}]" in text
        for key in msgspec.structs.fields(table.type):
            assert re.search(rf"^{key.name} = ", text, re.MULTILINE), f"{table.name}.{key.name}"


@pytest.mark.parametrize(
    "text, key, expected",
    [
        ("[printer]\npaper_mm = 57", "printer.paper_mm", "57"),
        ("[printer]\npaper_mm = '80'", "printer.paper_mm", "int"),
        ("[printer]\nmode = 'fast'", "printer.mode", "fast"),
        ("[printer]\ndialect = 'star'", "printer.dialect", "star"),
        ("[printer]\ncolour = 'red'", "printer", "colour"),
        ("[printer]\nprofile = 'TM-T99'", "printer.profile", "TM-T88V"),
        ("[printer]\nkind = 'network'", "network.host", "printer.kind"),
        ("[printer]\nkind = 'usb'", "usb.vendor", "printer.kind"),
        ("[printer]\nkind = 'serial'", "serial.port", "printer.kind"),
        ("[printer]\nkind = 'file'", "file.path", "printer.kind"),
        ("[printer]\nkind = 'windows'", "windows.queue", "printer.kind"),
        ("[printer]\nkind='windows'\n[windows]\nqueue='XP-80C'", "printer.dialect", "mute"),
        ("[network]\nport = 91000", "network.port", "65535"),
        ("[spool]\nkeep_hours = 1000", "spool.keep_hours", "48"),
        ("[server]\nurl = 'https://luot'", "server.key_file", "key"),
        ("[printer", "?", "TOML"),
    ],
)
def test_what_is_wrong_is_said_in_place(tmp_path: Path, text: str, key: str, expected: str) -> None:
    no = refused(tmp_path, text)
    assert no.facts["entry"] == key
    assert expected in str(no.facts["expected"])
    for lang in LANGS:
        sentence = say("refusal.printer_settings", lang, **no.facts)
        assert key in sentence
        assert "printer.toml" in sentence


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as no:
        read(tmp_path / "none.toml")
    assert "none.toml" in str(no.value.facts["file"])


def test_a_windows_queue_that_is_mute_is_right(tmp_path: Path) -> None:
    file = tmp_path / "printer.toml"
    file.write_text("[printer]\nkind='windows'\ndialect='mute'\n[windows]\nqueue='XP-80C'", "utf-8")
    assert read(file).windows.queue == "XP-80C"


def test_usb_numbers_may_be_written_as_lsusb_shows_them(tmp_path: Path) -> None:
    file = tmp_path / "printer.toml"
    file.write_text("[printer]\nkind='usb'\n[usb]\nvendor=0x04b8\nproduct=0x0e15", "utf-8")
    assert read(file).usb.vendor == 0x04B8
