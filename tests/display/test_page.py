"""The board's files as a browser fetches them: safe names, kept long, no script in the page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from display.page import CHIME, blueprint
from tests.simulators.board_pictures import tone

Get = Callable[..., TestResponse]


@pytest.fixture
def sounds(tmp_path: Path) -> Path:
    folder = tmp_path / "sounds"
    folder.mkdir()
    (tmp_path / "secret.wav").write_bytes(b"outside")
    with (folder / "0a1b2c.wav").open("wb") as file:
        tone(file, 0.1)
    return folder


@pytest.fixture
def get(sounds: Path) -> Iterator[Get]:
    """Fetches an address, as `get("/board")`."""
    app = Flask("test")
    app.register_blueprint(blueprint(sounds, hospital=lambda: "Bệnh viện </script><b>Mẫu"))
    with ExitStack() as fetched:
        client = app.test_client()
        yield lambda address, **headers: fetched.enter_context(client.get(address, headers=headers))


def test_the_page_carries_its_words_as_data_and_no_script_of_its_own(get: Get) -> None:
    page = get("/board").get_data(as_text=True)
    assert "</script><b>" not in page
    data = json.loads(re.findall(r'id="page">(.*?)</script>', page, re.DOTALL)[0])
    assert data["page"] == "board"
    assert data["hospital"] == "Bệnh viện </script><b>Mẫu"
    assert data["words"]["vi"]["board.priority"] == "Ưu tiên"
    assert data["words"]["en"].keys() == data["words"]["vi"].keys()
    scripts = re.findall(r"<script([^>]*)>", page)
    assert all('type="application/json"' in each or "src=" in each for each in scripts)
    assert "style=" not in page


def test_the_enrolment_page_says_which_page_it_is(get: Get) -> None:
    assert '"page": "enrol"' in get("/board/enrol").get_data(as_text=True)


def test_the_page_is_never_kept_but_its_sounds_and_letters_are(get: Get) -> None:
    assert get("/board").headers["Cache-Control"] == "no-store"
    for address in (
        "/board/sounds/0a1b2c.wav",
        f"/board/sounds/{CHIME}.wav",
        "/board/font/Bold.ttf",
    ):
        answer = get(address)
        assert answer.status_code == 200, address
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_sound_may_be_fetched_in_parts_as_televisions_do(get: Get) -> None:
    for name in ("0a1b2c", CHIME):
        answer = get(f"/board/sounds/{name}.wav", Range="bytes=0-3")
        assert answer.status_code == 206
        assert answer.data == b"RIFF"
        assert answer.mimetype == "audio/wav"


@pytest.mark.parametrize(
    "name", ["../secret", "..%2fsecret", "%2e%2e/secret", ".hidden", "a.b", "a" * 97, "không", "-a"]
)
def test_no_name_leads_out_of_the_folder_of_sounds(get: Get, name: str) -> None:
    answer = get(f"/board/sounds/{name}.wav")
    assert answer.status_code == 404
    assert b"outside" not in answer.data


def test_a_sound_that_is_not_there_is_not_kept_as_missing(get: Get) -> None:
    answer = get("/board/sounds/ffff.wav")
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_no_other_font_than_the_boards_two_is_served(get: Get) -> None:
    assert get("/board/font/Thin.ttf").status_code == 404
