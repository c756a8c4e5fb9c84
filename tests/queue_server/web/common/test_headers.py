"""Every answer, also an error's, tells the browser to be careful."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from queue_server.core.access import STAFF
from queue_server.web.common.headers import CONTENT_POLICY
from tests.front import House, build_house
from tests.harness.clock import Clock


@pytest.fixture
def behind_proxy(tmp_path: Path, clock: Clock) -> Iterator[House]:
    built = build_house(tmp_path, clock, behind_proxy=True)
    yield built
    built.close()


def test_every_address_carries_every_header(house: House) -> None:
    visitor = house.signed_in("quantri", *STAFF)
    bare = []
    for rule in house.front.flask.url_map.iter_rules():
        address = rule.build({name: 1 for name in rule.arguments}, append_unknown=False)
        assert address is not None
        for answer in (visitor.get(address[1]), visitor.client.post(address[1])):
            said = answer.headers
            good = (
                said.get("Content-Security-Policy") == CONTENT_POLICY
                and said.get("X-Content-Type-Options") == "nosniff"
                and said.get("X-Frame-Options") == "DENY"
                and said.get("Referrer-Policy") in ("same-origin", "no-referrer")
                and "Cache-Control" in said
            )
            if not good:
                bare.append((rule.rule, answer.status_code))

    assert bare == []


def test_the_policy_lets_no_inline_and_no_outside_script_run() -> None:
    rules = dict(part.strip().split(" ", 1) for part in CONTENT_POLICY.split(";"))

    assert rules["default-src"] == "'self'"
    assert rules["script-src"] == "'self'"
    assert rules["object-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert "unsafe" not in CONTENT_POLICY


def test_no_page_of_ours_holds_an_inline_script_or_style(house: House) -> None:
    visitor = house.signed_in("quantri", *STAFF)
    for address in ("/", "/account", "/admin/devices", "/admin/people", "/room", "/reception"):
        html = visitor.get(address).text
        scripts = [part.split(">")[0] for part in html.split("<script")[1:]]
        assert all("src=" in one or "application/json" in one for one in scripts), address
        assert "<style" not in html
        assert " style=" not in html
        assert " onclick=" not in html


def test_what_is_personal_stays_in_no_cache(house: House) -> None:
    visitor = house.signed_in("hoa", *STAFF)

    assert visitor.get("/").headers["Cache-Control"] == "no-store"
    assert visitor.get("/admin/people").headers["Cache-Control"] == "no-store"


def test_browsers_are_told_to_come_by_https_only_where_there_is_https(behind_proxy: House) -> None:
    visitor = behind_proxy.visitor()

    assert "Strict-Transport-Security" not in visitor.get("/").headers
    secure = visitor.get("/", headers={"X-Forwarded-Proto": "https"})
    assert "max-age" in secure.headers["Strict-Transport-Security"]


def test_behind_a_proxy_the_cookie_belongs_to_this_host_alone(behind_proxy: House) -> None:
    answer = behind_proxy.visitor().get("/signin", headers={"X-Forwarded-Proto": "https"})
    cookie = answer.headers["Set-Cookie"]

    assert cookie.startswith("__Host-luot_form=")
    assert "Secure" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Domain" not in cookie


def test_without_a_proxy_nobody_is_believed_about_https(house: House) -> None:
    answer = house.visitor().get("/signin", headers={"X-Forwarded-Proto": "https"})

    assert answer.headers["Set-Cookie"].startswith("luot_form=")
    assert "Strict-Transport-Security" not in answer.headers
