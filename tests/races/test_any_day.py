"""Any day at all: whatever people press and in whatever order, the promises hold.

The real deeds on a real database file, driven by Hypothesis; after every step the rows themselves
are asked. The order is checked against the list the room was shown before it pressed.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from queue_server.core.access import Role
from queue_server.core.discipline import MINUTE_MS
from queue_server.core.refusal import Refusal
from queue_server.operations import absent, call, classes, hand_in, move, rooms, serve
from queue_server.operations.context import Context
from queue_server.operations.tickets import open_turn
from queue_server.operations.work import begin
from queue_server.store import tables
from queue_server.wire import HandIn
from tests.at_work import AtWork, at_work, small_hospital
from tests.harness.clock import Clock

GUARD_MINUTES = 4
MEAN_SERVICE_S = 120
ROOMS = ("pk-1", "pk-2", "pk-3", "mau")
OPEN_AT_FIRST = ("pk-1", "mau")  # one room for its line: a pass costs the whole service
MEMORY = Path("/dev/shm")


def hospital() -> Any:
    """Lines with a small guard, so that a short day already meets it."""
    calling = {"guard_minutes": GUARD_MINUTES, "mean_service_s": MEAN_SERVICE_S}
    return small_hospital(policy={"calling": calling, "desk_calling": calling})


class AnyDay(RuleBasedStateMachine):
    """Patients and staff do as they like; a refusal changes nothing and is no fault."""

    def __init__(self) -> None:
        super().__init__()
        memory = str(MEMORY) if MEMORY.is_dir() else None
        self.folder = tempfile.mkdtemp(dir=memory)
        self.own = 0

    @initialize()
    def the_doors_open(self) -> None:
        url = f"sqlite:///{self.folder}/day.db"
        self.work: AtWork = at_work(url, Clock(), hospital())
        self.work.open(*OPEN_AT_FIRST)
        for _ in range(3):
            self.work.press("noi")
            self.work.clock.forward(seconds=7)

    def teardown(self) -> None:
        self.work.db.close()
        shutil.rmtree(self.folder)

    # ---- what people do ------------------------------------------------------------------------

    @rule(priority=st.sampled_from(["", "pregnant", "elderly_75"]))
    def somebody_presses(self, priority: str) -> None:
        self.work.press("noi", priority=priority)
        self.work.clock.forward(seconds=7)

    @rule(data=st.data(), service=st.sampled_from(["noi", "mau"]))
    def a_patient_waits_in_a_second_line_too(self, data: st.DataObject, service: str) -> None:
        turn = data.draw(st.sampled_from(self.rows_of("turns")), label="turn")
        self.wanted_too(turn, service, joined_at=self.work.clock())

    @rule(room=st.sampled_from(["pk-1", "pk-1", "mau"]))
    def a_room_presses_next_and_next(self, room: str) -> None:
        self.a_room_presses_next(room, 5)
        self.a_room_presses_next(room, 5)

    @rule(mix=st.lists(st.sampled_from(["", "pregnant", "pregnant"]), min_size=4, max_size=7))
    def a_wave_comes_faster_than_the_room_calls(self, mix: list[str]) -> None:
        """So that whoever waits is passed again and again within one step: until the guard."""
        for priority in mix:
            self.somebody_presses(priority)
            self.a_room_presses_next("pk-1", 5)

    @rule(wanted=st.sampled_from(["mau", "nhi"]), room=st.sampled_from(["mau", "pk-3"]))
    def who_is_with_a_doctor_is_wanted_elsewhere_too(self, wanted: str, room: str) -> None:
        """A second open turn as old as the first, so that the other room meets it at once."""
        here = self.work.here("pk-1")
        if here.turn is not None:
            turn = self.work.rows("turns", id=here.turn)[0]
            self.wanted_too(turn, wanted, joined_at=turn["joined_at"])
            self.a_room_presses_next(room, 5)

    @rule(service=st.sampled_from(["nhi", "mau"]))
    def reception_gives_a_number(self, service: str) -> None:
        self.work.staff_number(service)
        self.work.clock.forward(seconds=7)

    @rule()
    def a_kiosk_without_server_gave_one(self) -> None:
        self.own += 1
        press = self.work.a_press("noi", pressed_at=self.work.clock() - 60_000)
        told = HandIn(press=press, number=f"N2-{self.own:03}", printed=self.own % 4 != 0)
        hand_in.hand_in(self.work.at_kiosk, hand_in=told, device=self.work.kiosk)

    @rule(room=st.sampled_from(ROOMS), seconds=st.integers(1, 400))
    def a_room_presses_next(self, room: str, seconds: int) -> None:
        self.work.clock.forward(seconds=seconds)
        shown = self.work.view(room)
        if shown.state != "open":
            return
        expected = next((one for one in shown.waiting if not one.elsewhere), None)
        here = shown.places[0]
        if expected is None or here.turn is not None:
            # finishing the current one may free a turn of the same patient: look again
            view = self.work.next(room, current=here.turn, place=1)
        else:
            view = self.work.next(room, current=None, place=1)
            assert view.places[0].turn == expected.turn, "the order that was shown"
        assert view.outcome is not None
        assert view.outcome.nobody == (view.places[0].turn is None)

    @rule(room=st.sampled_from(ROOMS), kind=st.sampled_from(["miss", "start", "finish", "back"]))
    def staff_deal_with_who_is_here(self, room: str, kind: str) -> None:
        here = self.work.here(room)
        if here.turn is None:
            return
        self.work.clock.forward(seconds=61)
        deed = {
            "miss": absent.miss,
            "start": serve.start,
            "finish": serve.finish,
            "back": serve.put_back,
        }[kind]
        self.quietly(deed, room=room, turn=here.turn)

    @rule(room=st.sampled_from(ROOMS))
    def a_room_takes_its_last_deed_back(self, room: str) -> None:
        self.quietly(serve.undo, room=room)

    @rule(room=st.sampled_from(ROOMS), service=st.sampled_from(["noi", "nhi", "mau"]))
    def a_room_sends_on(self, room: str, service: str) -> None:
        here = self.work.here(room)
        if here.turn is not None:
            self.quietly(move.send_on, room=room, turn=here.turn, service=service)

    @rule(data=st.data(), kind=st.sampled_from(["back", "leave", "on", "this", "class"]))
    @precondition(lambda self: self.rows_of("turns"))
    def somebody_at_reception(self, data: st.DataObject, kind: str) -> None:
        turn = data.draw(st.sampled_from(self.rows_of("turns")), label="turn")
        if kind == "back":
            self.quietly(absent.come_back, turn=turn["id"])
        elif kind == "leave":
            self.quietly(move.leave, turn=turn["id"])
        elif kind == "on":
            self.quietly(move.send_on, room="", turn=turn["id"], service="noi", place="AFTER")
        elif kind == "this":
            self.quietly(call.call_this, room="pk-3", turn=turn["id"], reason="Bác sĩ yêu cầu")
        else:
            card = self.work.press_card(turn["number"])
            classes.change_class(
                self.boss, visit=card, group="pregnant", checked=True, emergency=False
            )

    @rule(room=st.sampled_from(ROOMS[:3]))
    def a_room_closes_or_opens(self, room: str) -> None:
        if self.work.view(room).state == "open":
            rooms.close_room(self.work.staff(), room=room)
        else:
            self.work.open(room)

    # ---- what must hold ------------------------------------------------------------------------

    @invariant()
    def nobody_is_in_two_places_and_no_place_has_two(self) -> None:
        active = [row for row in self.rows_of("turns") if row["state"] in ("CALLED", "SERVING")]
        visits = Counter(row["visit_id"] for row in active)
        places = Counter((row["room_id"], row["place"]) for row in active)
        assert all(count == 1 for count in [*visits.values(), *places.values()])

    @invariant()
    def numbers_have_no_gap_and_none_is_given_twice(self) -> None:
        by_series: dict[str, list[int]] = defaultdict(list)
        for row in self.rows_of("numbers"):
            by_series[row["series"]].append(row["n"])
        for series, given in by_series.items():
            assert sorted(given) == list(range(1, len(given) + 1)), series

    @invariant()
    def nobody_is_lost(self) -> None:
        turns = self.rows_of("turns")
        visits = {row["visit_id"] for row in turns}
        assert visits == {row["id"] for row in self.rows_of("visits")}
        listed = {one.number for room in ("pk-3", "mau") for one in self.work.view(room).waiting}
        waiting = {row["number"] for row in turns if row["state"] == "WAITING"}
        assert waiting <= listed

    @invariant()
    def being_passed_cost_nobody_more_than_the_guard_and_one_pass(self) -> None:
        most = GUARD_MINUTES * MINUTE_MS + MEAN_SERVICE_S * 1000
        for row in self.rows_of("turns"):
            assert 0 <= row["lost_ms"] <= most, row["number"]

    @invariant()
    def every_turn_stands_where_its_last_event_left_it(self) -> None:
        last: dict[int, str] = {}
        for row in self.rows_of("events"):
            if row["turn_id"] and row["to_state"] and row["act"] != "spoken":
                assert row["from_state"] in (None, last.get(row["turn_id"]))
                last[row["turn_id"]] = row["to_state"]
        assert last == {row["id"]: row["state"] for row in self.rows_of("turns")}

    # ---- helpers -------------------------------------------------------------------------------

    @property
    def boss(self) -> Context:
        return self.work.staff(Role.SUPERVISOR, Role.ROOM, Role.RECEPTION)

    def wanted_too(self, turn: dict[str, Any], service: str, *, joined_at: int) -> None:
        """The same visit waits in one more line."""
        wanted = select(tables.services.c.id).where(tables.services.c.code == service)
        with self.work.db.write() as tx:
            open_turn(
                begin(tx, self.boss, name="order"),
                act="open",
                service_id=tx.execute(wanted).scalar_one(),
                joined_at=joined_at,
                ready_at=self.work.clock(),
                **{name: turn[name] for name in ("visit_id", "day", "number")},
            )

    def quietly(self, deed: Any, **said: Any) -> None:
        """A deed that a rule may refuse."""
        try:
            deed(self.boss, key=self.work.key(), **said)
        except Refusal as refused:
            if refused.code in ("busy", "storage_failed"):
                raise

    def rows_of(self, table: str) -> list[dict[str, Any]]:
        return self.work.rows(table) if hasattr(self, "work") else []


AnyDay.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),  # explaining takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestAnyDay = AnyDay.TestCase
TestAnyDay.pytestmark = [pytest.mark.timeout(600)]  # type: ignore[attr-defined]  # pytest reads it; a day that fails is made shorter first
