"""People sign in as themselves, out at once everywhere, and switch at a shared desk by PIN."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from queue_server.core.access import Role
from queue_server.operations import accounts
from queue_server.store.tables import attempts
from queue_server.web.common.signing import SIGN_INS, local
from tests.front import ORIGIN, PASSWORD, House, cheap
from tests.harness.clock import Clock


def tries(house: House) -> int:
    with house.site.db.read() as tx:
        return len(tx.execute(select(attempts)).all())


def test_the_right_password_opens_the_page_one_wanted(house: House) -> None:
    house.hire("hoa", Role.RECEPTION)
    visitor = house.visitor()

    asked = visitor.get("/reception")
    assert asked.location == "/signin?next=/reception"
    answer = visitor.post("/signin", login="Hoa", password=PASSWORD, next="/reception")

    assert answer.location == "/reception"
    assert visitor.get("/reception").status_code == 200


def test_a_wrong_password_and_an_unknown_name_look_alike(house: House) -> None:
    house.hire("hoa", Role.RECEPTION)
    visitor = house.visitor()

    wrong = visitor.post("/signin", login="hoa", password="không phải")
    unknown = visitor.post("/signin", login="lan", password="không phải")

    assert wrong.status_code == unknown.status_code == 401
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in wrong.text
    assert wrong.text.replace("hoa", "lan") == unknown.text


def test_names_invented_by_the_hundred_from_one_address_do_not_reach_the_hashes(
    house: House, clock: Clock
) -> None:
    """Each is another account, so the pace of accounts lets all of them hash, for 65 ms each."""
    clock.forward(seconds=1)
    guesser, hoa = house.visitor(), house.visitor()
    house.hire("hoa", Role.RECEPTION)
    form, burst = guesser.csrf("/signin"), SIGN_INS[0]

    def guess(name: str) -> int:
        data = {"csrf": form, "login": name, "password": ""}
        return guesser.client.post("/signin", data=data, headers={"Origin": ORIGIN}).status_code

    codes = [guess(f"ai-{n}") for n in range(burst + 20)]

    assert codes == [401] * burst + [429] * 20
    assert tries(house) == burst, "and they fill no table"
    desk = {"environ_base": {"REMOTE_ADDR": "10.0.0.7"}, "headers": {"Origin": ORIGIN}}
    data = {"csrf": hoa.csrf("/signin"), "login": "hoa", "password": PASSWORD}
    assert hoa.client.post("/signin", data=data, **desk).status_code == 303


def test_what_was_typed_stays_but_the_password_does_not(house: House) -> None:
    answer = house.visitor().post("/signin", login="<b>hoa", password="secret-thing")

    assert "&lt;b&gt;hoa" in answer.text
    assert "secret-thing" not in answer.text


def test_guessing_is_slowed_down_and_says_for_how_long(house: House) -> None:
    house.hire("hoa", Role.RECEPTION)
    visitor = house.visitor()

    codes = [visitor.post("/signin", login="hoa", password=f"x{n}") for n in range(12)]

    assert codes[0].status_code == 401
    assert codes[-1].status_code == 429
    assert int(codes[-1].headers["Retry-After"]) > 0


def test_a_forged_address_does_not_make_a_guesser_somebody_else(house: House) -> None:
    """ASVS 15.3.4: X-Forwarded-For counts only behind a proxy of ours."""
    house.hire("hoa", Role.RECEPTION)
    visitor = house.visitor()
    token = visitor.csrf()

    for n in range(12):
        answer = visitor.client.post(
            "/signin",
            data={"csrf": token, "login": "hoa", "password": "x"},
            headers={"Origin": "http://localhost", "X-Forwarded-For": f"10.0.0.{n}"},
        )

    assert answer.status_code == 429


def test_a_new_session_has_a_new_token(house: House) -> None:
    house.hire("hoa", Role.RECEPTION)
    visitor = house.visitor()
    visitor.client.set_cookie("luot", "planted-by-somebody-else", domain="localhost")

    visitor.post("/signin", login="hoa", password=PASSWORD)

    cookie = visitor.client.get_cookie("luot", domain="localhost")
    assert cookie is not None
    assert len(cookie.value) == 64  # 256 bits
    assert cookie.http_only
    assert cookie.same_site == "Strict"


def test_signing_out_ends_the_session_on_the_server_too(house: House) -> None:
    visitor = house.signed_in("hoa", Role.RECEPTION)
    cookie = visitor.client.get_cookie("luot", domain="localhost")
    assert cookie is not None

    visitor.post("/signout")
    visitor.client.set_cookie("luot", cookie.value, domain="localhost")  # replayed

    assert visitor.get("/reception").location == "/signin?next=/reception"


def test_a_desk_left_alone_is_signed_out(house: House) -> None:
    visitor = house.signed_in("hoa", Role.RECEPTION)
    house.clock.forward(minutes=59)
    assert visitor.get("/reception").status_code == 200

    house.clock.forward(minutes=61)

    assert visitor.get("/reception").status_code == 303


def test_a_colleague_takes_the_desk_over_by_pin(house: House) -> None:
    visitor = house.signed_in("hoa", Role.RECEPTION)
    binh = house.hire("binh", Role.RECEPTION)
    house.site.run(accounts.set_pin, binh, password=PASSWORD, pin="274915", hash=cheap)

    answer = visitor.post("/pin", login="binh", pin="274915", next="/reception")

    assert answer.location == "/reception"
    assert "Cô Binh" in visitor.get("/").text


def test_a_wrong_pin_changes_nobody(house: House) -> None:
    visitor = house.signed_in("hoa", Role.RECEPTION)
    house.hire("binh", Role.RECEPTION)

    answer = visitor.post("/pin", login="binh", pin="000000")

    assert answer.status_code == 401
    assert "Cô Hoa" in visitor.get("/").text


def test_a_stranger_cannot_switch(house: House) -> None:
    assert house.visitor().post("/pin", login="binh", pin="274915").status_code == 401


@pytest.mark.parametrize(
    "address",
    ["//evil.example/x", "http://evil.example", "/\\evil.example", "\\\\evil", "",
     "javascript:alert(1)", "evil", "/room\r\nSet-Cookie: a=b"],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(address: str) -> None:
    assert local(address) == "/"


def test_signing_in_leads_back_to_our_own_page() -> None:
    assert local("/room/quay-2?lang=en") == "/room/quay-2?lang=en"
