"""What a visit counts as, who may say so, and that the order follows at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from queue_server.core.access import Role
from queue_server.core.refusal import Refusal
from queue_server.operations.classes import change_class, set_kind
from queue_server.operations.views_desk import VisitCard
from queue_server.store import turns
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock


@pytest.fixture
def work(sqlite_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(sqlite_url, clock)
    there.open("pk-1")
    for _ in range(3):
        there.press("noi")
        there.clock.forward(seconds=1)
    yield there
    there.db.close()


def counted(
    work: AtWork,
    number: str,
    group: str = "",
    *roles: Role,
    checked: bool = True,
    emergency: bool = False,
) -> VisitCard:
    return change_class(
        work.staff(*roles),
        visit=work.press_card(number),
        group=group,
        checked=checked and bool(group),
        emergency=emergency,
    )


def test_the_order_follows_a_correction_at_once_both_ways(work: AtWork) -> None:
    counted(work, "N003", "pregnant")
    assert work.line() == ["N003", "N001", "N002"]
    counted(work, "N002", emergency=True)
    assert work.line() == ["N002", "N003", "N001"]
    counted(work, "N002")
    counted(work, "N003")
    assert work.line() == ["N001", "N002", "N003"]


def test_a_correction_is_told_with_what_it_was_before_and_raises_the_boards(work: AtWork) -> None:
    board = work.rows("boards", code="noi")[0]["version"]
    counted(work, "N003", "elderly_75", checked=False)
    (event,) = work.rows("events", act="reclass")
    detail = {key: event["detail"][key] for key in ("from", "to", "to_check")}
    assert detail == {"from": "ordinary", "to": "priority", "to_check": True}
    assert work.rows("boards", code="noi")[0]["version"] == board + 1


def test_the_same_correction_twice_is_one(work: AtWork) -> None:
    for _ in range(2):
        card = counted(work, "N003", "pregnant")
    assert (card.group, card.checked) == ("pregnant", True)
    assert len(work.rows("events", act="reclass")) == 1


def test_papers_seen_later_are_an_event_though_the_class_is_the_same(work: AtWork) -> None:
    counted(work, "N003", "pregnant", checked=False)
    counted(work, "N003", "pregnant", checked=True)
    told = [row["detail"]["to_check"] for row in work.rows("events", act="reclass")]
    assert told == [True, False]
    assert work.turn("N003").turn_class == "priority"


def test_who_is_with_the_doctor_keeps_the_state_and_takes_the_class_along(work: AtWork) -> None:
    work.next("pk-1")
    counted(work, "N001", "pregnant")
    turn = work.turn("N001")
    assert (turn.state, turn.turn_class) == ("CALLED", "priority")
    assert work.acts("N001")[-1] == "class"


def test_a_turn_that_has_ended_keeps_the_class_it_was_called_by(work: AtWork) -> None:
    work.next("pk-1")
    work.next("pk-1")
    counted(work, "N001", "pregnant")
    assert work.turn("N001").turn_class == "ordinary"
    assert work.rows("visits")[0]["group_code"] == "pregnant"


def test_back_with_results_falls_back_to_that_and_not_to_a_walk_in(work: AtWork) -> None:
    first = work.turn("N001")
    work.next("pk-1")
    work.next("pk-1")
    work.second_turn(first, "noi")
    counted(work, "N001", "pregnant")
    counted(work, "N001")
    assert work.turn("N001").turn_class == "return"


@pytest.mark.parametrize(
    "role,group,emergency,allowed",
    [
        (Role.ROOM, "", True, True),
        (Role.ROOM, "pregnant", False, False),
        (Role.RECEPTION, "pregnant", True, True),
        (Role.AUDITOR, "", True, False),
        (Role.AUDITOR, "pregnant", False, False),
    ],
)
def test_an_emergency_is_one_right_and_a_group_another(
    work: AtWork, role: Role, group: str, emergency: bool, allowed: bool
) -> None:
    if allowed:
        counted(work, "N003", group, role, emergency=emergency)
        assert work.line()[0] == "N003"
    else:
        with pytest.raises(Refusal, match="not_allowed"):
            counted(work, "N003", group, role, emergency=emergency)
        assert work.line()[0] == "N001"


def test_an_unknown_group_or_visit_changes_nothing(work: AtWork) -> None:
    with pytest.raises(Refusal, match="group_unknown"):
        counted(work, "N003", "vip")
    with pytest.raises(Refusal, match="visit_unknown"):
        change_class(work.staff(), visit="visit-of-nobody", group="", checked=False, emergency=True)
    assert work.line() == ["N001", "N002", "N003"]


def test_the_kind_is_noted_and_changes_nobodys_place(work: AtWork) -> None:
    with work.db.write() as tx:
        turns.raise_lost(tx, {work.turn("N002").id: 1})
    card = set_kind(work.staff(), visit=work.press_card("N003"), kind="bhyt")
    assert card.kind == "bhyt"
    assert work.line() == ["N001", "N002", "N003"]
    (event,) = work.rows("events", act="kind")
    assert (event["detail"]["from"], event["detail"]["to"]) == ("", "bhyt")
    with pytest.raises(Refusal, match="kind_unknown"):
        set_kind(work.staff(), visit=card.visit, kind="vip")
    with pytest.raises(Refusal, match="not_allowed"):
        set_kind(work.staff(Role.AUDITOR), visit=card.visit, kind="")
