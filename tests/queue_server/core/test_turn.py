"""The life of a turn, cell by cell: what may follow what, and all else changes nothing."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from queue_server.core.refusal import Refusal
from queue_server.core.turn import (
    ACTIVE,
    FINAL,
    OPEN,
    TABLE,
    Act,
    State,
    advance,
    allows,
    check_recall,
    check_undo,
)

SPECIFIED = """
PLANNED   ready WAITING | cancel CANCELLED | leave LEFT | close CLOSED
WAITING   call CALLED | hold HELD | transfer MOVED | leave LEFT | cancel CANCELLED | close CLOSED
WAITING   defer WAITING | reclass WAITING
CALLED    recall CALLED | start SERVING | finish DONE | miss ABSENT | put_back WAITING
CALLED    transfer MOVED | leave LEFT | cancel CANCELLED | close CLOSED
SERVING   finish DONE | hold HELD | transfer MOVED | put_back WAITING | close CLOSED
HELD      resume WAITING | leave LEFT | cancel CANCELLED | close CLOSED
HELD      transfer MOVED | reclass HELD
ABSENT    return WAITING | call CALLED | no_show NO_SHOW | leave LEFT | close CLOSED
ABSENT    transfer MOVED | cancel CANCELLED
NO_SHOW   undo WAITING
DONE      undo SERVING
LEFT      undo WAITING
CANCELLED undo WAITING
MOVED     undo SERVING
"""
"""The table of the specification (section 2 with decisions 10 and 12), written a second time."""


def specified() -> dict[tuple[str, str], str]:
    cells = {}
    for line in SPECIFIED.strip().splitlines():
        state, _, steps = line.partition(" ")
        for step in steps.split("|"):
            act, to = step.split()
            cells[state, act] = to
    return cells


CELLS = [
    (state, act, specified().get((state, act))) for state, act in itertools.product(State, Act)
]


@pytest.mark.parametrize("state,act,to", CELLS, ids=lambda value: str(value))
def test_every_cell_of_the_table_is_as_specified(state: State, act: Act, to: str | None) -> None:
    if to is not None:
        assert allows(state, act)
        assert advance(state, act) == to
        return

    before = {one: dict(acts) for one, acts in TABLE.items()}
    assert not allows(state, act)
    with pytest.raises(Refusal) as refused:
        advance(state, act)

    assert refused.value.code == "act_not_allowed"
    assert refused.value.facts == {"state": state, "act": act}
    assert before == TABLE, "a refused act must change nothing"


def test_every_state_is_in_the_table_and_can_be_reached() -> None:
    reached = {to for acts in TABLE.values() for to in acts.values()}

    assert set(TABLE) == set(State)
    assert reached | {State.PLANNED} == set(State), "a turn begins PLANNED or WAITING"


def test_open_and_final_states_are_all_states_and_the_active_ones_are_open() -> None:
    assert set(State) == OPEN | FINAL
    assert not OPEN & FINAL
    assert ACTIVE < OPEN


def test_every_open_turn_can_be_closed_at_the_end_of_the_day() -> None:
    assert all(advance(state, Act.CLOSE) is State.CLOSED for state in OPEN)


def test_an_ended_turn_can_only_be_taken_back() -> None:
    assert {act for state in FINAL for act in TABLE[state]} == {Act.UNDO}


def test_nobody_is_left_where_no_act_leads_out() -> None:
    assert all(set(TABLE[state]) - {Act.CLOSE, Act.RECLASS} for state in OPEN)


# ---- calling again ------------------------------------------------------------------------------


def recall(*, recalls: int, after_s: float) -> None:
    check_recall(recalls=recalls, last_call_at=0, now=int(after_s * 1000), most=2, apart_s=10)


def test_a_number_may_be_called_again_twice_ten_seconds_apart() -> None:
    recall(recalls=0, after_s=10)
    recall(recalls=1, after_s=10)


def test_a_third_time_is_refused_because_the_hall_would_hear_only_noise() -> None:
    with pytest.raises(Refusal, match="recalled_enough") as refused:
        recall(recalls=2, after_s=60)
    assert refused.value.facts == {"most": 2}


def test_a_moment_after_the_last_call_is_too_soon() -> None:
    with pytest.raises(Refusal, match="recalled_just_now") as refused:
        recall(recalls=0, after_s=9.999)
    assert refused.value.facts == {"apart_s": 10}


# ---- taking back --------------------------------------------------------------------------------


def undo(state: State, *, after_s: float) -> None:
    check_undo(state, ended_at=0, now=int(after_s * 1000), done_s=120, absent_minutes=30)


@pytest.mark.parametrize(
    "state,last_s",
    [
        (State.DONE, 120),
        (State.MOVED, 120),
        (State.NO_SHOW, 1800),
        (State.LEFT, 1800),
        (State.CANCELLED, 1800),
    ],
)
def test_an_end_may_be_taken_back_to_its_last_moment_and_not_after(
    state: State, last_s: int
) -> None:
    undo(state, after_s=0)
    undo(state, after_s=last_s)

    with pytest.raises(Refusal, match="undo_too_late"):
        undo(state, after_s=last_s + 0.001)


@pytest.mark.parametrize("state", sorted(OPEN | {State.CLOSED}))
def test_what_has_not_ended_or_was_closed_with_the_day_cannot_be_taken_back(state: State) -> None:
    with pytest.raises(Refusal, match="act_not_allowed"):
        undo(state, after_s=0)


# ---- any day of one turn ------------------------------------------------------------------------


class ADay(RuleBasedStateMachine):
    """One turn through acts in any order, with the limits that need the time of day."""

    def __init__(self) -> None:
        super().__init__()
        self.state, self.now = State.WAITING, 0
        self.called_at = self.ended_at = 0
        self.recalls = 0

    @rule(seconds=st.sampled_from([1, 9, 10, 61, 119, 121, 1_799, 1_801]))
    def time_passes(self, seconds: int) -> None:
        self.now += seconds * 1000

    @rule(act=st.sampled_from([act for act in Act if act not in (Act.RECALL, Act.UNDO)]))
    def somebody_acts(self, act: Act) -> None:
        before = self.state
        try:
            self.state = advance(before, act)
        except Refusal:
            assert (str(before), str(act)) not in specified()
            assert self.state is before
            return
        assert specified()[before, act] == self.state
        if act is Act.CALL:
            self.called_at, self.recalls = self.now, 0
        if self.state in FINAL:
            self.ended_at = self.now

    @precondition(lambda self: allows(self.state, Act.CALL))
    @rule()
    def it_is_called(self) -> None:
        self.somebody_acts(Act.CALL)

    @precondition(lambda self: allows(self.state, Act.RECALL))
    @rule(seconds=st.sampled_from([3, 10, 10, 25]))
    def it_is_called_again(self, seconds: int) -> None:
        self.now += seconds * 1000
        soon = self.now - self.called_at < 10_000
        try:
            check_recall(
                recalls=self.recalls, last_call_at=self.called_at, now=self.now, most=2, apart_s=10
            )
        except Refusal:
            assert soon or self.recalls == 2
            return
        assert not soon
        self.called_at, self.recalls = self.now, self.recalls + 1

    @rule()
    def the_end_is_taken_back(self) -> None:
        since_s = (self.now - self.ended_at) / 1000
        try:
            check_undo(
                self.state, ended_at=self.ended_at, now=self.now, done_s=120, absent_minutes=30
            )
        except Refusal:
            most_s = 120 if self.state in (State.DONE, State.MOVED) else 1_800
            assert (self.state, Act.UNDO) not in specified() or since_s > most_s
            return
        self.state = advance(self.state, Act.UNDO)
        assert self.state in (State.WAITING, State.SERVING)

    @invariant()
    def it_is_called_at_most_three_times_in_a_row(self) -> None:
        assert self.recalls <= 2

    @invariant()
    def it_is_open_or_at_an_end_and_an_open_one_can_be_closed(self) -> None:
        assert (self.state in OPEN) != (self.state in FINAL)
        assert self.state not in OPEN or allows(self.state, Act.CLOSE)


ADay.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestAnyDay = ADay.TestCase
