"""Every fault of shape is found, deep down too, and told by its key."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from queue_server.settings.hospital import Hours, MakeupDay, Room, Service
from queue_server.settings.shape import wrong_in


class Deep(msgspec.Struct, forbid_unknown_fields=True):
    rooms: dict[str, Room] = {}
    hours: Hours | None = None
    days: tuple[MakeupDay, ...] = ()


def told(raw: Any, kind: Any = Deep) -> list[tuple[str, str]]:
    return [
        (one.key, one.expected.what if one.expected else one.word) for one in wrong_in(raw, kind)
    ]


GOOD = {"name_vi": "Phòng 1", "name_en": "Room 1", "services": ["noi"]}


def test_what_is_right_has_no_fault() -> None:
    hours = {"weekdays": "07:00-11:30", "holidays": [date(2026, 9, 2)]}
    assert told({"rooms": {"pk-1": GOOD}, "hours": hours}) == []


@pytest.mark.parametrize(
    "change,fault",
    [
        ({"places": "3"}, ("rooms.pk-1.places", "int_between")),
        ({"places": True}, ("rooms.pk-1.places", "int_between")),
        ({"places": 21}, ("rooms.pk-1.places", "int_between")),
        ({"services": []}, ("rooms.pk-1.services", "list")),
        ({"services": "noi"}, ("rooms.pk-1.services", "list")),
        ({"services": ["noi", "Nội"]}, ("rooms.pk-1.services[2]", "code")),
        ({"kind": "hall"}, ("rooms.pk-1.kind", "choice")),
        ({"records_start": 1}, ("rooms.pk-1.records_start", "bool")),
        ({"name_vi": ""}, ("rooms.pk-1.name_vi", "name")),
        ({"floor": "x" * 201}, ("rooms.pk-1.floor", "phrase")),
        ({"flor": "1"}, ("rooms.pk-1.flor", "settings.unknown_near")),
        ({"qqqq": "1"}, ("rooms.pk-1.qqqq", "settings.unknown")),
    ],
)
def test_one_fault_is_found_where_it_is(change: dict[str, Any], fault: tuple[str, str]) -> None:
    assert told({"rooms": {"pk-1": GOOD | change}}) == [fault]


def test_a_list_of_tables_is_counted_from_one() -> None:
    assert told({"days": [{"day": date(2026, 9, 2), "like": "mon"}, {"day": "2/9"}]}) == [
        ("days[2].day", "date"),
        ("days[2].like", "choice"),
    ]


@pytest.mark.parametrize(
    "raw,fault",
    [
        ([], ("", "table")),
        ({"rooms": []}, ("rooms", "table")),
        ({"rooms": {"pk-1": 7}}, ("rooms.pk-1", "table")),
        ({"hours": "07:00-11:30"}, ("hours", "table")),
    ],
)
def test_something_else_where_a_table_belongs(raw: Any, fault: tuple[str, str]) -> None:
    assert told(raw) == [fault]


def test_nothing_that_is_told_missing_could_have_been_left_out() -> None:
    assert told({}, Service) == [
        ("name_vi", "name"),
        ("name_en", "name"),
        ("kind", "choice"),
        ("letter", "letter"),
    ]


def test_a_long_value_is_shown_short() -> None:
    [problem] = wrong_in({"rooms": "x" * 500}, Deep)

    assert len(str(problem.facts["found"])) == 60


def test_whatever_is_right_here_is_right_for_msgspec_and_the_other_way_round() -> None:
    """The list and the real reading must never disagree: a fault without a word would be silent."""
    values: list[Any] = [0, 1, "", "noi", "07:00-11:30", True, [], ["noi"], {}, date(2026, 9, 2)]
    for name in Room.__struct_fields__:
        for value in values:
            raw = {"rooms": {"pk-1": GOOD | {name: value}}}
            try:
                msgspec.convert(raw, Deep)
                right = True
            except msgspec.ValidationError:
                right = False
            assert (told(raw) == []) is right, (name, value)
