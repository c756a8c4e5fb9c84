"""Calls become words and sounds; a machine without a voice still shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from queue_server.announcing import AHEAD_MOST, Announcer
from queue_server.core.board import Picture, RoomRow
from queue_server.core.refusal import Refusal
from queue_server.operations.views import BoardFacts, SpokenCall
from tests.front import House


class Choir:
    """Notes what it is asked to say; mute when told."""

    def __init__(self, *, mute: bool = False) -> None:
        self.said: list[str] = []
        self.mute = mute

    def sound(self, words: Sequence[str]) -> Path:
        if self.mute:
            raise Refusal("no_voice")
        self.said.append(" ".join(words))
        return Path(f"/sounds/{len(self.said)}.wav")


def facts(*calls: SpokenCall) -> BoardFacts:
    picture = Picture(
        epoch="e", version=1, at=0, zone="Asia/Ho_Chi_Minh", hospital="", title="",
        places=(), rooms=(), current=None, last=(), to_speak=(),
    )  # fmt: skip
    return BoardFacts(board="sanh", picture=picture, calls=calls)


def call(*numbers: str, kind: str = "desk", number: str = "2") -> SpokenCall:
    return SpokenCall(
        call="c1", numbers=numbers, room_kind=kind, room_number=number, room_vi="Phòng lấy máu",
        room_en="Blood", called_at=7,
    )  # fmt: skip


def test_a_call_is_one_sentence(house: House) -> None:
    choir = Choir()

    (spoken,) = Announcer(house.site, lambda region: choir).dress(facts(call("A012"))).to_speak

    assert spoken.sounds == ("/board/sounds/1.wav",)
    assert spoken.short == ()
    assert choir.said[0].startswith("mời số a không một hai")
    assert spoken.text_vi == "Mời số A012 đến quầy số 2"
    assert spoken.called_at == 7


def test_only_in_a_crowd_of_calls_each_has_a_short_form_too(house: House) -> None:
    choir = Choir()
    many = [call(f"A{n:03}") for n in range(1, 5)]

    three = Announcer(house.site, lambda region: choir).dress(facts(*many[:3])).to_speak
    four = Announcer(house.site, lambda region: choir).dress(facts(*many)).to_speak

    assert [one.short for one in three] == [(), (), ()]
    assert all(len(one.short) == 1 for one in four)


def test_several_called_at_once_are_one_announcement(house: House) -> None:
    choir = Choir()
    together = call("M012", "M013", kind="room", number="")

    (spoken,) = Announcer(house.site, lambda region: choir).dress(facts(together)).to_speak

    assert len(spoken.sounds) == 1
    assert "phòng lấy máu" in choir.said[0]


def test_the_same_sentence_is_made_once(house: House) -> None:
    choir = Choir()
    announcer = Announcer(house.site, lambda region: choir)

    announcer.dress(facts(call("A012")))
    announcer.dress(facts(call("A012")))

    assert len(choir.said) == 1


def test_without_a_voice_calls_are_shown_and_nobody_asks_again(house: House) -> None:
    asked: list[str] = []

    def voice_of(region: str) -> Choir:
        asked.append(region)
        return Choir(mute=True)

    announcer = Announcer(house.site, voice_of)
    for _ in range(3):
        (spoken,) = announcer.dress(facts(call("A012"))).to_speak

    assert spoken.sounds == ()
    assert spoken.text_vi
    assert len(asked) == 1


def row(*prepare: str) -> RoomRow:
    return RoomRow(
        code="quay-2", state="open",
        resumes_at=None, now=(), prepare=prepare, waiting=len(prepare),
    )  # fmt: skip


def test_the_sounds_of_those_who_are_next_are_made_ahead(house: House) -> None:
    choir = Choir()
    announcer = Announcer(house.site, lambda region: choir)
    announcer.prepare(replace(facts().picture, rooms=(row("A012", "A013"),)))
    ahead = list(choir.said)

    announcer.dress(facts(call("A012")))

    assert [one.split(",")[0] for one in ahead] == [
        "mời số a không một hai ", "mời số a không một ba "
    ]  # fmt: skip
    assert choir.said[:2] == ahead
    assert len(choir.said) == 2  # nothing was still missing


def test_where_many_rooms_could_call_a_number_nothing_is_made_ahead(house: House) -> None:
    choir = Choir()
    rooms = (row("A012"),) * (AHEAD_MOST + 1)

    Announcer(house.site, lambda region: choir).prepare(replace(facts().picture, rooms=rooms))

    assert choir.said == []


def test_what_cannot_be_prepared_disturbs_nobody(house: House) -> None:
    def broken(region: str) -> Choir:
        raise RuntimeError("the engine is gone")

    Announcer(house.site, broken).prepare(replace(facts().picture, rooms=(row("A012"),)))


def test_a_board_with_nothing_to_say_is_left_as_it_is(house: House) -> None:
    assert Announcer(house.site, lambda region: Choir()).dress(facts()) == facts().picture
