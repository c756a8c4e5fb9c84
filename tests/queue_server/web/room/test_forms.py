"""What the room screen may send: no more than a database can hold."""

from __future__ import annotations

import pytest

from queue_server.core.access import Role
from tests.front import House

ROOM = "quay-2"


@pytest.mark.parametrize("turn", [2**70, 0, -1])
def test_a_turn_no_database_can_hold_is_answered_in_words(house: House, turn: int) -> None:
    visitor = house.signed_in("an", Role.ROOM)

    answer = visitor.deed(f"/room/{ROOM}/finish", key="press-0001", turn=turn)

    assert answer.status_code == 400
    assert answer.json
    assert answer.json["code"] == "bad_message"
