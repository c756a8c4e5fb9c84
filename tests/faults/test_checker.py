"""The checker is checked: a planted fault of each kind must be found, a good day must pass."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.faults.checker import Records, complaints


def good_day() -> Records:
    """Two patients, two presses, two calls by one desk, two slips, one board."""
    numbers, presses, turns, visits, events, journal = [], [], [], [], [], []
    steps = [
        ("issue", None, "WAITING"),
        ("call", "WAITING", "CALLED"),
        ("finish", "CALLED", "DONE"),
    ]
    for n in (1, 2):
        label, key = f"A00{n}", f"press-{n}"
        numbers.append(dict(series="A", day="d", n=n, label=label, visit_id=n, void_reason=None))
        presses.append(dict(press_id=key, visit_id=n, turn_id=n))
        visits.append(dict(id=n, number=label))
        turns.append(
            dict(id=n, visit_id=n, number=label, state="DONE", joined_at=n, called_at=10 * n,
                 ended_at=20 * n)
        )  # fmt: skip
        events += [
            dict(id=10 * n + at, seq=10 * n + at, uid=f"call-{n}-{at}", act=act, turn_id=n,
                 room_id=None if act == "issue" else 1, from_state=was, to_state=now)
            for at, (act, was, now) in enumerate(steps)
        ]  # fmt: skip
        journal += [
            dict(at=n, who="kiosk", what="number", key=key, number=label),
            dict(at=n, who="desk", what="called", key=f"next-{n}", room="quay-1", numbers=[label]),
            dict(at=n, who="board", what="picture", epoch="e", version=n, hash="h",
                 calls=[f"call-{n}-1"]),
        ]  # fmt: skip
    tables: dict[str, list[dict[str, Any]]] = {
        "numbers": numbers, "presses": presses, "turns": turns, "visits": visits, "events": events,
        "boards": [dict(code="sanh", version=2)], "rooms": [dict(id=1, places=1)],
    }  # fmt: skip
    return Records(journal, tables, ["A001", "A002"])


def test_a_good_day_is_believed() -> None:
    assert complaints(good_day()) == []


def line(day: Records, what: str, nth: int = 0) -> dict[str, Any]:
    return day.said(what)[nth]


PLANTED: dict[str, tuple[str, Callable[[Records], object]]] = {
    "a number shown that is nowhere": (
        "I1", lambda day: day.tables["numbers"].pop()),
    "a slip printed that is nowhere": (
        "I1", lambda day: day.paper.append("A003")),
    "one number for two presses": (
        "I2", lambda day: line(day, "number", 1).update(number="A001")),
    "one number on two rows": (
        "I2", lambda day: day.tables["numbers"].append(dict(day.tables["numbers"][0]))),
    "two numbers for one press": (
        "I3", lambda day: line(day, "number", 1).update(key="press-1")),
    "an answered press nobody kept": (
        "I3", lambda day: day.tables["presses"].pop()),
    "two presses in one visit": (
        "I3", lambda day: day.tables["presses"][1].update(visit_id=1)),
    "a lost number": (
        "I4", lambda day: day.tables["numbers"][1].update(n=3)),
    "a void number without a reason": (
        "I4", lambda day: day.tables["numbers"][1].update(visit_id=None)),
    "a call of somebody already called": (
        "I5", lambda day: day.tables["events"].insert(
            2, dict(day.tables["events"][1], id=12, seq=11.5, uid="x"))),
    "two people called to one place": (
        "I5", lambda day: day.tables["events"][2].update(seq=99)),
    "a state its events do not tell": (
        "I5", lambda day: day.tables["turns"][0].update(state="LEFT")),
    "one number called by two desks": (
        "I5", lambda day: line(day, "called", 1).update(numbers=["A001"])),
    "one press of next that called two": (
        "I5", lambda day: line(day, "called", 1).update(key="next-1")),
    "somebody still waiting in an empty hall": (
        "I6", lambda day: day.tables["turns"][1].update(state="WAITING")),
    "a visit without a turn": (
        "I6", lambda day: day.tables["visits"].append(dict(id=3, number="A003"))),
    "a board that went back": (
        "I8", lambda day: line(day, "picture", 0).update(version=3)),
    "a board that stayed behind": (
        "I8", lambda day: day.tables["boards"][0].update(version=3)),
    "two boards that differ": (
        "I8", lambda day: line(day, "picture", 0).update(who="other", version=2, hash="i")),
    "a call nobody made": (
        "I8", lambda day: line(day, "picture", 1).update(calls=["ghost"])),
    "two papers of one number": (
        "I10", lambda day: day.paper.append("A001")),
    "a call before its ticket": (
        "I12", lambda day: day.tables["turns"][0].update(called_at=0)),
}  # fmt: skip


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(fault: str) -> None:
    invariant, plant = PLANTED[fault]
    day = good_day()
    plant(day)
    found = complaints(day)
    assert any(one.startswith(f"{invariant} ") for one in found), found
