"""Every no has a status, a code and a sentence, in the language of whoever asks."""

from __future__ import annotations

import pytest
from flask import Flask

from queue_server.core.access import Role
from queue_server.core.refusal import Refusal
from queue_server.web.common import answers
from queue_server.words import WORDS
from tests.front import House


@pytest.mark.parametrize(
    "code,status",
    [("room_closed", 409), ("room_unknown", 404), ("not_signed_in", 401), ("not_allowed", 403),
     ("press_reused", 422), ("storage_failed", 503), ("bad_message", 400), ("too_many", 429)],
)  # fmt: skip
def test_a_refusal_has_its_status(code: str, status: int) -> None:
    assert answers.status_of(code) == status


def test_every_code_with_a_status_of_its_own_has_a_sentence() -> None:
    assert [code for code in answers.STATUS if f"refusal.{code}" not in WORDS] == []


def test_a_page_that_is_not_there_is_a_kind_page_in_ones_language(house: House) -> None:
    visitor = house.visitor()

    assert "Không có trang này." in visitor.get("/khong-co").text
    english = visitor.get("/khong-co?lang=en")

    assert english.status_code == 404
    assert "There is no such page." in english.text


def test_a_program_gets_the_same_no_as_json(house: House) -> None:
    answer = house.visitor().get("/khong-co", headers={"Accept": "application/json"})

    assert answer.get_json() == {
        "code": "not_found", "message": "Không có trang này.", "facts": {}
    }  # fmt: skip


def test_a_wrong_method_is_told(house: House) -> None:
    answer = house.visitor().client.put("/", headers={"Accept": "application/json"})

    assert answer.get_json()["code"] == "bad_form"  # it would change something: asked first


def test_too_large_a_body_is_refused_before_it_is_read(house: House) -> None:
    kiosk = house.machine("kiosk")

    answer = kiosk.post("press", b"x" * 70_000)

    assert answer.status_code == 413
    assert answer.get_json()["code"] == "too_large"


def test_a_message_nobody_understands_says_what_is_wrong_and_where(house: House) -> None:
    visitor = house.signed_in("hoa", Role.RECEPTION)

    answer = visitor.deed("/reception/give", key="key-0001", service=7)

    assert answer.status_code == 400
    assert answer.get_json()["code"] == "bad_message"
    assert "service" in answer.get_json()["facts"]["wrong"]


@pytest.fixture
def breaking(house: House) -> House:
    app: Flask = house.front.flask

    @app.get("/breaks")
    def breaks() -> str:
        raise RuntimeError("the secret inside")

    @app.get("/waits")
    def waits() -> str:
        raise Refusal("busy")

    return house


def test_a_fault_of_ours_is_told_without_its_inside(
    breaking: House, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = breaking.visitor().get("/breaks")

    assert answer.status_code == 500
    assert "secret inside" not in answer.text
    assert "Có lỗi ở máy chủ" in answer.text
    assert "secret inside" in "".join(capsys.readouterr())  # the log has it


def test_a_busy_database_is_a_503_with_a_sentence(breaking: House) -> None:
    answer = breaking.visitor().get("/waits")

    assert answer.status_code == 503
    assert "đang bận" in answer.text


def test_the_same_value_is_not_sent_twice(house: House) -> None:
    with house.front.flask.test_request_context("/x"):
        tag = answers.cached({"a": 1}).headers["ETag"]
    with house.front.flask.test_request_context("/x", headers={"If-None-Match": tag}):
        again = answers.cached({"a": 1})
        other = answers.cached({"a": 2})

    assert again.status_code == 304
    assert other.status_code == 200
