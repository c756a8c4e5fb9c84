"""Accounts as rows; who may do what with them is tested in operations/test_accounts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from queue_server.core.access import Role
from queue_server.store import people
from queue_server.store.session import Database
from tests.builders import Built, build_hospital
from tests.harness.clock import Clock

BOTH = frozenset({Role.ROOM, Role.SUPERVISOR})


@pytest.fixture
def built(database_url: str, clock: Clock) -> Iterator[Built]:
    db = Database(database_url)
    yield build_hospital(db, clock)
    db.close()


def add(tx: Connection, site: int, login: str = "minh", name: str = "Minh") -> int:
    return people.insert_person(tx, site, login=login, name=name, roles=BOTH, password_hash="hash")


def test_a_person_is_found_by_login_and_id_at_their_own_hospital_only(built: Built) -> None:
    with built.db.write() as tx:
        id_ = add(tx, built.site)
        found = people.person_by_login(tx, built.site, "minh")
        assert found == people.person_by_id(tx, built.site, id_)
        assert people.person_by_login(tx, built.site + 1, "minh") is None
        assert people.person_by_id(tx, built.site + 1, id_) is None

    assert found
    assert (found.roles, found.must_change, found.disabled_at) == (BOTH, True, None)


def test_a_login_is_taken_once(built: Built) -> None:
    with built.db.write() as tx:
        add(tx, built.site)
    with pytest.raises(IntegrityError), built.db.write() as tx:
        add(tx, built.site)


def test_roles_and_hashes_change_by_name_and_the_list_is_by_name(built: Built) -> None:
    with built.db.write() as tx:
        minh, an = add(tx, built.site), add(tx, built.site, "an", "An")
        people.set_person(tx, minh, roles={Role.AUDITOR}, pin_hash="pin")
        listed = people.all_people(tx, built.site)

    assert [one.id for one in listed] == [an, minh]
    assert (listed[1].roles, listed[1].pin_hash) == (frozenset({Role.AUDITOR}), "pin")
