"""A board's picture: what is still worth saying, and what can never be on a public screen."""

from __future__ import annotations

from dataclasses import fields

import pytest

from queue_server.core.board import (
    SPEAK_FOR_MS,
    Picture,
    Place,
    RoomRow,
    RoomState,
    Shown,
    ToSpeak,
    still_to_speak,
    tells_something,
)


@pytest.mark.parametrize(
    "age_ms,finished,spoken",
    [
        (0, False, True),
        (SPEAK_FOR_MS, False, True),
        (SPEAK_FOR_MS + 1, False, False),
        (0, True, False),
        (-5_000, False, True),
    ],
)
def test_a_call_is_spoken_for_three_minutes_unless_its_patient_has_been_served(
    age_ms: int, finished: bool, spoken: bool
) -> None:
    assert still_to_speak(1_000_000, now=1_000_000 + age_ms, finished=finished) is spoken


def test_no_field_of_a_picture_could_hold_a_name_a_card_or_a_priority_group() -> None:
    said = {one.name for kind in (Picture, Place, RoomRow, Shown, ToSpeak) for one in fields(kind)}

    forbidden = {"name", "patient", "card", "birth", "phone", "group", "group_code", "visit"}
    assert not said & forbidden
    assert {one.name: one.type for one in fields(Shown)}["priority"] == "bool", "never which group"


@pytest.mark.parametrize(
    "state,now,waiting,told",
    [
        ("open", (), 0, True),
        ("paused", (), 0, True),
        ("closed", (), 0, False),
        ("closed", ("A001",), 0, True),
        ("closed", (), 1, True),
    ],
)
def test_a_closed_room_is_told_only_while_somebody_needs_to_know(
    state: RoomState, now: tuple[str, ...], waiting: int, told: bool
) -> None:
    row = RoomRow(code="a", state=state, resumes_at=None, now=now, prepare=(), waiting=waiting)
    assert tells_something(row) is told
