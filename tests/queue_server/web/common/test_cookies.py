"""Our cookies belong to this host, and no script reads them."""

from __future__ import annotations

from queue_server.web.common import cookies
from tests.front import House


def test_on_https_the_browser_is_told_that_no_other_host_may_set_it() -> None:
    assert cookies.name_on(cookies.SESSION, secure=True) == "__Host-luot"
    assert cookies.name_on(cookies.SESSION, secure=False) == "luot"


def test_a_cookie_is_hidden_from_scripts_and_from_other_sites(house: House) -> None:
    said = house.visitor().get("/signin").headers["Set-Cookie"]

    assert "HttpOnly" in said
    assert "SameSite=Strict" in said
    assert "Path=/" in said


def test_over_https_a_planted_plain_cookie_is_not_read(house: House) -> None:
    """A neighbour on plain http cannot choose our session for us."""
    with house.front.flask.test_request_context(
        "/", base_url="https://localhost", headers={"Cookie": "luot=planted"}
    ):
        assert cookies.read(cookies.SESSION) == ""
