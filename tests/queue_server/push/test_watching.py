"""Who is connected, what they may follow, and that nobody is remembered who left."""

from __future__ import annotations

import pytest

from queue_server.core.access import DEVICES, STAFF, Role, may
from queue_server.core.refusal import Refusal
from queue_server.operations.context import Actor
from queue_server.push.watching import MAY_WATCH, MOST_TOPICS, Seat, Topic, Watching, What

HALL = Topic("board", "sanh")
ROOM = Topic("room", "pk-1")


def seated(*roles: Role, board: str = "") -> Watching:
    watching = Watching()
    watching.sit(Seat("s1", Actor("staff", "1", frozenset(roles)), "hash", board=board))
    return watching


@pytest.mark.parametrize("role", [*STAFF, *DEVICES])
@pytest.mark.parametrize("what", list(MAY_WATCH))
def test_a_role_follows_what_its_rights_allow(role: Role, what: What) -> None:
    watching = seated(role, board="sanh")
    topic = Topic(what, "sanh")

    if may([role], MAY_WATCH[what]):
        watching.watch("s1", topic)
        assert watching.topics() == [topic]
    else:
        with pytest.raises(Refusal, match="not_allowed"):
            watching.watch("s1", topic)
        assert watching.topics() == []


def test_a_board_follows_its_own_board_and_no_other() -> None:
    watching = seated(Role.BOARD, board="sanh")

    watching.watch("s1", HALL)
    with pytest.raises(Refusal, match="not_allowed"):
        watching.watch("s1", Topic("board", "noi"))

    assert watching.topics() == [HALL]


def test_a_socket_that_was_cut_can_ask_for_nothing() -> None:
    watching = seated(Role.ROOM)
    watching.leave("s1")

    with pytest.raises(Refusal, match="not_signed_in"):
        watching.watch("s1", ROOM)


def test_nobody_follows_everything_at_once() -> None:
    watching = seated(Role.AUDITOR)
    for number in range(MOST_TOPICS):
        watching.watch("s1", Topic("room", f"pk-{number}"))

    with pytest.raises(Refusal, match="too_many"):
        watching.watch("s1", Topic("room", "one-more"))
    watching.watch("s1", Topic("room", "pk-1"))  # one it has already


def test_what_nobody_follows_any_more_is_forgotten() -> None:
    watching = seated(Role.ROOM)
    watching.sit(Seat("s2", Actor("staff", "2", frozenset({Role.ROOM})), "other"))
    watching.watch("s1", ROOM)
    watching.watch("s2", ROOM)

    watching.leave("s1")
    assert watching.topics() == [ROOM]
    watching.leave("s2")

    assert watching.topics() == []
    assert list(watching.seats()) == []
