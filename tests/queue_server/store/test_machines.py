"""Devices and calls for help as rows; what may be done with them: operations/test_machines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from queue_server.store import machines
from queue_server.store.session import Database
from tests.builders import Built, build_hospital
from tests.harness.clock import Clock


@pytest.fixture
def built(database_url: str, clock: Clock) -> Iterator[Built]:
    db = Database(database_url)
    yield build_hospital(db, clock)
    db.close()


def add(tx: Connection, id_: str, **more: object) -> None:
    usual = {"id": id_, "site_id": 1, "kind": "kiosk", "name": id_, "created_at": 1, "report": {}}
    machines.insert_device(tx, **(usual | more))


def test_a_device_is_found_by_id_code_or_key_at_its_own_hospital_only(built: Built) -> None:
    with built.db.write() as tx:
        add(tx, "k1", code_hash="code", key_hash="key", number=1)
        found = machines.device_by_id(tx, 1, "k1")

        assert found == machines.device_by_code(tx, 1, "code")
        assert found == machines.device_by_key(tx, 1, "key")
        assert found is not None
        assert (found.board, found.number) == ("", 1)
        assert machines.device_by_id(tx, 2, "k1") is None
        assert machines.device_by_code(tx, 2, "code") is None
        assert machines.device_by_key(tx, 2, "key") is None


def test_a_board_device_carries_its_boards_code(built: Built) -> None:
    with built.db.write() as tx:
        board = machines.board_id(tx, 1, "sanh")
        add(tx, "b1", kind="board", board_id=board)
        [found] = machines.all_devices(tx, 1)

        assert found.board == "sanh"
        assert machines.board_id(tx, 1, "khong-co") is None
        assert machines.board_id(tx, 2, "sanh") is None


def test_two_working_kiosks_never_share_a_number_a_revoked_one_frees_it(built: Built) -> None:
    with built.db.write() as tx:
        add(tx, "k1", number=1)
    with pytest.raises(IntegrityError), built.db.write() as tx:
        add(tx, "k2", number=1)

    with built.db.write() as tx:
        machines.set_device(tx, "k1", revoked_at=100)
        add(tx, "k2", number=1)


def test_numbers_in_use_are_those_at_work_and_those_revoked_lately(built: Built) -> None:
    with built.db.write() as tx:
        add(tx, "k1", number=1)
        add(tx, "k2", number=2, revoked_at=100)
        add(tx, "k3", number=3, revoked_at=200)
        add(tx, "p1", kind="printer")

        assert sorted(machines.kiosk_numbers(tx, 1, revoked_since=200)) == [1, 3]
        assert machines.kiosk_numbers(tx, 2, revoked_since=0) == []


def test_a_call_for_help_is_accepted_by_the_first(built: Built) -> None:
    with built.db.write() as tx:
        add(tx, "k1")
        for help_id, at in (("help-2", 20), ("help-1", 10)):
            machines.insert_help(
                tx, help_id=help_id, site_id=1, device_id="k1", reason="help", called_at=at
            )
        assert [one.help_id for one in machines.open_help(tx, 1)] == ["help-1", "help-2"]
        assert machines.open_help(tx, 2) == []

        assert machines.accept_help(tx, "help-1", person=None, at=30)
        assert not machines.accept_help(tx, "help-1", person=None, at=40)

        known = machines.help_by_id(tx, 1, "help-1")
        assert known is not None
        assert known.accepted_at == 30
        assert [one.help_id for one in machines.open_help(tx, 1)] == ["help-2"]
        assert machines.help_by_id(tx, 2, "help-1") is None
