"""Birthdays and priority: the eve of a sixth birthday, a 75th, a card that tells only the year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_server.core.priority import Birth, Group, priority_by_age, surely

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "day, group",
    [
        (date(2026, 11, 22), Group.CHILD),
        (date(2026, 11, 23), None),
        (date(2026, 11, 24), None),
    ],
)
def test_a_child_on_the_eve_of_its_sixth_birthday_is_a_priority(
    day: date, group: Group | None
) -> None:
    assert priority_by_age(Birth(2020, 11, 23), day) is group


@pytest.mark.parametrize(
    "day, group",
    [
        (date(2026, 11, 22), None),
        (date(2026, 11, 23), Group.ELDERLY),
        (date(2026, 11, 24), Group.ELDERLY),
    ],
)
def test_an_old_person_is_a_priority_from_the_75th_birthday_on(
    day: date, group: Group | None
) -> None:
    assert priority_by_age(Birth(1951, 11, 23), day) is group


def test_a_newborn_is_a_priority_and_nobody_is_born_tomorrow() -> None:
    assert priority_by_age(Birth(2026, 11, 23), TODAY) is Group.CHILD
    assert priority_by_age(Birth(2026, 11, 24), TODAY) is None


def test_a_year_alone_gives_the_benefit_of_the_doubt_and_is_checked() -> None:
    assert priority_by_age(Birth(1951), TODAY) is Group.ELDERLY
    assert not surely(Birth(1951), date(2026, 6, 1))
    assert priority_by_age(Birth(2020), TODAY) is Group.CHILD
    assert not surely(Birth(2020), TODAY)


def test_a_year_alone_is_sure_where_no_day_could_change_it() -> None:
    assert surely(Birth(1940), TODAY)
    assert surely(Birth(1980), TODAY)
    assert priority_by_age(Birth(1952), TODAY) is None
    assert priority_by_age(Birth(2019), TODAY) is None


def test_a_month_alone_is_taken_on_its_best_day() -> None:
    assert priority_by_age(Birth(2020, 11), date(2026, 11, 29)) is Group.CHILD
    assert priority_by_age(Birth(2020, 11), date(2026, 11, 30)) is None
    assert priority_by_age(Birth(1951, 11), date(2026, 11, 1)) is Group.ELDERLY
    assert priority_by_age(Birth(1951, 11), date(2026, 10, 31)) is None


def test_who_was_born_on_29_february_loses_no_day() -> None:
    assert priority_by_age(Birth(2020, 2, 29), date(2026, 2, 28)) is Group.CHILD
    assert priority_by_age(Birth(2020, 2, 29), date(2026, 3, 1)) is None
    assert priority_by_age(Birth(1952, 2, 29), date(2027, 2, 28)) is Group.ELDERLY
    assert priority_by_age(Birth(1952, 2, 29), date(2027, 2, 27)) is None


@given(
    born=st.dates(date(1900, 1, 1), date(2026, 12, 31)),
    on=st.dates(date(2026, 1, 1), date(2040, 1, 1)),
)
def test_age_is_years_completed_as_people_count_them(born: date, on: date) -> None:
    completed = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    expected = None
    if born <= on:
        expected = Group.CHILD if completed < 6 else Group.ELDERLY if completed >= 75 else None
    if (born.month, born.day) == (2, 29):
        return
    assert priority_by_age(Birth(born.year, born.month, born.day), on) is expected


@given(
    born=st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    on=st.dates(date(2026, 1, 1), date(2040, 1, 1)),
)
def test_a_card_that_tells_less_never_takes_a_priority_away(born: date, on: date) -> None:
    exact = priority_by_age(Birth(born.year, born.month, born.day), on)

    for vague in (Birth(born.year, born.month), Birth(born.year)):
        assert priority_by_age(vague, on) in {exact, Group.CHILD, Group.ELDERLY}
        assert not (surely(vague, on) and priority_by_age(vague, on) is not exact)


def test_a_birthday_in_a_log_shows_nothing() -> None:
    assert repr(Birth(1951, 11, 23)) == str([Birth(1951)])[1:-1] == "Birth(…)"
