"""A pad's key is the deed of whoever sits there, with no more rights than the pad has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from queue_server.core.access import Deed, Role, may
from queue_server.core.refusal import Refusal
from queue_server.operations import call, pad, rooms
from queue_server.operations.context import Context
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock


@pytest.fixture
def work(database_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(database_url, clock)
    yield there
    there.db.close()


def at_pad(work: AtWork) -> Context:
    return work.built.context(Role.PAD, kind="pad", id="pad-one")


def test_whoever_sits_there_has_pressed_the_key(work: AtWork) -> None:
    rooms.sit(work.staff(id="2"), room="pk-1")
    rooms.open_room(work.staff(id="2"), room="pk-1")
    number = work.number()

    who = pad.sitter(at_pad(work), room="pk-1")
    call.call_next(work.built.by(who), room="pk-1", key=work.key(), current=None)

    (event,) = work.rows("events", turn_id=work.turn(number).id, act="call")
    assert (event["by_kind"], event["by_id"]) == ("staff", "2")


def test_the_pad_lends_only_its_own_rights(work: AtWork) -> None:
    rooms.sit(work.staff(id="2"), room="pk-1")

    who = pad.sitter(at_pad(work), room="pk-1")

    assert [deed for deed in Deed if may(who.roles, deed)] == [Deed.SEE_QUEUE, Deed.WORK_ROOM]


def test_at_an_empty_desk_no_key_works(work: AtWork) -> None:
    with pytest.raises(Refusal, match="nobody_sits"):
        pad.sitter(at_pad(work), room="pk-1")


def test_a_room_that_is_gone_is_said_so(work: AtWork) -> None:
    with pytest.raises(Refusal, match="room_unknown"):
        pad.sitter(at_pad(work), room="pk-99")


def test_no_other_machine_may_press_for_somebody(work: AtWork) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        pad.sitter(work.at_kiosk, room="pk-1")
