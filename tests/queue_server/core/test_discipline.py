"""Who is next, by example; the properties and the promise over whole mornings: tests/properties."""

from __future__ import annotations

from dataclasses import replace

import pytest

from queue_server.core.discipline import (
    MINUTE_MS,
    Choice,
    Right,
    TurnClass,
    Waiting,
    calling_order,
    choose,
    counts_from,
    guarantee_minutes,
    head_start_minutes,
    is_late,
    pass_cost_ms,
    passed_by,
    virtual_time,
)
from queue_server.core.policy import DESK_CALLING, CallingPolicy

ROOM = CallingPolicy()
POLICIES = {"noi": ROOM, "tiep-don": DESK_CALLING}
LAN, MINH, HOA, TUAN = 1, 2, 3, 4


def at(clock: str) -> int:
    """An instant of one morning, ``07:30``."""
    hour, minute = clock.split(":")
    return (int(hour) * 60 + int(minute)) * MINUTE_MS


def turn(
    who: int, joined: str, turn_class: TurnClass = TurnClass.ORDINARY, **more: object
) -> Waiting:
    known: dict[str, object] = {"service": "noi"} | more
    return Waiting(turn=who, joined_at=at(joined), turn_class=turn_class, **known)  # type: ignore[arg-type]  # by name


def order(*waiting: Waiting, **more: object) -> list[int]:
    return [one.turn for one, _ in calling_order(waiting, POLICIES, **more)]  # type: ignore[arg-type]  # by name


def pick(*waiting: Waiting, rooms: int = 1) -> Choice:
    choice = choose(waiting, POLICIES, rooms_open={"noi": rooms, "tiep-don": rooms})
    assert choice is not None
    return choice


# ---- by example ---------------------------------------------------------------------------------


def test_equals_are_first_come_first_served() -> None:
    assert order(turn(LAN, "08:00"), turn(MINH, "07:30"), turn(HOA, "07:45")) == [MINH, HOA, LAN]


def test_two_who_came_at_the_same_moment_go_by_their_number() -> None:
    assert order(turn(MINH, "08:00"), turn(LAN, "08:00")) == [LAN, MINH]


def test_nobody_waiting_means_nobody_is_next() -> None:
    assert choose([], POLICIES, rooms_open={}) is None


def test_an_old_lady_comes_before_whoever_joined_less_than_two_hours_earlier() -> None:
    old_lady = turn(LAN, "08:30", TurnClass.PRIORITY)

    assert order(turn(MINH, "06:31"), old_lady) == [LAN, MINH]
    assert order(turn(MINH, "06:29"), old_lady) == [MINH, LAN]


def test_back_with_results_counts_twenty_minutes_earlier() -> None:
    back = turn(LAN, "08:30", TurnClass.RETURN)

    assert order(turn(MINH, "08:11"), back) == [LAN, MINH]
    assert order(turn(MINH, "08:09"), back) == [MINH, LAN]


def test_at_a_desk_results_give_no_head_start_and_an_appointment_little() -> None:
    assert head_start_minutes(TurnClass.RETURN, DESK_CALLING) == 0
    assert head_start_minutes(TurnClass.APPOINTMENT, DESK_CALLING) == 15
    assert head_start_minutes(TurnClass.PRIORITY, DESK_CALLING) == 120


def test_an_emergency_is_first_however_long_others_have_lost() -> None:
    guarded = turn(MINH, "06:00", lost_ms=60 * MINUTE_MS)

    choice = pick(guarded, turn(LAN, "09:00", TurnClass.EMERGENCY))

    assert choice.turn == LAN
    assert choice.right is Right.EMERGENCY


def test_whoever_lost_twenty_minutes_is_next_before_any_priority() -> None:
    waits = turn(MINH, "06:00", lost_ms=20 * MINUTE_MS)

    choice = pick(waits, turn(LAN, "06:30", TurnClass.PRIORITY))

    assert choice.turn == MINH
    a_moment_less = replace(waits, lost_ms=20 * MINUTE_MS - 1)
    assert pick(a_moment_less, turn(LAN, "06:30", TurnClass.PRIORITY)).turn == LAN


def test_of_several_who_lost_enough_the_earliest_is_next_even_as_an_old_lady() -> None:
    lost = 25 * MINUTE_MS
    earlier = turn(HOA, "07:00", lost_ms=lost)
    later = turn(LAN, "07:05", TurnClass.PRIORITY, lost_ms=lost)

    assert order(later, earlier) == [HOA, LAN]


def test_tickets_before_opening_count_from_it_so_priority_patients_present_are_first() -> None:
    early = turn(MINH, "03:30")
    old_lady = turn(LAN, "06:50", TurnClass.PRIORITY)
    second = turn(HOA, "04:00")

    assert order(second, early, old_lady, openings={"noi": at("07:00")}) == [LAN, MINH, HOA]
    assert order(second, early, old_lady) == [MINH, HOA, LAN], "without an opening: 4:50 is later"


def test_a_turn_put_back_stands_where_the_deed_put_it() -> None:
    put_back = turn(LAN, "07:00", placed_at=at("08:10") + 1)

    assert order(put_back, turn(MINH, "08:10"), turn(HOA, "08:20")) == [MINH, LAN, HOA]


# ---- appointments -------------------------------------------------------------------------------


