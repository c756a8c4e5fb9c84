"""The calling order's properties, and the promise on the slip over whole simulated mornings."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from queue_server.core.discipline import (
    MINUTE_MS,
    Right,
    TurnClass,
    Waiting,
    calling_order,
    choose,
    counts_from,
    pass_cost_ms,
)
from queue_server.core.policy import DESK_CALLING, CallingPolicy

ROOM = CallingPolicy()
POLICIES = {"noi": ROOM, "tiep-don": DESK_CALLING}
NOON = 12 * 60 * MINUTE_MS


def order(*waiting: Waiting) -> list[int]:
    return [one.turn for one, _ in calling_order(waiting, POLICIES)]


# ---- properties ---------------------------------------------------------------------------------

CLASSES = [one for one in TurnClass if one is not TurnClass.EMERGENCY]


@st.composite
def crowds(draw: st.DrawFn) -> list[Waiting]:
    """A waiting hall: up to 25 people of all classes and two services, some of whom have lost."""
    times = st.integers(NOON // 2, NOON)
    people = draw(
        st.lists(
            st.builds(
                Waiting,
                turn=st.just(0),
                service=st.sampled_from(sorted(POLICIES)),
                joined_at=times,
                turn_class=st.sampled_from(CLASSES),
                slot_at=st.none() | times,
                lost_ms=st.integers(0, 40 * MINUTE_MS),
                bound=st.booleans(),
            ),
            min_size=1,
            max_size=25,
        )
    )
    return [replace(one, turn=number) for number, one in enumerate(people, start=1)]


@given(crowds(), st.randoms(use_true_random=False))
def test_the_same_people_stand_in_the_same_order_however_they_are_listed(
    crowd: list[Waiting], rnd: random.Random
) -> None:
    mixed = rnd.sample(crowd, len(crowd))

    assert order(*mixed) == order(*crowd)
    assert choose(mixed, POLICIES, rooms_open={}) == choose(crowd, POLICIES, rooms_open={})


@given(crowds())
def test_the_chosen_one_is_the_first_of_the_order(crowd: list[Waiting]) -> None:
    choice = choose(crowd, POLICIES, rooms_open={})

    assert choice is not None
    assert choice.turn == order(*crowd)[0]


@given(crowds())
def test_equal_head_starts_are_first_come_first_served(crowd: list[Waiting]) -> None:
    equal = [
        replace(one, turn_class=TurnClass.ORDINARY, slot_at=None, lost_ms=0, service="noi")
        for one in crowd
    ]

    assert order(*equal) == [
        one.turn for one in sorted(equal, key=lambda one: (one.joined_at, one.turn))
    ]


@given(crowds(), st.sampled_from(sorted(POLICIES)))
def test_a_later_ordinary_ticket_never_delays_an_earlier_one(
    crowd: list[Waiting], service: str
) -> None:
    newcomer = Waiting(turn=999, service=service, joined_at=NOON + 1)
    before = order(*crowd)

    after = order(*crowd, newcomer)

    assert [one for one in after if one != 999] == before
    earlier = {one.turn for one in crowd if counts_from(one, POLICIES[one.service]) < NOON}
    ordinary = {one.turn for one in crowd if one.turn_class is TurnClass.ORDINARY}
    plain = earlier & ordinary & {one.turn for one in crowd if one.slot_at is None}
    assert all(after.index(one) < after.index(999) for one in plain)


@given(crowds(), st.data())
def test_making_a_ticket_a_priority_ticket_never_makes_it_later(
    crowd: list[Waiting], data: st.DataObject
) -> None:
    lucky = data.draw(st.sampled_from(crowd))
    before = order(*crowd).index(lucky.turn)

    raised = [replace(one, turn_class=TurnClass.PRIORITY) if one is lucky else one for one in crowd]

    assert order(*raised).index(lucky.turn) <= before


@given(crowds())
def test_nobody_is_passed_by_somebody_who_joined_earlier(crowd: list[Waiting]) -> None:
    choice = choose(crowd, POLICIES, rooms_open={})
    assert choice is not None
    known = {one.turn: one for one in crowd}
    called = known[choice.turn]

    for passed in choice.passed:
        other = known[passed]
        mine = counts_from(called, POLICIES[called.service])
        assert counts_from(other, POLICIES[other.service]) <= mine


# ---- whole mornings: the promise, and the control that must break it ----------------------------


@dataclass
class Morning:
    """Rooms that call as the rule says while people keep coming; what each has lost in the end."""

    policy: CallingPolicy
    rooms: int
    arrivals: list[Waiting]
    service_ms: Callable[[], int]
    waiting: dict[int, Waiting] = field(default_factory=dict)
    lost_ms: dict[int, int] = field(default_factory=dict)
    rights: set[Right] = field(default_factory=set)

    def run(self) -> int:
        """The worst that being passed has cost anybody, in ms, emergencies not counted."""
        free_at = [0] * self.rooms
        coming = sorted(self.arrivals, key=lambda one: one.joined_at)
        while coming or self.waiting:
            room = min(range(self.rooms), key=free_at.__getitem__)
            now = free_at[room]
            while coming and coming[0].joined_at <= now:
                one = coming.pop(0)
                self.waiting[one.turn] = one
            if not self.waiting:
                free_at[room] = coming[0].joined_at
                continue
            self.call()
            free_at[room] = now + self.service_ms()
        return max(self.lost_ms.values(), default=0)

    def call(self) -> None:
        choice = choose(
            list(self.waiting.values()), {"noi": self.policy}, rooms_open={"noi": self.rooms}
        )
        assert choice is not None
        [(_, right), *_] = calling_order(self.waiting.values(), {"noi": self.policy})
        self.rights.add(right)
        del self.waiting[choice.turn]
        if choice.right is Right.EMERGENCY:
            return
        for passed, cost_ms in choice.passed.items():
            self.lost_ms[passed] = self.lost_ms.get(passed, 0) + cost_ms
            one = self.waiting[passed]
            self.waiting[passed] = replace(one, lost_ms=one.lost_ms + cost_ms)


def morning(policy: CallingPolicy, *, seed: int, rooms: int, priority: float) -> Morning:
    """A crowded morning: 150 people in three hours, of whom a share has priority."""
    rnd = random.Random(seed)
    weights = [priority, 0.1, 0.15, 0.02]
    classes = [
        TurnClass.PRIORITY,
        TurnClass.APPOINTMENT,
        TurnClass.RETURN,
        TurnClass.EMERGENCY,
        TurnClass.ORDINARY,
    ]
    people = []
    for number in range(1, 151):
        [turn_class] = rnd.choices(classes, [*weights, max(0.0, 1 - sum(weights))])
        joined = rnd.randrange(NOON * 7 // 12, NOON * 10 // 12)
        slot = joined + rnd.randrange(-40, 40) * MINUTE_MS
        people.append(
            Waiting(
                turn=number,
                service="noi",
                joined_at=joined,
                turn_class=turn_class,
                slot_at=slot if turn_class is TurnClass.APPOINTMENT else None,
            )
        )
    return Morning(policy, rooms, people, lambda: rnd.randrange(2, 9) * MINUTE_MS)


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 10_000),
    st.integers(1, 4),
    st.floats(0.05, 0.6),
    st.sampled_from(["head_start", "strict"]),
    st.sampled_from([5, 10, 20]),
)
def test_on_any_morning_nobody_loses_more_than_the_guard_and_one_pass(
    seed: int, rooms: int, priority: float, rule: str, guard: int
) -> None:
    policy = replace(ROOM, rule=rule, guard_minutes=guard)  # type: ignore[arg-type]  # one of two

    worst = morning(policy, seed=seed, rooms=rooms, priority=priority).run()

    assert worst <= guard * MINUTE_MS + pass_cost_ms(policy, rooms_open=rooms)


def test_without_the_guard_the_same_mornings_break_the_promise() -> None:
    """The control: if this did not fail, the test above would prove nothing."""
    bound = 20 * MINUTE_MS + pass_cost_ms(ROOM, rooms_open=2)
    unguarded = replace(ROOM, rule="strict", guard_minutes=None)

    worst = max(morning(unguarded, seed=n, rooms=2, priority=0.35).run() for n in range(5))

    assert worst > 3 * bound


def test_the_simulated_mornings_meet_every_right_there_is() -> None:
    met: set[Right] = set()
    for seed in range(3):
        day = morning(replace(ROOM, guard_minutes=5), seed=seed, rooms=2, priority=0.35)
        day.run()
        met |= day.rights

    assert met == set(Right)
