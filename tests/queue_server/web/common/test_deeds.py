"""A deed asked for by a script: right, message, answer."""

from __future__ import annotations

import msgspec
import pytest
from flask import Blueprint

from queue_server.core.access import Deed, Role
from queue_server.core.refusal import Refusal
from queue_server.operations.context import Actor
from queue_server.web.common.deeds import deed_route
from tests.front import House


class Wish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    key: str
    number: int = 0


@pytest.fixture
def shop(house: House) -> House:
    """A surface with one deed, answering what it was asked."""
    blueprint = Blueprint("shop", __name__)

    @deed_route(blueprint, house.site, rule="/shop/<code>", deed=Deed.GIVE_NUMBER, body=Wish)
    def wish(who: Actor, asked: Wish, code: str) -> dict[str, object]:
        if asked.number < 0:
            raise Refusal("number_out_of_range", number=asked.number, most=9)
        return {"code": code, "number": asked.number, "by": who.kind}

    house.front.flask.register_blueprint(blueprint)
    return house


def test_the_answer_is_what_the_deed_says(shop: House) -> None:
    answer = shop.signed_in("hoa", Role.RECEPTION).deed("/shop/noi", key="k", number=3)

    assert answer.get_json() == {"code": "noi", "number": 3, "by": "staff"}


def test_a_rule_that_says_no_is_a_409_with_its_sentence(shop: House) -> None:
    answer = shop.signed_in("hoa", Role.RECEPTION).deed("/shop/noi", key="k", number=-1)

    assert answer.status_code == 409
    assert answer.get_json()["message"] == "Số -1 nằm ngoài khoảng từ 1 đến 9."


def test_somebody_without_the_right_is_refused_before_the_message_is_read(shop: House) -> None:
    answer = shop.signed_in("bs", Role.ROOM).deed("/shop/noi", nonsense=True)

    assert answer.status_code == 403
    assert answer.get_json()["code"] == "not_allowed"


def test_an_unknown_field_is_refused(shop: House) -> None:
    answer = shop.signed_in("hoa", Role.RECEPTION).deed("/shop/noi", key="k", extra=1)

    assert answer.status_code == 400
    assert "extra" in answer.get_json()["facts"]["wrong"]
