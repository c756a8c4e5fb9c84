"""A press at a kiosk: one number, whatever is retried."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock


@pytest.fixture
def work(database_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(database_url, clock)
    yield there
    there.db.close()


def test_the_first_press_of_the_day_is_number_one_and_the_next_is_two(work: AtWork) -> None:
    assert [work.number("tiep-don"), work.number("tiep-don")] == ["A001", "A002"]


def test_called_is_who_took_the_first_number(work: AtWork) -> None:
    work.open("pk-1")
    work.press("noi")
    work.clock.forward(seconds=1)
    work.press("noi")
    assert work.called("pk-1") == "N001"
    assert work.called("pk-1") == "N002"
    assert work.acts("N001") == ["issue", "call", "finish"]
