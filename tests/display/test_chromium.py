"""The browser's program is found, and a browser that cannot answer is silent, never an error."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from display.chromium import Chromium, Silent, find


def test_the_asked_program_is_taken_and_no_other_in_its_stead(tmp_path: Path) -> None:
    own = tmp_path / "own-browser"
    own.write_text("#!/bin/sh\n")
    own.chmod(0o755)
    assert find(str(own)) == str(own)
    assert find(str(tmp_path / "missing")) is None


def test_a_browser_without_a_debugging_port_is_silent_and_ends_when_told(tmp_path: Path) -> None:
    mute = tmp_path / "mute"
    mute.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    mute.chmod(0o755)
    folder = tmp_path / "files"
    with Chromium(str(mute), folder=folder, address="http://127.0.0.1:9/board", options=()) as one:
        assert not one.ended()
        with pytest.raises(Silent):
            one.beat()
        (folder / "DevToolsActivePort").write_text("9\n/devtools/browser/x")
        with pytest.raises(Silent):
            one.go("http://127.0.0.1:9/board")
    assert one.ended()


def test_the_port_of_a_former_run_is_forgotten(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "DevToolsActivePort").write_text("9222\n/x")
    with Chromium("/bin/true", folder=folder, address="about:blank", options=()):
        assert not (folder / "DevToolsActivePort").exists()
