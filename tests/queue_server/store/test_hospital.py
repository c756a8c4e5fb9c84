"""The hospital's rows as values; how they come there is tested in operations/test_setup."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from queue_server.store import hospital
from queue_server.store.session import Database
from queue_server.store.tables import room_services, rooms
from tests.builders import Built, build_hospital
from tests.harness.clock import Clock


@pytest.fixture
def built(database_url: str, clock: Clock) -> Iterator[Built]:
    db = Database(database_url)
    yield build_hospital(db, clock)
    db.close()


def test_a_site_is_found_by_code_and_by_id_and_a_stranger_is_not(built: Built) -> None:
    with built.db.read() as tx:
        site = hospital.site_by_code(tx, "ttyt-mau")
        assert site == hospital.site_by_id(tx, built.site)
        assert hospital.site_by_code(tx, "khong-co") is None
        assert hospital.site_by_id(tx, built.site + 1) is None
        assert hospital.applied(tx, built.site + 1) is None
        assert hospital.site_ids(tx) == [built.site]
    assert site
    assert (site.zone, site.day_start) == ("Asia/Ho_Chi_Minh", "03:00")


def test_rooms_and_boards_come_in_the_hospitals_order_with_what_belongs_to_them(
    built: Built,
) -> None:
    with built.db.read() as tx:
        rooms_ = hospital.all_rooms(tx, built.site)
        services = hospital.all_services(tx, built.site)
        boards = hospital.all_boards(tx, built.site)
        helps_out = hospital.room_by_code(tx, built.site, "pk-5")

    assert [room.code for room in rooms_.values()] == list(built.hospital.rooms)
    assert helps_out
    assert [services[one].code for one in helps_out.services] == ["ngoai", "noi"]
    assert helps_out == rooms_[helps_out.id]
    shown = {board.code: [rooms_[one].code for one in board.rooms] for board in boards.values()}
    assert shown == {code: list(one.rooms) for code, one in built.hospital.boards.items()}


def test_nothing_of_another_hospital_is_read(built: Built) -> None:
    with built.db.read() as tx:
        assert hospital.all_rooms(tx, built.site + 1) == {}
        assert hospital.all_services(tx, built.site + 1) == {}
        assert hospital.all_boards(tx, built.site + 1) == {}
        assert hospital.room_by_code(tx, built.site + 1, "pk-1") is None


def test_putting_the_same_leaves_its_version_and_another_value_raises_it(built: Built) -> None:
    with built.db.write() as tx:
        before = hospital.room_by_code(tx, built.site, "pk-1")
        assert before
        same = hospital.put(tx, rooms, site=built.site, code="pk-1", values={"floor": "1"})
        other = hospital.put(tx, rooms, site=built.site, code="pk-1", values={"floor": "2"})
        after = hospital.room_by_code(tx, built.site, "pk-1")

    assert (same, other) == ((before.id, "same"), (before.id, "changed"))
    assert after
    assert (after.floor, after.version) == ("2", before.version + 1)


def test_a_list_is_rewritten_only_when_it_differs(built: Built) -> None:
    with built.db.write() as tx:
        room = hospital.room_by_code(tx, built.site, "pk-5")
        assert room
        owner = ("room_id", room.id)
        assert not hospital.put_list(tx, room_services, owner=owner, members=list(room.services))
        assert hospital.put_list(tx, room_services, owner=owner, members=[room.services[1]])


def test_reception_has_its_own_version(built: Built) -> None:
    with built.db.write() as tx:
        before = hospital.site_by_id(tx, built.site)
        hospital.raise_site(tx, built.site)
        after = hospital.site_by_id(tx, built.site)

    assert before
    assert after
    assert after.version == before.version + 1
