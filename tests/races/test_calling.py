"""Two people press *next* at once: two patients are called, never one twice; with controls.

The controls take the guard away and must fail: a race test whose control passes proves nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from queue_server.core.refusal import Refusal
from queue_server.operations import call, calling
from queue_server.store import tables
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock


@pytest.fixture
def on_postgres(postgres_url: str, clock: Clock) -> Iterator[AtWork]:
    """Where two transactions run at once; SQLite lets one write at a time whatever we do."""
    there = at_work(postgres_url, clock)
    there.open("pk-1", "pk-2")
    yield there
    there.db.close()


@pytest.fixture
def work(database_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(database_url, clock)
    there.open("pk-1", "pk-2")
    yield there
    there.db.close()


def came(work: AtWork, many: int) -> None:
    for _ in range(many):
        work.press("noi")
        work.clock.forward(seconds=1)


def together(*deeds: Callable[[], Any]) -> list[Any]:
    """Do them all at once, each in a thread of its own; what was raised is an answer too."""
    start = threading.Barrier(len(deeds))

    def one(deed: Callable[[], Any]) -> Any:
        start.wait(timeout=30)
        try:
            return deed()
        except Refusal as refused:
            return refused

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


def next_of(work: AtWork, room: str, key: str, current: int | None = None) -> Callable[[], Any]:
    by = work.staff()
    return lambda: call.call_next(by, room=room, key=key, current=current)


def test_two_rooms_that_press_at_once_call_two_patients(work: AtWork) -> None:
    came(work, 2)
    together(next_of(work, "pk-1", "key-a"), next_of(work, "pk-2", "key-b"))
    assert {work.here("pk-1").number, work.here("pk-2").number} == {"N001", "N002"}


def test_the_second_room_waits_until_the_first_has_moved(
    work: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both want to choose before either moves; the lock of the line lets only one of them."""
    came(work, 2)
    both = threading.Barrier(2)
    met: list[bool] = []
    choose = calling.pick_next

    def choose_and_wait(*said: Any) -> Any:
        picked = choose(*said)
        try:
            both.wait(timeout=0.5)
            met.append(True)
        except threading.BrokenBarrierError:
            met.append(False)
        return picked

    monkeypatch.setattr(calling, "pick_next", choose_and_wait)
    together(next_of(work, "pk-1", "key-a"), next_of(work, "pk-2", "key-b"))
    assert met == [False, False]
    assert {work.here("pk-1").number, work.here("pk-2").number} == {"N001", "N002"}


def test_control_without_lock_and_compare_both_rooms_call_the_same_patient(
    on_postgres: AtWork,
) -> None:
    """Select, then update: what a program without our guards does, and what it leads to."""
    work = on_postgres
    came(work, 2)
    with work.db.write() as tx:  # the database's own promise is part of the guard
        tx.exec_driver_sql("DROP INDEX uq_turns_active_visit")
    both = threading.Barrier(2)

    def careless(room: int) -> Callable[[], int]:
        def script() -> int:
            with work.db.write() as tx:
                turn = _first_waiting(tx)
                both.wait(timeout=30)
                query = update(tables.turns).where(tables.turns.c.id == turn)
                tx.execute(query.values(state="CALLED", room_id=room, place=room))
                return turn

        return script

    first, second = together(careless(1), careless(2))
    assert first == second  # N001 is told to go to two rooms


def test_without_the_lock_compare_and_set_still_calls_each_patient_once(
    on_postgres: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second guard alone: who was slower begins again and takes the next."""
    work = on_postgres
    came(work, 2)
    monkeypatch.setattr("queue_server.store.lines.lock_services", lambda tx, ids: None)
    both = threading.Barrier(2)
    choose = calling.pick_next
    chosen: list[int] = []

    def choose_and_wait(*said: Any) -> Any:
        picked = choose(*said)
        chosen.append(picked.turn.id)
        if len(chosen) <= 2:
            both.wait(timeout=30)
        return picked

    monkeypatch.setattr(calling, "pick_next", choose_and_wait)
    together(next_of(work, "pk-1", "key-a"), next_of(work, "pk-2", "key-b"))
    assert chosen[0] == chosen[1], "both must have chosen the same, or this proves nothing"
    assert {work.here("pk-1").number, work.here("pk-2").number} == {"N001", "N002"}


def _first_waiting(tx: Connection) -> int:
    query = select(tables.turns.c.id).where(tables.turns.c.state == "WAITING")
    first: int = tx.execute(query.order_by(tables.turns.c.id).limit(1)).scalar_one()
    return first


def test_a_double_click_calls_one_patient_and_both_answers_say_so(work: AtWork) -> None:
    came(work, 3)
    answers = together(*[next_of(work, "pk-1", "key-double")] * 6)
    assert {one.outcome.numbers for one in answers} == {("N001",)}
    assert sorted(one.outcome.repeated for one in answers) == [False] + [True] * 5
    assert work.turn("N002").state == "WAITING"


def test_two_tabs_that_show_the_same_patient_call_one_and_refuse_one(work: AtWork) -> None:
    came(work, 3)
    work.next("pk-1")
    current = work.turn("N001").id
    answers = together(
        next_of(work, "pk-1", "key-tab-a", current), next_of(work, "pk-1", "key-tab-b", current)
    )
    refused = [one for one in answers if isinstance(one, Refusal)]
    assert [one.code for one in refused] == ["other_current"]
    assert work.turn("N003").state == "WAITING"


def test_eight_calls_at_once_by_two_rooms_call_everybody_once_in_order(work: AtWork) -> None:
    came(work, 8)
    for turn in range(4):
        current = [work.here(room).turn for room in ("pk-1", "pk-2")]
        together(
            next_of(work, "pk-1", f"key-{turn}-a", current[0]),
            next_of(work, "pk-2", f"key-{turn}-b", current[1]),
        )
    called = [row["turn_id"] for row in work.rows("events", act="call")]
    assert called == sorted(set(called))
    assert len(called) == 8
