"""Whole pictures to whoever watches, newer ones only, and nothing lost when a ring is."""

from __future__ import annotations

from typing import Any

import pytest

from queue_server.core.access import Role
from queue_server.core.board import Picture
from queue_server.core.refusal import Refusal
from queue_server.operations.context import Actor
from queue_server.operations.views import BoardFacts
from queue_server.push.relay import AGAIN_EVERY_MS, BEAT_EVERY_MS, Reach, Relay
from queue_server.push.watching import Seat, Topic, Watching
from tests.front import House

DESK = Topic("room", "quay-2")
HALL = Topic("board", "sanh")
DESKS = Topic("reception", "")


class Wire:
    """Keeps what the relay sends, cuts and hears."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, Any], str]] = []
        self.cut: list[str] = []
        self.heard: list[str] = []
        self.dead: set[str] = set()

    def send(self, event: str, data: Any, *, to: str) -> None:
        self.sent.append((event, data, to))

    def living(self, seats: list[Seat]) -> set[str]:
        return {seat.secret for seat in seats} - self.dead

    def reach(self) -> Reach:
        return Reach(
            send=self.send, cut=self.cut.append, dress=plain, living=self.living,
            heard=lambda seat: self.heard.append(seat.sid),
        )  # fmt: skip

    def of(self, event: str) -> list[tuple[dict[str, Any], str]]:
        return [(data, to) for name, data, to in self.sent if name == event]


def plain(facts: BoardFacts) -> Picture:
    return facts.picture


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def relay(house: House, wire: Wire) -> Relay:
    watching = Watching()
    watching.sit(Seat("s1", Actor("staff", "1", frozenset({Role.ROOM})), "one"))
    watching.sit(Seat("s2", Actor("board", "b", frozenset({Role.BOARD})), "two", board="sanh"))
    return Relay(house.site, watching, reach=wire.reach())


def follow(relay: Relay, *topics: Topic) -> None:
    for topic in topics:
        relay.watching.watch("s2" if topic.what == "board" else "s1", topic)
        relay.picture(topic)


def test_a_call_reaches_its_board_its_room_and_reception(
    house: House, relay: Relay, wire: Wire
) -> None:
    follow(relay, DESK, HALL, DESKS)
    house.give()

    assert relay.look() == 3

    rooms = {to: data for data, to in wire.of("picture")}
    assert set(rooms) == {"room:quay-2", "board:sanh", "reception:"}
    assert rooms["room:quay-2"]["waiting_count"] == 1
    assert rooms["board:sanh"]["what"] == "board"
    assert rooms["board:sanh"]["code"] == "sanh"


def test_nothing_is_sent_twice(house: House, relay: Relay, wire: Wire) -> None:
    follow(relay, DESK)
    house.give()
    relay.look()
    wire.sent.clear()

    assert relay.look() == 0
    assert wire.of("picture") == []


def test_what_happened_elsewhere_disturbs_nobody(house: House, relay: Relay) -> None:
    follow(relay, Topic("room", "pk-1"))
    house.give("tiep-don")

    assert relay.look() == 0


def test_ten_changes_between_two_looks_are_one_picture(
    house: House, relay: Relay, wire: Wire
) -> None:
    follow(relay, DESK)
    for _ in range(10):
        house.give()

    assert relay.look() == 1
    assert wire.of("picture")[0][0]["waiting_count"] == 10


def test_whoever_begins_to_watch_gets_the_whole_picture(house: House, relay: Relay) -> None:
    house.give()

    picture = relay.picture(DESK)

    assert picture["epoch"]
    assert picture["version"] > 0
    assert picture["waiting_count"] == 1


def test_a_picture_that_aged_without_a_change_is_told_anew(
    house: House, relay: Relay, wire: Wire
) -> None:
    follow(relay, DESK)
    house.clock.forward(ms=AGAIN_EVERY_MS)

    assert relay.look() == 1
    assert wire.of("picture")[0][0]["at"] == house.clock()


def test_a_beat_says_every_five_seconds_which_version_is_true(
    house: House, relay: Relay, wire: Wire
) -> None:
    follow(relay, HALL)
    relay.look()
    relay.look()
    assert len(wire.of("beat")) == 1

    house.clock.forward(ms=BEAT_EVERY_MS)
    relay.look()

    beat, to = wire.of("beat")[1]
    assert to == "board:sanh"
    assert beat == {"at": house.clock(), "version": relay.picture(HALL)["version"]}


def test_no_beat_is_sent_while_the_database_is_away(
    house: House, relay: Relay, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A board must say that it lost contact, not show yesterday's truth with today's heartbeat."""
    follow(relay, HALL)
    away = Refusal("storage_failed")

    def gone(*_: object, **__: object) -> None:
        raise away

    monkeypatch.setattr(house.site, "look", gone)
    with pytest.raises(Refusal, match="storage_failed"):
        relay.look()

    assert wire.of("beat") == []


def test_a_room_taken_out_of_the_settings_silences_no_other(
    house: House, relay: Relay, wire: Wire
) -> None:
    follow(relay, DESK)
    relay.watching.watch("s1", Topic("room", "gone"))
    with pytest.raises(Refusal, match="room_unknown"):
        relay.picture(Topic("room", "gone"))
    house.give()

    assert relay.look() == 1
    assert wire.of("picture")[0][1] == "room:quay-2"


def test_a_socket_whose_session_ended_is_told_and_cut(relay: Relay, wire: Wire) -> None:
    wire.dead.add("one")

    relay.look()

    assert wire.of("signed_out") == [({}, "s1")]
    assert wire.cut == ["s1"]


def test_a_connected_board_is_a_living_one(house: House, relay: Relay, wire: Wire) -> None:
    relay.look()
    relay.look()
    assert wire.heard == ["s2"]

    house.clock.forward(seconds=15)
    relay.look()

    assert wire.heard == ["s2", "s2"]


def test_the_relay_goes_on_after_a_fault(
    house: House, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = iter([RuntimeError("a fault of ours"), Refusal("busy"), None])

    def look() -> int:
        said = next(looks)
        if said:
            raise said
        relay.stop()
        return 0

    monkeypatch.setattr(relay, "look", look)
    house.site.bell.ring()
    relay.run()

    assert list(looks) == []
