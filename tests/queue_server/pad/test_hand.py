"""One press, one deed: double presses, stale pictures and lost answers call nobody twice."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from queue_server.core.refusal import Refusal
from queue_server.pad.hand import KEPT_S, Hand, Sound
from queue_server.pad.link import Away, OutcomeNow, PlaceNow, RoomNow
from queue_server.wire import PadKey


def room(*turns: int | None, state: str = "CALLED", **more: Any) -> RoomNow:
    places = tuple(
        PlaceNow(turn=turn, number=f"A{turn:03}" if turn else "", state=state, last_call_at=turn)
        for turn in turns
    )
    return RoomNow(name_vi="Quầy", name_en="Desk", places=places, **{"records_start": False} | more)


@dataclass
class Server:
    """Answers as told, one after another; notes what was asked."""

    answers: list[RoomNow | Exception | None] = field(default_factory=list)
    asked: list[tuple[str, PadKey]] = field(default_factory=list)
    now: RoomNow | Exception | None = None

    def room(self) -> RoomNow | None:
        if isinstance(self.now, Exception):
            raise self.now
        return self.now

    def press(self, deed: str, pressed: PadKey) -> RoomNow:
        self.asked.append((deed, pressed))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        assert answer is not None
        return answer


class Bench:
    """A hand over a pad, a clock in the other, and an ear."""

    def __init__(self, now: RoomNow | Exception | None, *answers: RoomNow | Exception) -> None:
        self.seconds = 100.0
        self.said: list[str] = []
        self.heard: list[Sound | None] = []
        self.server = Server(list(answers), now=now)
        keys = itertools.count(1)
        self.hand = Hand(
            self.server,  # type: ignore[arg-type]  # a server of the test's own
            tell=self.tell, clock=lambda: self.seconds, new_key=lambda: f"key-{next(keys):05}",
        )  # fmt: skip
        self.hand.look()

    def tell(
        self, word: str, /, facts: Mapping[str, object] | None = None, *, sound: Sound | None = None
    ) -> None:
        self.said.append(word)
        self.heard.append(sound)

    def wait(self, seconds: float = 1.5) -> None:
        self.seconds += seconds

    @property
    def asked(self) -> list[tuple[str, int | None]]:
        return [(deed, pressed.turn) for deed, pressed in self.server.asked]


def test_enter_names_whom_the_pad_knows_as_called() -> None:
    bench = Bench(room(7), room(8))

    bench.hand.press("next")

    assert bench.asked == [("next", 7)]
    assert (bench.said, bench.heard) == (["pad.done.next"], ["heard"])


def test_a_second_press_within_a_second_does_nothing() -> None:
    bench = Bench(room(7), room(8), room(9))

    bench.hand.press("next")
    bench.wait(0.9)
    bench.hand.press("next")
    assert len(bench.asked) == 1
    bench.wait(0.2)
    bench.hand.press("next")

    assert bench.asked == [("next", 7), ("next", 8)]


def test_a_hand_that_has_not_seen_the_change_waits_a_second() -> None:
    bench = Bench(room(7), room(9))
    bench.server.now = room(8)  # somebody pressed on the screen

    bench.hand.look()
    bench.hand.press("next")
    assert bench.asked == []
    bench.wait()
    bench.hand.press("next")

    assert bench.asked == [("next", 8)]


def test_somebody_else_is_current_so_the_pad_looks_again_and_sounds_low() -> None:
    bench = Bench(room(7), Refusal("other_current", number="A008", turn=8), room(9))
    bench.server.now = room(8)

    bench.hand.press("next")
    bench.wait()
    bench.hand.press("next")

    assert bench.said == ["refusal.other_current", "pad.done.next"]
    assert bench.heard == ["refused", "heard"]
    assert bench.asked == [("next", 7), ("next", 8)]


def test_a_lost_answer_is_asked_for_again_by_the_same_press() -> None:
    bench = Bench(room(7), Away("cut"), room(8))

    bench.hand.press("next")
    bench.server.now = room(8)  # it had landed
    bench.hand.look()
    bench.wait(3)
    bench.hand.press("next")

    assert bench.asked == [("next", 7), ("next", 7)]
    assert len({pressed.key for _, pressed in bench.server.asked}) == 1
    assert bench.heard == ["refused", None, "heard"]


def test_after_a_while_a_press_is_a_new_wish() -> None:
    bench = Bench(room(7), Away("cut"), room(9))
    bench.hand.press("next")
    bench.server.now = room(8)
    bench.hand.look()

    bench.wait(KEPT_S + 1)
    bench.hand.press("next")

    assert bench.asked == [("next", 7), ("next", 8)]
    assert len({pressed.key for _, pressed in bench.server.asked}) == 2


@pytest.mark.parametrize(
    "now,deed",
    [
        (room(7, records_start=True), "start"),
        (room(7, records_start=True, state="SERVING"), "finish"),
        (room(7), "finish"),
    ],
)
def test_plus_starts_where_a_room_records_it_and_is_done_otherwise(now: RoomNow, deed: str) -> None:
    bench = Bench(now, room(None))

    bench.hand.press("serve")

    assert bench.asked == [(deed, 7)]


def test_with_several_places_next_fills_a_free_one_and_the_rest_is_about_the_last() -> None:
    bench = Bench(room(7, 9, None), room(7, 9, 10), room(7, 9, 10))

    bench.hand.press("next")
    bench.wait()
    bench.hand.press("recall")

    assert bench.asked == [("next", None), ("recall", 10)]


def test_nobody_waits_sounds_low() -> None:
    bench = Bench(room(None), room(None, outcome=OutcomeNow(nobody=True)))

    bench.hand.press("next")

    assert (bench.said, bench.heard) == (["room.nobody_waits"], ["refused"])


def test_with_the_server_away_a_press_says_so_and_does_nothing() -> None:
    bench = Bench(Away("cut"))

    bench.hand.press("next")
    assert bench.asked == []
    assert bench.heard[-1] == "refused"
    bench.server.now = room(7)
    bench.hand.look()

    assert bench.said.count("pad.back") == 1


def test_a_pad_revoked_is_told_why() -> None:
    assert Bench(Refusal("unknown_device")).said == ["refusal.unknown_device"]
