"""Who may open what: every role at every page, tested cell by cell."""

from __future__ import annotations

import pytest

from queue_server.core.access import STAFF, Deed, Role, may
from tests.front import House

PAGES = {
    "/room": Deed.WORK_ROOM,
    "/room/quay-2": Deed.WORK_ROOM,
    "/reception": Deed.GIVE_NUMBER,
    "/admin/devices": Deed.SEE_DEVICES,
    "/admin/people": Deed.MANAGE_PEOPLE,
}

DEEDS = {
    "/admin/devices": (Deed.ENROL_DEVICE, {"kind": "kiosk", "name": "K"}),
    "/admin/people": (Deed.MANAGE_PEOPLE, {"login": "x1", "name": "X", "roles": "room"}),
}


@pytest.mark.parametrize("role", STAFF)
def test_a_role_opens_its_pages_and_no_other(house: House, role: Role) -> None:
    visitor = house.signed_in("ai", role)

    opened = {page: visitor.get(page).status_code for page in PAGES}

    assert opened == {page: 200 if may([role], deed) else 403 for page, deed in PAGES.items()}


@pytest.mark.parametrize("role", STAFF)
def test_a_role_does_its_deeds_and_no_other(house: House, role: Role) -> None:
    visitor = house.signed_in("ai", role)

    for address, (deed, fields) in DEEDS.items():
        answer = visitor.post(address, **fields)
        assert (answer.status_code == 200) == may([role], deed), (address, answer.status_code)


def test_a_stranger_is_sent_to_sign_in_from_every_page(house: House) -> None:
    for page in PAGES:
        assert house.visitor().get(page).location == f"/signin?next={page}"


def test_a_script_of_a_stranger_is_told_so_as_json(house: House) -> None:
    answer = house.visitor().deed("/reception/give", key="key-0001", service="tiep-don")

    assert answer.status_code == 401
    assert answer.get_json()["code"] == "not_signed_in"


def test_a_token_that_was_never_ours_opens_nothing(house: House) -> None:
    visitor = house.visitor()
    visitor.client.set_cookie("luot", "0" * 64, domain="localhost")

    assert visitor.get("/room").status_code == 303


def test_the_landing_page_shows_each_role_its_work(house: House) -> None:
    shown = house.signed_in("ai", Role.ROOM).get("/").text

    assert 'href="/room"' in shown
    assert 'href="/admin/people"' not in shown