def appointment(joined: str, slot: str, turn_class: TurnClass = TurnClass.APPOINTMENT) -> Waiting:
    return turn(LAN, joined, turn_class, slot_at=at(slot))


def test_an_appointment_counts_an_hour_from_its_slot_not_from_an_early_arrival() -> None:
    early = appointment("09:30", "10:00")

    assert virtual_time(early, ROOM) == at("08:45"), "slot - 15 min - 60 min"
    assert counts_from(early, ROOM) == at("09:45")


def test_on_time_it_counts_from_when_the_patient_came() -> None:
    assert virtual_time(appointment("10:10", "10:00"), ROOM) == at("09:10")


def test_half_an_hour_late_is_still_in_time_and_a_minute_more_is_a_walk_in() -> None:
    late, too_late = appointment("10:30", "10:00"), appointment("10:31", "10:00")

    assert not is_late(late, ROOM)
    assert virtual_time(late, ROOM) == at("09:30")
    assert is_late(too_late, ROOM)
    assert virtual_time(too_late, ROOM) == at("10:31")
    assert counts_from(too_late, ROOM) == at("10:31")
    assert pick(too_late, turn(MINH, "10:32")).right is Right.ORDER


def test_waiting_since_before_the_appointments_start_never_makes_it_worse_than_a_walk_in() -> None:
    assert virtual_time(appointment("06:00", "10:00"), ROOM) == at("06:00")


def test_a_priority_patient_with_an_appointment_has_the_better_of_both() -> None:
    both = appointment("07:00", "10:00", TurnClass.PRIORITY)

    assert virtual_time(both, ROOM) == at("05:00")


# ---- passes -------------------------------------------------------------------------------------


def test_a_pass_costs_the_mean_service_over_the_open_rooms() -> None:
    assert pass_cost_ms(ROOM, rooms_open=1) == 300_000
    assert pass_cost_ms(ROOM, rooms_open=3) == 100_000
    assert pass_cost_ms(ROOM, rooms_open=0) == 300_000, "somebody is calling, so one is open"
    assert pass_cost_ms(ROOM, rooms_open=3, bound=True) == 300_000, "only one room may call"


def test_everybody_who_joined_earlier_and_waits_is_passed_and_nobody_else() -> None:
    old_lady = turn(LAN, "08:00", TurnClass.PRIORITY)
    earlier, bound = turn(MINH, "07:00"), turn(HOA, "07:30", bound=True)
    later = turn(TUAN, "08:30")

    choice = pick(earlier, bound, later, old_lady, rooms=3)

    assert choice == Choice(turn=LAN, right=Right.PRIORITY, passed={MINH: 100_000, HOA: 300_000})


def test_a_priority_patient_who_was_first_anyway_is_called_in_order() -> None:
    choice = pick(turn(LAN, "07:00", TurnClass.PRIORITY), turn(MINH, "07:01"))

    assert choice == Choice(turn=LAN, right=Right.ORDER, passed={})


def test_an_early_bird_with_an_appointment_is_not_passed_before_its_time() -> None:
    early = appointment("07:00", "11:00")

    assert passed_by(turn(MINH, "08:00"), [early], POLICIES, rooms_open={"noi": 1}) == {}


def test_a_room_with_two_services_takes_the_guarded_first_then_the_earliest_virtual_time() -> None:
    at_desk = turn(LAN, "08:00", service="tiep-don", lost_ms=10 * MINUTE_MS)
    in_room = turn(MINH, "07:00", lost_ms=10 * MINUTE_MS)

    assert order(in_room, at_desk) == [LAN, MINH], "ten minutes are enough at a desk only"
    assert order(in_room, replace(at_desk, lost_ms=0)) == [MINH, LAN]


# ---- what the slip promises ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "policy,minutes",
    [
        (ROOM, 25),
        (DESK_CALLING, 15),
        (CallingPolicy(mean_service_s=301), 30),
        (CallingPolicy(guard_minutes=15), 20),
        (CallingPolicy(guard_minutes=None), None),
    ],
)
def test_the_slip_says_the_guard_and_one_pass_rounded_up_to_five(
    policy: CallingPolicy, minutes: int | None
) -> None:
    assert guarantee_minutes(policy) == minutes


# ---- the other policies a hospital may choose ---------------------------------------------------


def by_rule(rule: str, *waiting: Waiting) -> list[int]:
    policy = replace(ROOM, rule=rule, guard_minutes=None)  # type: ignore[arg-type]  # one of three
    return [one.turn for one, _ in calling_order(waiting, {"noi": policy})]


def test_strict_order_takes_every_priority_before_any_appointment_before_the_rest() -> None:
    crowd = (
        turn(MINH, "06:00"),
        turn(LAN, "09:00", TurnClass.PRIORITY),
        turn(HOA, "08:00", TurnClass.APPOINTMENT, slot_at=at("08:00")),
        turn(TUAN, "07:00", TurnClass.RETURN),
    )

    assert by_rule("strict", *crowd) == [LAN, HOA, MINH, TUAN]


def test_first_come_first_served_knows_no_class_but_emergencies() -> None:
    crowd = (
        turn(MINH, "06:00"),
        turn(LAN, "05:59", TurnClass.RETURN),
        turn(HOA, "06:01", TurnClass.PRIORITY),
        turn(TUAN, "09:00", TurnClass.EMERGENCY),
    )

    assert by_rule("fifo", *crowd) == [TUAN, LAN, MINH, HOA]
