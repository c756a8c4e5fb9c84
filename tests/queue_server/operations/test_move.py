"""Between lines: sent on, first, to one room, left, void; who counts as what."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from queue_server.core.access import Role
from queue_server.core.refusal import Refusal
from queue_server.operations import absent, classes, move, queue_view
from queue_server.operations.views_desk import VisitCard
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock


@pytest.fixture
def work(database_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(database_url, clock)
    there.open("pk-1", "pk-2", "quay-1", "quay-2", "mau")
    yield there
    there.db.close()


def sent(work: AtWork, number: str, service: str, place: str = "KEEP", room: str = "") -> VisitCard:
    card = move.send_on(
        work.staff(),
        room=room,
        turn=work.turn(number).id,
        service=service,
        place=place,
        key=work.key(),
    )
    assert isinstance(card, VisitCard)
    return card


def came(work: AtWork, service: str, many: int) -> None:
    for _ in range(many):
        work.staff_number(service)
        work.clock.forward(minutes=1)


def test_registered_at_reception_the_patient_waits_from_then_with_the_rooms_number(
    work: AtWork,
) -> None:
    came(work, "tiep-don", 1)
    came(work, "noi", 1)
    work.next("quay-2")
    card = sent(work, "A001", "noi")
    assert [(one.number, one.state) for one in card.turns] == [
        ("A001", "MOVED"),
        ("N002", "WAITING"),
    ]
    moved, waits = work.turn("A001"), work.turn("N002")
    assert waits.joined_at == waits.ready_at == work.clock()
    assert moved.start_inferred
    assert work.line("pk-1") == ["N001", "N002"]
    assert card.number == "A001"  # the visit keeps its own


def test_moved_from_the_wrong_line_keeps_the_arrival(work: AtWork) -> None:
    came(work, "nhi", 1)
    came(work, "noi", 2)
    sent(work, "H001", "noi")
    assert work.line("pk-1") == ["N003", "N001", "N002"]


def test_to_another_room_of_the_same_line_the_number_stays(work: AtWork) -> None:
    came(work, "noi", 2)
    move.send_to_room(
        work.staff(), room="", turn=work.turn("N001").id, to_room="pk-2", key=work.key()
    )
    assert work.line("pk-1") == ["N002"]
    assert work.line("pk-2") == ["N001", "N002"]
    assert work.turn("N001").bound_room_id is not None


@pytest.mark.parametrize(
    "place,order",
    [
        ("KEEP", ["N006", "N001", "N002", "N003", "N004", "N005"]),
        ("AFTER", ["N001", "N002", "N003", "N006", "N004", "N005"]),
        ("LAST", ["N001", "N002", "N003", "N004", "N005", "N006"]),
    ],
)
def test_the_place_in_the_other_line_follows_its_rule(
    work: AtWork, place: str, order: list[str]
) -> None:
    came(work, "nhi", 1)
    came(work, "noi", 5)
    sent(work, "H001", "noi", place)
    assert work.line("pk-1") == order


def test_first_needs_a_supervisor_and_a_reason_and_costs_nobody_guarded_minutes(
    work: AtWork,
) -> None:
    came(work, "noi", 2)
    came(work, "nhi", 1)
    turn = work.turn("H001").id

    def first(*roles: Role, reason: str = "Bệnh nặng") -> None:
        move.send_first(
            work.staff(*roles), room="", turn=turn, service="noi", reason=reason, key=work.key()
        )

    with pytest.raises(Refusal, match="not_allowed"):
        first(Role.ROOM)
    with pytest.raises(Refusal, match="reason_needed"):
        first(Role.SUPERVISOR, reason=" ")
    first(Role.SUPERVISOR)
    assert work.line("pk-1") == ["N003", "N001", "N002"]
    work.next("pk-1")
    assert work.turn("N001").lost_ms == 0
    assert work.rows("events", act="transfer")[0]["reason"] == "Bệnh nặng"


def test_sent_on_twice_by_one_key_is_one_new_turn(work: AtWork) -> None:
    came(work, "noi", 1)
    turn = work.turn("N001").id
    for _ in range(2):
        move.send_on(work.staff(), room="", turn=turn, service="mau", key="key-twice")
    assert len(work.rows("turns")) == 2


def test_nowhere_and_nobody_are_refused(work: AtWork) -> None:
    came(work, "noi", 1)
    for service, place, code in (
        ("ghost", "KEEP", "service_unknown"),
        ("mau", "MIDDLE", "place_unknown"),
        ("mau", "FIRST", "place_unknown"),
    ):
        with pytest.raises(Refusal, match=code):
            sent(work, "N001", service, place)
    with pytest.raises(Refusal, match="turn_unknown"):
        move.send_on(work.staff(), room="", turn=999, service="mau", key=work.key())
    sent(work, "N001", "mau")
    with pytest.raises(Refusal, match="act_not_allowed"):
        move.send_on(work.staff(), room="", turn=1, service="mau", key=work.key())


def test_who_left_may_come_back_for_half_an_hour(work: AtWork) -> None:
    came(work, "noi", 2)
    turn = work.turn("N001").id
    move.leave(work.staff(), turn=turn, key=work.key())
    assert work.line("pk-1") == ["N002"]
    work.clock.forward(minutes=29)
    absent.come_back(work.staff(), turn=turn, key=work.key())
    assert work.line("pk-1") == ["N001", "N002"]


def test_a_void_number_stays_a_row_with_its_reason(work: AtWork) -> None:
    came(work, "noi", 2)
    visit = work.press_card("N001")
    with pytest.raises(Refusal, match="not_allowed"):
        move.void(work.staff(), visit=visit, reason="Lấy trùng", key=work.key())
    boss = work.staff(Role.SUPERVISOR)
    with pytest.raises(Refusal, match="reason_needed"):
        move.void(boss, visit=visit, reason="", key=work.key())
    card = move.void(boss, visit=visit, reason="Lấy trùng", key=work.key())
    assert (card.void, card.turns[0].state) == ("Lấy trùng", "CANCELLED")
    assert work.line("pk-1") == ["N002"]
    assert work.staff_number("noi") == "N003"


# ---- who counts as what ------------------------------------------------------------------------


def classed(work: AtWork, number: str, group: str, *roles: Role, **said: bool) -> VisitCard:
    marks = {"checked": True, "emergency": False} | said
    return classes.change_class(
        work.staff(*roles), visit=work.press_card(number), group=group, **marks
    )


def test_a_priority_marked_at_the_desk_re_orders_at_once_and_can_be_taken_back(
    work: AtWork,
) -> None:
    came(work, "noi", 2)
    card = classed(work, "N002", "pregnant")
    assert (card.group, card.checked, card.turns[0].turn_class) == ("pregnant", True, "priority")
    assert work.line("pk-1") == ["N002", "N001"]
    classed(work, "N002", "")
    assert work.line("pk-1") == ["N001", "N002"]
    assert work.acts("N002") == ["issue", "reclass", "reclass"]


def test_an_emergency_is_marked_by_a_room_but_a_group_only_at_the_desk(work: AtWork) -> None:
    came(work, "noi", 2)
    classed(work, "N002", "", Role.ROOM, checked=False, emergency=True)
    assert work.line("pk-1") == ["N002", "N001"]
    with pytest.raises(Refusal, match="not_allowed"):
        classed(work, "N001", "pregnant", Role.ROOM)
    with pytest.raises(Refusal, match="group_unknown"):
        classed(work, "N001", "vip")


def test_the_kind_of_patient_is_noted_and_moves_nobody(work: AtWork) -> None:
    came(work, "noi", 2)
    card = classes.set_kind(work.staff(), visit=work.press_card("N002"), kind="bhyt")
    assert card.kind == "bhyt"
    assert work.line("pk-1") == ["N001", "N002"]
    with pytest.raises(Refusal, match="kind_unknown"):
        classes.set_kind(work.staff(), visit=card.visit, kind="vip")


# ---- found by number ---------------------------------------------------------------------------


def test_a_patient_is_found_by_any_number_held_today_as_people_type_it(work: AtWork) -> None:
    came(work, "tiep-don", 1)
    work.next("quay-2")
    sent(work, "A001", "noi")
    for typed in ("a1", "A 001", "n001"):
        found = queue_view.find(work.staff(), number=typed)
        assert [card.number for card in found] == ["A001"]
    assert queue_view.find(work.staff(), number="A009") == []
    with pytest.raises(Refusal, match="number_unreadable"):
        queue_view.find(work.staff(), number="??")
    work.clock.forward(hours=48)
    assert queue_view.find(work.staff(), number="A001") == []
    with pytest.raises(Refusal, match="visit_unknown"):
        queue_view.visit_card(work.staff(), visit="nobody")
