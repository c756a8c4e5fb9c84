"""An administrator makes accounts, hands over a first password once, and closes them at once."""

from __future__ import annotations

import re

from queue_server.core.access import Role
from queue_server.core.password import check_password
from queue_server.operations import accounts
from queue_server.operations.context import COMMAND_LINE
from queue_server.web.admin.people import first_password
from tests.front import House, Visitor


def add(admin: Visitor, login: str = "binh.tv") -> str:
    """A new colleague's first password, as it is shown."""
    made = admin.post("/admin/people", login=login, name="Trần Văn Bình", roles="room")
    found = re.search(r'class="secret code">([^<]+)<', made.text)
    assert found
    return found[1]


def test_a_new_colleague_signs_in_with_the_password_that_was_shown(house: House) -> None:
    admin = house.signed_in("quantri", Role.ADMIN)
    password = add(admin)
    assert password not in admin.get("/admin/people").text

    colleague = house.visitor()
    answer = colleague.post("/signin", login="binh.tv", password=password)

    assert answer.status_code == 303
    assert colleague.get("/room").location == "/account?next=/room"  # to be changed first


def test_a_name_that_is_taken_is_told(house: House) -> None:
    admin = house.signed_in("quantri", Role.ADMIN)
    add(admin)

    again = admin.post("/admin/people", login="binh.tv", name="X", roles="room")

    assert again.status_code == 409
    assert 'role="alert"' in again.text


def test_nobody_becomes_a_machine(house: House) -> None:
    """ASVS 15.3.3: a form cannot give what it does not offer."""
    admin = house.signed_in("quantri", Role.ADMIN)

    assert admin.post("/admin/people", login="x1", name="X", roles="kiosk").status_code == 409


def test_a_closed_account_is_out_at_once(house: House) -> None:
    admin = house.signed_in("quantri", Role.ADMIN)
    who = house.hire("hoa", Role.RECEPTION)
    hoa = house.visitor()
    hoa.client.set_cookie("luot", house.token("hoa"), domain="localhost")
    assert hoa.get("/reception").status_code == 200

    admin.post(f"/admin/people/{who.id}/disable")

    assert hoa.get("/reception").status_code == 303
    admin.post(f"/admin/people/{who.id}/enable")
    assert "Đang dùng" in admin.get("/admin/people").text


def test_roles_are_changed(house: House) -> None:
    admin = house.signed_in("quantri", Role.ADMIN)
    who = house.hire("hoa", Role.RECEPTION)

    admin.post(f"/admin/people/{who.id}/roles", roles=["room", "supervisor"])

    people = house.site.look(accounts.people_view, COMMAND_LINE)
    assert next(one.roles for one in people if one.login == "hoa") == (Role.ROOM, Role.SUPERVISOR)


def test_a_forgotten_password_is_replaced_and_shown_once(house: House) -> None:
    admin = house.signed_in("quantri", Role.ADMIN)
    who = house.hire("hoa", Role.RECEPTION)

    shown = admin.post(f"/admin/people/{who.id}/password").text

    assert "Mật khẩu đầu tiên của hoa" in shown


def test_the_last_administrator_cannot_lock_everybody_out(house: House) -> None:
    admin = house.signed_in("quantri", Role.ADMIN)

    answer = admin.post("/admin/people/1/disable")

    assert answer.status_code == 409
    assert admin.get("/admin/people").status_code == 200


def test_an_unknown_deed_is_no_page(house: House) -> None:
    admin = house.signed_in("quantri", Role.ADMIN)

    assert admin.post("/admin/people/1/promote").status_code == 404


def test_first_passwords_are_good_and_never_the_same() -> None:
    drawn = {first_password() for _ in range(100)}

    assert len(drawn) == 100
    for one in drawn:
        check_password(one)
