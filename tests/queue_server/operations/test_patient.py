"""The page behind the QR: one's own number, state and room, and nothing about anybody else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

import pytest

from queue_server.core.refusal import Refusal
from queue_server.operations import absent, issue, move
from queue_server.operations.context import NOBODY
from queue_server.operations.patient import patient_view
from queue_server.operations.views import PatientView
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock

SECRET = hashlib.sha256(b"mine").hexdigest()


@pytest.fixture
def work(database_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(database_url, clock)
    there.open("pk-1", "mau")
    there.press("noi")
    there.clock.forward(seconds=1)
    press = there.a_press("noi", link_hash=SECRET, priority="")
    issue.press(there.at_kiosk, press=press, device=there.kiosk)
    yield there
    there.db.close()


def page(work: AtWork) -> PatientView:
    return patient_view(work.built.by(NOBODY), link_hash=SECRET)


def test_another_hospital_in_the_same_database_does_not_know_the_link(work: AtWork) -> None:
    elsewhere = replace(work.built, site=work.built.site + 1)

    with pytest.raises(Refusal, match="link_unknown"):
        patient_view(elsewhere.by(NOBODY), link_hash=SECRET)


def test_waiting_it_tells_how_many_are_ahead_and_the_guarantee(work: AtWork) -> None:
    mine = page(work)
    assert (mine.number, mine.state, mine.ahead) == ("N002", "WAITING", 1)
    assert mine.guarantee_minutes == 25
    work.next("pk-1")
    assert page(work).ahead == 0


def test_called_it_tells_the_room_and_absent_how_long_the_place_is_kept(work: AtWork) -> None:
    work.next("pk-1")
    work.next("pk-1")
    mine = page(work)
    assert (mine.state, mine.room_vi, mine.ahead) == ("CALLED", "Phòng khám số 1", None)
    missed_at = work.clock.forward(seconds=61)
    absent.miss(work.staff(), room="pk-1", turn=work.turn("N002").id, key=work.key())
    mine = page(work)
    assert (mine.state, mine.keeps_place_until) == ("ABSENT", missed_at + 30 * 60_000)


def test_sent_on_it_shows_the_path_and_where_to_go_now(work: AtWork) -> None:
    work.next("pk-1")
    work.next("pk-1")
    turn = work.turn("N002").id
    move.send_on(work.staff(), room="pk-1", turn=turn, service="mau", key=work.key())
    mine = page(work)
    assert (mine.number, mine.service_vi, mine.state) == ("M001", "Lấy máu", "WAITING")
    assert [(one.number, one.state) for one in mine.path] == [
        ("N002", "MOVED"),
        ("M001", "WAITING"),
    ]


def test_its_version_changes_with_what_it_shows_and_with_nothing_else(work: AtWork) -> None:
    before = page(work).version
    work.clock.forward(seconds=30)
    work.press("tiep-don")
    assert page(work).version == before
    work.next("pk-1")
    assert page(work).version != before


def test_a_link_lives_until_the_service_day_turns_and_dead_or_unknown_say_the_same(
    work: AtWork,
) -> None:
    work.clock.set(page(work).dies_at - 1)
    assert page(work)
    work.clock.forward(ms=1)
    with pytest.raises(Refusal, match="link_unknown"):
        page(work)
    with pytest.raises(Refusal, match="link_unknown"):
        patient_view(work.built.by(NOBODY), link_hash="0" * 64)
