"""Who may talk to the kiosk's program: its own page, on this machine, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.app import page_app
from kiosk.settings import Settings
from tests.kiosk.bench import Bench

OURS = "http://127.0.0.1:8090"


@pytest.fixture
def page(bench: Bench) -> FlaskClient:
    return page_app(bench.kiosk.desk, Settings().port).test_client()


def ask(page: FlaskClient, path: str, *, origin: str = OURS, **fields: Any) -> TestResponse:
    return page.post(path, base_url=OURS, headers={"Origin": origin}, json=fields)


@pytest.mark.parametrize(
    "path", ["/press", "/idle", "/scan", "/help", "/staff"], ids=lambda path: path[1:]
)
@pytest.mark.parametrize("origin", ["http://evil.example", "null", "", "https://127.0.0.1:8090"])
def test_a_page_from_elsewhere_can_do_nothing(page: FlaskClient, path: str, origin: str) -> None:
    assert ask(page, path, origin=origin).status_code == 403


def test_a_name_that_points_here_is_not_our_name(page: FlaskClient) -> None:
    assert page.get("/state", base_url="http://rebound.example:8090").status_code == 421


def test_a_plain_form_and_a_foreign_fetch_are_refused(page: FlaskClient) -> None:
    form = page.post("/help", base_url=OURS, headers={"Origin": OURS}, data={"reason": "help"})
    fetched = page.get("/state", base_url=OURS, headers={"Sec-Fetch-Site": "cross-site"})

    assert (form.status_code, fetched.status_code) == (415, 403)


@pytest.mark.parametrize("path", ["/", "/state", "/nothing"])
def test_every_answer_is_sealed_and_never_kept(page: FlaskClient, path: str) -> None:
    answer = page.get(path, base_url=OURS)

    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
