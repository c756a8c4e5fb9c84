"""The application around the surfaces: limits on what may be sent at all."""

from __future__ import annotations

from queue_server.web.common.frame import BODY_BYTES, make_frame
from tests.front import ORIGIN, House


def test_a_form_too_large_is_refused_kindly(house: House) -> None:
    visitor = house.visitor()
    data = {"csrf": visitor.csrf(), "login": "x" * (BODY_BYTES + 1), "password": "x"}

    answer = visitor.client.post("/signin", data=data, headers={"Origin": ORIGIN})

    assert answer.status_code == 413
    assert "quá lớn" in answer.text


def test_nothing_of_flasks_own_static_folder_is_left_open(house: House) -> None:
    app, _ = make_frame(house.site)

    assert app.static_folder is None
    assert not app.debug
    assert not app.secret_key  # nothing is kept in a signed cookie


def test_the_demo_is_marked_on_every_page(house: House) -> None:
    app, _ = make_frame(house.site, demo=True)

    assert "BẢN DÙNG THỬ" in app.test_client().get("/").text
