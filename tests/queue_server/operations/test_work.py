"""A deed under way: begun again when somebody was faster, done once a key, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from queue_server.core.refusal import Refusal
from queue_server.core.turn import Act
from queue_server.operations import work as deeds
from queue_server.operations.views import Outcome
from queue_server.operations.work import TRIES, Raced, Work, again, begin, deed, touched
from queue_server.store import turns
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock


@pytest.fixture
def work(sqlite_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(sqlite_url, clock)
    there.press("noi")
    yield there
    there.db.close()


@pytest.fixture
def on_postgres(postgres_url: str, clock: Clock) -> Iterator[AtWork]:
    """Where somebody else can move a turn while a deed is under way."""
    there = at_work(postgres_url, clock)
    there.press("noi")
    yield there
    there.db.close()


def leave(work: AtWork, key: str, about: str = "N001") -> Outcome:
    """A small deed: somebody does not want to wait any more."""

    def script(under_way: Work) -> Outcome:
        turn = under_way.turn(work.turn(about).id)
        return touched("leave", under_way.step(turn, Act.LEAVE, changes={"end_note": "đi về"}))

    return deed(work.staff(), "leave", key=key, about={"turn": about}, script=script)


# ---- somebody was faster -----------------------------------------------------------------------


def test_a_deed_that_lost_the_race_begins_again_with_what_is_there_now(
    on_postgres: AtWork,
) -> None:
    work = on_postgres
    seen: list[str] = []

    def script(tx: Connection) -> str:
        turn = turns.turns_by_id(tx, [work.turn("N001").id])[work.turn("N001").id]
        seen.append(turn.state)
        if len(seen) == 1:  # another door is faster, and has committed
            with work.db.write() as other:
                turns.move(other, turn, state="HELD")
        return begin(tx, work.staff(), name="leave").step(turn, Act.LEAVE).state

    assert again(work.staff(), script) == "LEFT"
    assert seen == ["WAITING", "HELD"]
    (event,) = work.rows("events", act="leave")
    assert event["from_state"] == "HELD", "what the first try wrote is gone with it"


def test_a_race_never_won_is_busy_and_leaves_nothing_behind(work: AtWork) -> None:
    tries: list[int] = []

    def script(tx: Connection) -> None:
        tries.append(1)
        turns.set_turn(tx, work.turn("N001").id, state="LEFT")
        raise Raced

    with pytest.raises(Refusal, match="busy"):
        again(work.staff(), script)
    assert len(tries) == TRIES
    assert work.turn("N001").state == "WAITING"


def test_a_broken_constraint_is_tried_again_and_then_shown_as_the_fault_it_is(
    work: AtWork,
) -> None:
    tries: list[int] = []

    def script(tx: Connection) -> str:
        tries.append(1)
        if len(tries) < at_last:
            raise IntegrityError("UPDATE", {}, Exception("unique"))
        return "done"

    at_last = TRIES
    assert again(work.staff(), script) == "done"
    tries.clear()
    at_last = TRIES + 1
    with pytest.raises(IntegrityError):
        again(work.staff(), script)
    assert len(tries) == TRIES


# ---- the same key again ------------------------------------------------------------------------


def test_a_key_sent_again_gets_the_first_answer_and_nothing_is_done(work: AtWork) -> None:
    first = leave(work, "key-of-one")
    events = len(work.rows("events"))
    version = work.rows("sites")[0]["version"]
    again_ = leave(work, "key-of-one")
    assert (first.repeated, again_.repeated) == (False, True)
    assert (again_.turns, again_.numbers) == (first.turns, first.numbers)
    assert len(work.rows("events")) == events
    assert work.rows("sites")[0]["version"] == version


def test_a_key_for_something_else_is_refused(work: AtWork) -> None:
    work.press("noi")
    leave(work, "key-of-one")
    with pytest.raises(Refusal, match="key_reused"):
        leave(work, "key-of-one", about="N002")
    with pytest.raises(Refusal, match="key_reused"):
        deed(
            work.staff(), "void", key="key-of-one", about={"turn": "N001"},
            script=lambda under_way: Outcome(deed="void"),
        )  # fmt: skip
    assert work.turn("N002").state == "WAITING"


def test_a_refused_deed_keeps_no_answer_so_its_key_may_be_sent_again(work: AtWork) -> None:
    turn = work.turn("N001").id
    with work.db.write() as tx:
        turns.set_turn(tx, turn, state="SERVING")
    before = work.rows("events"), work.rows("sites"), work.rows("rooms")
    with pytest.raises(Refusal, match="act_not_allowed"):
        leave(work, "key-of-one")
    assert (work.rows("events"), work.rows("sites"), work.rows("rooms")) == before
    with work.db.write() as tx:
        turns.set_turn(tx, turn, state="WAITING")
    assert not leave(work, "key-of-one").repeated


def test_a_deed_without_a_key_keeps_no_answer(work: AtWork) -> None:
    leave(work, "")
    assert work.rows("repeats") == []
    with pytest.raises(Refusal, match="act_not_allowed"):
        leave(work, "")


def test_what_a_request_is_about_does_not_depend_on_the_order_it_is_said_in() -> None:
    said = {"room": "pk-1", "turn": 7}
    turned = dict(reversed(said.items()))
    assert deeds.fingerprint("next", said) == deeds.fingerprint("next", turned)
    assert deeds.fingerprint("next", said) != deeds.fingerprint("miss", said)
    assert deeds.fingerprint("next", said) != deeds.fingerprint("next", said | {"turn": 8})


# ---- one step ----------------------------------------------------------------------------------


def test_a_step_keeps_the_columns_as_they_were_so_that_it_can_be_taken_back(work: AtWork) -> None:
    work.open("pk-1")
    before = work.turn("N001")
    work.next("pk-1")
    (event,) = work.rows("events", act="call")
    kept = event["detail"]["before"]
    assert kept == {name: getattr(before, name) for name in kept}
    assert set(kept) == {"room_id", "place", "call_id", "called_at", "last_call_at"}
    assert (event["from_state"], event["to_state"]) == ("WAITING", "CALLED")
    assert event["uid"] == work.turn("N001").call_id, "a call's row has the call's own id"
    assert (event["detail"]["deed"], event["by_kind"], event["by_id"]) == ("next", "staff", "1")


def test_a_deed_raises_the_pictures_that_show_it_and_no_others(work: AtWork) -> None:
    def pictures() -> dict[str, int]:
        return {
            row["code"]: row["version"]
            for table in ("services", "rooms", "boards")
            for row in work.rows(table)
        }

    before = pictures()
    leave(work, "key-of-one")
    raised = {code for code, version in pictures().items() if version != before[code]}
    assert raised == {"noi", "pk-1", "pk-2", "pk-3"}


def test_a_turn_of_nobody_or_of_another_hospital_is_unknown(work: AtWork) -> None:
    with work.db.write() as tx:
        under_way = begin(tx, work.staff(), name="leave")
        with pytest.raises(Refusal, match="turn_unknown"):
            under_way.turn(work.turn("N001").id + 1)
