"""What a change raises, which rooms are open, who sits where; and the locks of the lines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from queue_server.core.refusal import Refusal
from queue_server.store import lines
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock


@pytest.fixture
def work(database_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(database_url, clock)
    yield there
    there.db.close()


def id_of(work: AtWork, table: str, code: str) -> int:
    return int(work.rows(table, code=code)[0]["id"])


def versions(work: AtWork) -> lines.VersionRows:
    with work.looking() as tx:
        return lines.version_rows(tx, work.built.site)


def raised(
    work: AtWork, *, services: tuple[str, ...] = (), rooms: tuple[str, ...] = ()
) -> set[str]:
    """Codes of rooms and boards whose picture a change makes new."""
    before = versions(work)
    with work.db.write() as tx:
        lines.touch(
            tx,
            work.built.site,
            service_ids=[id_of(work, "services", one) for one in services],
            room_ids=[id_of(work, "rooms", one) for one in rooms],
        )
    after = versions(work)
    assert after.site == before.site + 1
    new = set(after.rooms) - set(before.rooms)
    shown = set(after.boards) - set(before.boards)
    return {code for code, _ in new} | {f"board {code}" for code, _ in shown}


def test_a_changed_line_makes_new_the_rooms_that_serve_it_and_their_boards(work: AtWork) -> None:
    assert raised(work, services=("noi",)) == {"pk-1", "pk-2", "pk-3", "board noi"}
    assert raised(work, services=("nhi",)) == {"pk-3", "board noi"}


def test_a_changed_room_alone_makes_new_no_other_room(work: AtWork) -> None:
    assert raised(work, rooms=("quay-1",)) == {"quay-1", "board sanh"}
    assert raised(work, rooms=("tra",)) == {"tra"}, "on no board"


def test_only_open_rooms_share_the_cost_of_a_pass(work: AtWork) -> None:
    work.open("pk-1", "pk-3")
    noi, nhi, mau = (id_of(work, "services", one) for one in ("noi", "nhi", "mau"))
    with work.looking() as tx:
        assert lines.rooms_open(tx, [noi, nhi, mau]) == {noi: 2, nhi: 1}
    with work.db.write() as tx:
        lines.set_room(tx, id_of(work, "rooms", "pk-3"), state="paused")
        assert lines.rooms_open(tx, [noi, nhi]) == {noi: 1}


def test_where_somebody_sits_and_what_is_called_from_there(work: AtWork) -> None:
    room = id_of(work, "rooms", "pk-3")
    site = work.built.site
    noi, nhi, mau = (id_of(work, "services", one) for one in ("noi", "nhi", "mau"))
    with work.db.write() as tx:
        lines.set_room(tx, room, person_id=2)
        assert lines.seats_of(tx, site, 2) == [room]
        assert lines.seats_of(tx, site + 1, 2) == []
        found = lines.services_of_rooms(tx, [room], code="mau", site=site)
        assert found == sorted([noi, nhi, mau])
        assert lines.services_of_rooms(tx, [], code="mau", site=site + 1) == []
        assert lines.names_of(tx, [1, 2, 99]) == {1: "Bác sĩ An", 2: "Điều dưỡng Bình"}
        assert lines.names_of(tx, []) == {}


def hurried(tx: Connection, services: list[int]) -> None:
    """Wait for the lines, but not the two seconds a deed would."""
    tx.exec_driver_sql("SET LOCAL lock_timeout = '50ms'")
    lines.lock_services(tx, services)


def test_while_one_holds_a_line_another_waits_and_then_says_busy(
    postgres_url: str, clock: Clock
) -> None:
    work = at_work(postgres_url, clock)
    noi, mau = (id_of(work, "services", one) for one in ("noi", "mau"))
    with work.db.write() as first:
        lines.lock_services(first, [noi, noi])
        with work.db.write() as second:
            lines.lock_services(second, [mau])  # another line is another matter
        with pytest.raises(Refusal, match="busy"), work.db.write() as second:
            hurried(second, [noi, mau])
    work.db.close()
