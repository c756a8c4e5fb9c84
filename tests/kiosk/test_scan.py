"""What the screen offers for a card; a card never costs anybody the number."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.scan import Scanned, scanned
from tests.simulators.kiosk_server import GROUPS, menu

TODAY = date(2026, 11, 23)
CITIZEN = "012{century}{year}012345|012345678|Nguyễn Văn Thử|{birth}|Nam|Thôn Mẫu|01012022"


@pytest.mark.parametrize(
    "payload, offered",
    [
        (
            CITIZEN.format(century=0, year="51", birth="23111951"),
            Scanned(kind="priority", group="elderly_75", checked=True),
        ),
        (CITIZEN.format(century=0, year="51", birth="24111951"), Scanned(kind="read")),
        (
            CITIZEN.format(century=2, year="20", birth="24112020"),
            Scanned(kind="priority", group="child_under_6", checked=True),
        ),
        ("012050012345", Scanned(kind="no_birthday")),
        ("12345", Scanned(kind="unreadable", code="card_number_length")),
        ("", Scanned(kind="unreadable", code="card_empty")),
        ("x" * 9_999, Scanned(kind="unreadable", code="card_unknown")),
    ],
)
def test_a_card_makes_the_right_offer(payload: str, offered: Scanned) -> None:
    assert scanned(payload, on=TODAY, menu=menu()) == offered


def test_a_group_the_hospital_does_not_have_is_not_offered() -> None:
    without = menu(groups=[group for group in GROUPS if group.code != "elderly_75"])
    card = CITIZEN.format(century=0, year="50", birth="01021950")

    assert scanned(card, on=TODAY, menu=without) == Scanned(kind="read")
