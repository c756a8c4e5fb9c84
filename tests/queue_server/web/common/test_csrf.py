"""No other site's page makes a signed-in browser act."""

from __future__ import annotations

import pytest

from queue_server.core.access import STAFF, Role
from tests.front import ORIGIN, House

FORGED = [
    pytest.param({"Origin": "http://evil.example"}, True, id="another site, even with the token"),
    pytest.param({"Origin": "null"}, True, id="a page that hides where it is from"),
    pytest.param({}, True, id="no word about where it comes from"),
    pytest.param({"Origin": ORIGIN}, False, id="our own page without its token"),
    pytest.param({"Origin": "https://localhost"}, True, id="the same host under another scheme"),
    pytest.param({"Origin": "http://localhost:81"}, True, id="another port of this host"),
]


@pytest.mark.parametrize("headers,token", FORGED)
def test_a_forged_request_is_refused(house: House, headers: dict[str, str], token: bool) -> None:
    visitor = house.signed_in("hoa", Role.RECEPTION)
    fields = {"csrf": visitor.csrf()} if token else {}

    answer = visitor.client.post("/signout", data=fields, headers=headers)

    assert answer.status_code == 403
    assert "bad_form" in answer.text
    assert "Cô Hoa" in visitor.get("/").text  # still signed in


def test_our_own_page_with_its_token_is_let_through(house: House) -> None:
    visitor = house.signed_in("hoa", Role.RECEPTION)

    assert visitor.post("/signout").status_code == 200

    assert "Cô Hoa" not in visitor.get("/").text


def test_a_token_dies_with_the_session_it_was_made_for(house: House) -> None:
    visitor = house.signed_in("hoa", Role.RECEPTION)
    old = visitor.csrf()
    house.hire("binh", Role.ROOM)
    visitor.client.set_cookie("luot", house.token("binh"), domain="localhost")

    answer = visitor.client.post("/signout", data={"csrf": old}, headers={"Origin": ORIGIN})

    assert answer.status_code == 403


def test_every_address_that_changes_something_asks_for_the_token(house: House) -> None:
    """Walks all routes, so that no surface added later can forget it."""
    visitor = house.signed_in("quantri", *STAFF)
    visitor.csrf()
    forgot = []
    seen = 0
    for rule in house.front.flask.url_map.iter_rules():
        if "POST" not in (rule.methods or ()) or rule.endpoint.startswith("devices."):
            continue
        seen += 1
        address = rule.build({name: 1 for name in rule.arguments}, append_unknown=False)
        assert address is not None
        for headers in ({"Origin": ORIGIN}, {"Origin": "http://evil.example"}):
            answer = visitor.client.post(address[1], json={}, headers=headers)
            if answer.status_code != 403 or answer.get_json()["code"] != "bad_form":
                forgot.append((rule.rule, headers["Origin"], answer.status_code))

    assert not forgot
    assert seen > 20


def test_nothing_changes_by_following_a_link(house: House) -> None:
    """ASVS 3.5.3: what changes something is never asked for by GET."""
    both = [
        rule.rule
        for rule in house.front.flask.url_map.iter_rules()
        if {"GET", "POST"} <= (rule.methods or set())
    ]

    assert both == []
