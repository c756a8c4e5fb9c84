"""An administrator adds, watches and revokes machines, without any script."""

from __future__ import annotations

import re

from queue_server import wire
from queue_server.core.access import Role
from tests.front import House


def test_a_new_machine_gets_a_code_that_is_shown_once(house: House) -> None:
    admin = house.signed_in("quantri", Role.ADMIN)

    made = admin.post("/admin/devices", kind="kiosk", name="Máy cửa chính", board="sanh")
    found = re.search(r'class="secret code">([^<]+)<', made.text)
    assert found

    told = wire.encode(wire.Enrol(code=found[1]))
    assert admin.client.post("/api/devices/enrol", data=told).status_code == 200
    later = admin.get("/admin/devices").text
    assert found[1] not in later
    assert "Máy cửa chính" in later


def test_a_key_pad_is_made_for_one_room_and_for_no_unknown_one(house: House) -> None:
    admin = house.signed_in("quantri", Role.ADMIN)

    made = admin.post("/admin/devices", kind="pad", name="Bàn phím quầy 1", room="quay-1")
    wrong = admin.post("/admin/devices", kind="pad", name="Bàn phím", room="khong-co")

    assert 'class="secret code"' in made.text
    assert wrong.status_code in (404, 409)
    assert 'role="alert"' in wrong.text


def test_a_machine_without_a_name_is_refused_in_words(house: House) -> None:
    answer = house.signed_in("quantri", Role.ADMIN).post("/admin/devices", kind="kiosk", name=" ")

    assert answer.status_code == 409
    assert 'role="alert"' in answer.text


def test_a_lost_machine_is_revoked_at_once(house: House) -> None:
    admin = house.signed_in("quantri", Role.ADMIN)
    kiosk = house.machine("kiosk", "Máy mất")

    answer = admin.post(f"/admin/devices/{kiosk.device}/revoke")

    assert answer.location == "/admin/devices"
    assert kiosk.get("menu").status_code == 401
    assert "Đã thu hồi" in admin.get("/admin/devices").text


def test_a_machine_gets_another_code_and_keeps_working_until_it_is_used(house: House) -> None:
    admin = house.signed_in("quantri", Role.ADMIN)
    kiosk = house.machine("kiosk")

    again = admin.post(f"/admin/devices/{kiosk.device}/code")

    assert 'class="secret code"' in again.text
    assert kiosk.get("menu").status_code == 200


def test_a_silent_machine_is_seen(house: House) -> None:
    house.machine("printer", "Máy in quầy")
    house.clock.forward(minutes=5)

    assert "Không liên lạc" in house.signed_in("kt", Role.AUDITOR).get("/admin/devices").text


def test_an_auditor_sees_and_changes_nothing(house: House) -> None:
    auditor = house.signed_in("kt", Role.AUDITOR)
    kiosk = house.machine("kiosk")

    assert auditor.post(f"/admin/devices/{kiosk.device}/revoke").status_code == 403
    assert kiosk.get("menu").status_code == 200
