"""A patient's day without a name, and the link that dies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.exc import IntegrityError

from queue_server.store import tables, visits
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock


@pytest.fixture
def work(database_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(database_url, clock)
    yield there
    there.db.close()


def test_a_visit_is_found_by_its_public_id_in_its_own_hospital_only(work: AtWork) -> None:
    told = work.press("noi", priority="pregnant", lang="en")
    with work.looking() as tx:
        visit = visits.visit_by_public_id(tx, work.built.site, told.visit)
        assert visits.visit_by_public_id(tx, work.built.site + 1, told.visit) is None
        assert visits.visit_by_public_id(tx, work.built.site, "visit-of-nobody") is None
    assert visit is not None
    assert (visit.number, visit.group_code, visit.lang) == ("N001", "pregnant", "en")
    assert (visit.group_checked, visit.emergency, visit.merged_into) == (False, False, None)
    assert (visit.ticket_at, visit.device_id) == (work.clock(), work.kiosk)


def test_a_correction_changes_one_visit_and_not_its_neighbour(work: AtWork) -> None:
    for _ in range(2):
        work.press("noi")
    first, second = (row["id"] for row in work.rows("visits"))
    with work.db.write() as tx:
        visits.set_visit(tx, first, patient_kind="bhyt", merged_into=second)
        known = visits.visits_by_id(tx, [first, second, 999])
    assert {id: (one.patient_kind, one.merged_into) for id, one in known.items()} == {
        first: ("bhyt", second),
        second: ("", None),
    }


def test_a_link_leads_to_one_visit_until_it_dies_and_is_never_given_twice(work: AtWork) -> None:
    press = work.a_press("noi")
    work.press("noi", link_hash=press.link_hash)
    (row,) = work.rows("visits")
    with work.looking() as tx:
        found = visits.link_row(tx, press.link_hash)
        assert visits.link_row(tx, "0" * 64) is None
    assert found is not None
    assert found[0] == row["id"]
    assert found[1] > work.clock()
    with pytest.raises(IntegrityError), work.db.write() as tx:
        visits.insert_link(tx, link_hash=press.link_hash, visit=row["id"], dies_at=0)


def test_nothing_about_a_visit_could_name_a_person() -> None:
    kept = {column.name for column in tables.visits.c}
    assert not kept & {"name", "full_name", "card", "phone", "birthday", "address"}
