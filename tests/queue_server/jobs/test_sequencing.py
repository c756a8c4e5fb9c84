"""The clock that gives events their order: each once, sealed, and without waking anybody."""

from __future__ import annotations

from queue_server.core.seal import Sealer
from queue_server.jobs import sequencing
from queue_server.operations.sequence import verify
from queue_server.site import Site
from tests.at_work import AtWork

SEALER = Sealer(b"0123456789abcdef0123456789abcdef")


def test_every_event_gets_its_order_once_in_the_order_of_the_rows(work: AtWork, site: Site) -> None:
    many = len(work.rows("events"))
    assert many > 3, "three presses and a room that opened, or this proves nothing"
    assert [sequencing.run(site), sequencing.run(site)] == [many, 0]
    work.next("pk-1")
    assert sequencing.run(site) == 1
    assert [row["seq"] for row in work.rows("events")] == list(range(1, many + 2))


def test_with_a_key_each_is_sealed_and_without_one_none_is(work: AtWork, site: Site) -> None:
    sequencing.run(site)
    assert {row["seal"] for row in work.rows("events")} <= {"", None}
    work.next("pk-1")
    sequencing.run(site, sealer=SEALER)
    assert [bool(row["seal"]) for row in work.rows("events")][-1]


def test_sealed_from_the_first_event_on_the_whole_history_verifies(
    work: AtWork, site: Site
) -> None:
    sequencing.run(site, sealer=SEALER)
    work.next("pk-1")
    sequencing.run(site, sealer=SEALER)
    assert verify(work.clockwork, sealer=SEALER).whole


def test_an_order_changes_no_picture_so_nobody_is_rung(work: AtWork, site: Site) -> None:
    ear = site.bell.ear()
    before = work.rows("boards"), work.rows("rooms")
    assert sequencing.run(site) > 0
    assert not ear.wait(0)
    assert (work.rows("boards"), work.rows("rooms")) == before
