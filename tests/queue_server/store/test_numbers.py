"""Numbers without gap and without twin, and the one answer of a press."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.exc import IntegrityError

from queue_server.core import numbering
from queue_server.store import numbers
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock

TODAY = "2026-11-23"


@pytest.fixture
def work(database_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(database_url, clock)
    yield there
    there.db.close()


class PowerCut(Exception):
    """Something goes wrong between the counter and the commit."""


def count(work: AtWork, series: str = "A", day: str = TODAY, *, fails: bool = False) -> int:
    with work.db.write() as tx:
        n = numbers.count_on(tx, work.built.site, series=series, day=day)
        if fails:
            raise PowerCut
        return n


def test_the_first_of_a_day_and_a_series_is_one_and_each_counts_alone(work: AtWork) -> None:
    assert [count(work), count(work), count(work, "U"), count(work, day="2026-11-24")] == [
        1, 2, 1, 1,
    ]  # fmt: skip


def test_a_count_that_was_rolled_back_is_given_again(work: AtWork) -> None:
    with pytest.raises(PowerCut):
        count(work, fails=True)
    assert count(work) == 1, "the first of the day, lost with the counter's own row"
    with pytest.raises(PowerCut):
        count(work, fails=True)
    assert count(work) == 2


def test_after_a999_comes_a1000(work: AtWork) -> None:
    work.press("tiep-don")
    with work.db.write() as tx:
        tx.exec_driver_sql("UPDATE counters SET last = 998 WHERE series = 'A'")
    assert [work.number("tiep-don"), work.number("tiep-don")] == ["A999", "A1000"]
    assert [row["n"] for row in work.rows("numbers")] == [1, 999, 1000]


def keep(work: AtWork, n: int, *, visit: int | None = None, void: str | None = None) -> None:
    with work.db.write() as tx:
        numbers.insert_number(
            tx, site_id=work.built.site, series="A", day=TODAY, n=n,
            label=numbering.label("A", n), visit_id=visit, void_reason=void, issued_at=0,
        )  # fmt: skip


def test_the_database_refuses_a_number_that_exists_even_a_void_one(work: AtWork) -> None:
    keep(work, 1, void="not printed")
    with pytest.raises(IntegrityError):
        keep(work, 1)
    with work.looking() as tx:
        row = numbers.number_row(tx, work.built.site, series="A", day=TODAY, n=1)
        assert row is not None
        assert (row.label, row.visit_id, row.void_reason) == ("A001", None, "not printed")
        assert numbers.number_row(tx, work.built.site, series="A", day=TODAY, n=2) is None
        assert numbers.visits_numbered(tx, work.built.site, day=TODAY, label="A001") == []


def test_a_number_that_was_voided_still_finds_its_visit(work: AtWork) -> None:
    work.press("noi")
    visit, site = work.turn("N001").visit_id, work.built.site
    with work.db.write() as tx:
        numbers.void_number(tx, site, visit=visit, label="N001", reason="bấm nhầm")
        numbers.void_number(tx, site, visit=visit + 1, label="N001", reason="another's")
    with work.looking() as tx:
        assert numbers.visits_numbered(tx, site, day=TODAY, label="N001") == [visit]
        assert numbers.void_reasons(tx, site, day=TODAY, label="N001") == {visit: "bấm nhầm"}
        assert numbers.visits_numbered(tx, site, day="2026-11-22", label="N001") == []


def test_a_press_id_is_kept_once_and_its_answer_may_become_the_printed_number(
    work: AtWork,
) -> None:
    told = work.press("noi")
    kept = work.rows("presses")[0]
    with pytest.raises(IntegrityError), work.db.write() as tx:
        numbers.keep_press(tx, **kept)
    with work.db.write() as tx:
        assert numbers.press_row(tx, "press-of-nobody") is None
        numbers.answer_press(tx, told.press_id, {"number": "N2-001"})
        known = numbers.press_row(tx, told.press_id)
    assert known is not None
    assert (known.answer, known.turn_id) == ({"number": "N2-001"}, work.turn("N001").id)


def test_a_kiosk_has_its_number_here_and_none_in_another_hospital(work: AtWork) -> None:
    with work.looking() as tx:
        assert numbers.kiosk_of(tx, work.built.site, work.kiosk) == (2, "Kiosk 2")
        assert numbers.kiosk_of(tx, work.built.site + 1, work.kiosk) == (0, "")
        assert numbers.kiosk_of(tx, work.built.site, "no-such-kiosk") == (0, "")


def test_the_last_contact_leaves_out_own_numbers_and_the_press_in_question(work: AtWork) -> None:
    def last(but: int = 0, day: str = TODAY) -> int:
        with work.looking() as tx:
            return numbers.last_online_at(tx, work.built.site, device=work.kiosk, day=day, but=but)

    assert last() == 0
    work.press("noi")
    first_at = work.clock()
    work.clock.forward(minutes=5)
    work.press("noi")
    assert last() == work.clock()
    assert last(but=work.turn("N002").visit_id) == first_at
    assert last(day="2026-11-22") == 0
    with work.db.write() as tx:
        tx.exec_driver_sql("UPDATE visits SET number = 'N2-001' WHERE number = 'N002'")
    assert last() == first_at
