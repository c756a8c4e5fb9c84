"""The page's program: only its own page may ask, nothing is cached, faults are told in words."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.app import page_app
from kiosk.settings import Settings
from tests.kiosk.bench import Bench
from tests.simulators.kiosk_server import KioskServer

OURS = "http://127.0.0.1:8090"


@pytest.fixture
def page(bench: Bench) -> FlaskClient:
    return page_app(bench.kiosk.desk, Settings().port).test_client()


def ask(page: FlaskClient, path: str, *, origin: str = OURS, **fields: Any) -> TestResponse:
    return page.post(path, base_url=OURS, headers={"Origin": origin}, json=fields)


def press(page: FlaskClient, bench: Bench, **fields: Any) -> TestResponse:
    coming = bench.kiosk.issuing.coming()
    return ask(page, "/press", press=coming, **{"service": "kham", **fields})


def test_a_press_answers_with_the_whole_picture(page: FlaskClient, bench: Bench) -> None:
    picture = press(page, bench).get_json()

    assert picture["result"]["given"]["number"] == "A001"
    assert picture["result"]["slip"] == "printing"
    assert "secret" not in str(picture)


def test_an_empty_printer_refuses_before_a_number_is_given(
    page: FlaskClient, bench: Bench, server: KioskServer
) -> None:
    bench.say_paper("cover_open")

    refused = press(page, bench, lang="en")

    assert (refused.status_code, refused.get_json()["code"]) == (409, "printer_trouble")
    assert refused.get_json()["message"].startswith("The kiosk cannot print")
    assert server.asked == 0


def test_a_rule_of_the_server_without_words_here_still_gets_a_sentence(
    page: FlaskClient, bench: Bench, server: KioskServer
) -> None:
    server.mode = "refuses"

    refused = press(page, bench)

    assert refused.status_code == 409
    assert len(refused.get_json()["message"]) > 20


def test_a_full_disk_gives_no_number_and_says_so(
    page: FlaskClient, bench: Bench, server: KioskServer
) -> None:
    bench.kiosk.issuing.coming()
    bench.parts.ledger._db.execute("PRAGMA query_only = ON")  # the disk will not write
    refused = press(page, bench)
    bench.parts.ledger._db.execute("PRAGMA query_only = OFF")
    given = press(page, bench)

    assert (refused.status_code, refused.get_json()["code"]) == (503, "kiosk_disk")
    assert given.get_json()["result"]["given"]["number"] == "A001"
    assert page.get("/state", base_url=OURS).status_code == 200


@pytest.mark.parametrize("body", [b"", b"{", b'{"text": 7}', b'{"card": "012050012345"}', b"[]"])
def test_nonsense_is_refused_without_repeating_it(page: FlaskClient, body: bytes) -> None:
    answer = page.post(
        "/scan", base_url=OURS, headers={"Origin": OURS}, data=body, content_type="application/json"
    )

    assert answer.status_code == 400
    assert b"012050012345" not in answer.data


def test_too_much_is_refused(page: FlaskClient) -> None:
    assert ask(page, "/scan", text="9" * 20_000).status_code in (400, 413)


@pytest.mark.parametrize(
    "path",
    ["/speech/vi/first.wav", "/speech/fr/first.wav", "/fonts/Evil.ttf", "/qr/unknown-press.svg"],
)
def test_what_is_not_there_is_not_there(page: FlaskClient, path: str) -> None:
    assert page.get(path, base_url=OURS).status_code == 404


def test_the_qr_on_the_screen_is_the_link_of_the_slip(page: FlaskClient, bench: Bench) -> None:
    picture = press(page, bench, on_screen=True).get_json()

    drawn = page.get(f"/qr/{picture['press']}.svg", base_url=OURS)

    assert picture["result"]["qr"]
    assert drawn.mimetype == "image/svg+xml"
    assert drawn.data.startswith(b"<svg")
