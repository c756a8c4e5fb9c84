"""F3 and F20: answers are lost, requests come twice, late and shuffled; nothing is doubled."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from queue_server.site import random_id
from tests.faults.clients import Caller, Presser, a_press
from tests.faults.hall import Hall, hall
from tests.faults.lost_answer import LostAnswers
from tests.faults.ward import DESKS, Ward
from tests.harness.programs import Programs

pytestmark = pytest.mark.slow


@pytest.fixture
def ward(programs: Programs, tmp_path: Path) -> Ward:
    made = Ward(programs, tmp_path / "ward", f"sqlite:///{tmp_path / 'luot.db'}")
    made.open(kiosks=2, boards=1, callers=2)
    made.serve()
    return made


@pytest.fixture
def running(ward: Ward) -> Iterator[Hall]:
    with hall(ward) as there:
        yield there


def test_a_press_whose_answer_was_lost_gets_the_same_number(ward: Ward, running: Hall) -> None:
    with LostAnswers(ward.port) as cable:
        journal = running.journal("kiosk")
        kiosk = Presser(ward, journal, key=ward.kiosk_keys[0], share=5, port=cable.port)
        for nth in range(5):
            cable.lose = nth  # the fifth press is answered only at its fifth try
            kiosk.work(nth)
        assert cable.lost == 0 + 1 + 2 + 3 + 4
        kiosk.http.close()
    numbers = [line["number"] for line in _said(running, "number")]
    assert numbers == ["A001", "A002", "A003", "A004", "A005"], "no number was used up by a retry"


def test_a_next_whose_answer_was_lost_calls_nobody_else(ward: Ward, running: Hall) -> None:
    running.pressers = [Presser(ward, running.journal("kiosk"), key=ward.kiosk_keys[0], share=4)]
    for nth in range(4):
        running.pressers[0].work(nth)
    with LostAnswers(ward.port) as cable:
        caller = Caller(ward, running.journal("desk"), nth=0, room=DESKS[0], share=0)
        caller.open()
        caller.http.base_url = httpx.URL(f"http://127.0.0.1:{cable.port}")
        caller.http.headers.update({"Host": f"127.0.0.1:{ward.port}", "Origin": ward.address})
        for nth in range(4):
            cable.lose = nth
            caller.next(random_id())
        assert cable.lost == 0 + 1 + 2 + 3
        caller.http.close()
    called = [line["numbers"] for line in _said(running, "called")]
    assert called == [["A001"], ["A002"], ["A003"], ["A004"]]
    running.pressers[0].http.close()


def test_a_whole_day_sent_again_in_any_order_is_answered_as_before(
    ward: Ward, running: Hall
) -> None:
    """Twenty people press, every press arrives three times, shuffled, eight at a time."""
    presses = [a_press() for _ in range(20)]
    late = [(nth, press) for nth, press in enumerate(presses) for _ in range(3)]
    random.Random(20).shuffle(late)
    kiosks = [{"Authorization": f"Bearer {key}"} for key in ward.kiosk_keys]
    journal = running.journal("kiosk")

    def send(again: int) -> dict[str, Any]:
        nth, press = late[again]
        who = kiosks[nth % 2]  # bursts of one kiosk are limited, as they should be
        address = f"{ward.address}/api/devices/press"
        answer = httpx.post(address, json=press, headers=who, trust_env=False, timeout=20)
        told: dict[str, Any] = answer.raise_for_status().json()
        journal.add("number", key=told["press_id"], number=told["number"], service=told["service"])
        return told

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(len(late))))
    assert len({one["number"] for one in answers}) == len(presses)
    assert sum(one["repeated"] for one in answers) == 2 * len(presses)
    changed = {**presses[0], "service": "thu-ngan"}
    refused = httpx.post(
        f"{ward.address}/api/devices/press", json=changed, headers=kiosks[0], trust_env=False
    )
    assert refused.status_code == 422, "the same id with another wish is a fault, not a number"
    found = running.complaints()
    assert [one for one in found if not one.startswith("I6 ")] == [], "nobody was called yet"


def _said(running: Hall, what: str) -> list[dict[str, Any]]:
    records = running.records()
    return records.said(what)
