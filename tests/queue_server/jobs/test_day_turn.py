"""The night's clock ends yesterday's turns: all of them, once, a part at a time."""

from __future__ import annotations

import pytest

from queue_server.jobs import day_turn
from queue_server.operations import day
from queue_server.site import Site
from tests.at_work import AtWork


def test_before_the_day_has_turned_nobody_is_sent_home(work: AtWork, site: Site) -> None:
    work.clock.forward(hours=19)  # 02:30
    assert day_turn.run(site) == 0
    assert {row["state"] for row in work.rows("turns")} == {"WAITING"}


def test_once_it_has_turned_everybody_is_closed_and_asking_again_does_nothing(
    work: AtWork, site: Site
) -> None:
    work.next("pk-1")
    work.clock.forward(hours=20)
    assert [day_turn.run(site), day_turn.run(site)] == [3, 0]
    assert {row["state"] for row in work.rows("turns")} == {"CLOSED"}
    assert len(work.rows("events", act="close")) == 3
    assert work.number("noi") == "N001", "today begins anew, beside yesterday's rows"


def test_a_long_list_is_ended_in_parts_until_none_is_left(
    work: AtWork, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(day, "AT_ONCE", 2)
    work.clock.forward(hours=20)
    assert [day_turn.run(site) for _ in range(3)] == [2, 1, 0]
