"""One's own account: the first password changed before any work, a PIN of one's own."""

from __future__ import annotations

from queue_server.core.access import Role
from tests.front import PASSWORD, House, Visitor


def new_here(house: House) -> Visitor:
    """Somebody with the first password an administrator gave."""
    house.hire("moi", Role.RECEPTION, must_change=True)
    visitor = house.visitor()
    visitor.post("/signin", login="moi", password=PASSWORD + "!")
    return visitor


def test_nothing_is_done_with_a_first_password(house: House) -> None:
    visitor = new_here(house)

    assert visitor.get("/reception").location == "/account?next=/reception"
    refused = visitor.deed("/reception/give", key="key-0001", service="tiep-don")
    assert refused.status_code == 403
    assert refused.get_json()["code"] == "must_change"


def test_the_first_password_is_changed_and_work_begins(house: House) -> None:
    visitor = new_here(house)
    words = {"old": PASSWORD + "!", "new": "một câu mới dài", "again": "một câu mới dài"}

    answer = visitor.post("/account/password", page="/account", **words)

    assert answer.location == "/account?done=password"
    assert "Đã đổi mật khẩu." in visitor.get(answer.location).text
    assert visitor.get("/reception").status_code == 200


def test_two_different_new_passwords_are_refused(house: House) -> None:
    visitor = new_here(house)
    words = {"old": PASSWORD + "!", "new": "một câu mới dài", "again": "một câu khác"}

    answer = visitor.post("/account/password", page="/account", **words)

    assert answer.status_code == 409
    assert "không giống nhau" in answer.text


def test_a_wrong_old_password_is_refused(house: House) -> None:
    visitor = new_here(house)
    words = {"old": "không phải", "new": "một câu mới dài", "again": "một câu mới dài"}

    assert visitor.post("/account/password", page="/account", **words).status_code == 401


def test_a_pin_needs_the_password(house: House) -> None:
    visitor = house.signed_in("hoa", Role.RECEPTION)

    wrong = visitor.post("/account/pin", page="/account", password="x", pin="274915")
    right = visitor.post("/account/pin", page="/account", password=PASSWORD, pin="274915")

    assert wrong.status_code == 401
    assert right.location == "/account?done=pin"


def test_a_stranger_is_sent_to_sign_in(house: House) -> None:
    assert house.visitor().get("/account").location == "/signin?next=/account"
