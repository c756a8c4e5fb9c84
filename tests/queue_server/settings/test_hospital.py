"""The hospital's own file as a value: kept beside what was made from it, and read back the same."""

from __future__ import annotations

import json

import msgspec
import pytest

from queue_server.settings import Hospital, as_data, from_data, read_hospital
from queue_server.settings.hospital import Kiosk
from tests.builders import DISTRICT, PROVINCIAL


@pytest.mark.parametrize("example", [DISTRICT, PROVINCIAL])
def test_what_is_kept_as_json_is_read_back_as_the_same_hospital(example: object) -> None:
    hospital = read_hospital(example)  # type: ignore[arg-type]  # a path

    kept = json.loads(json.dumps(as_data(hospital)))

    assert from_data(kept) == hospital
    assert list(from_data(kept).rooms) == list(hospital.rooms), "the order is the hospital's"


def test_what_was_not_said_stays_unsaid(clean: Hospital) -> None:
    service = as_data(clean)["services"]["noi"]

    assert "guard_minutes" not in service["policy"]["calling"], (
        "tomorrow's default still reaches it"
    )


@pytest.fixture
def clean() -> Hospital:
    return read_hospital(DISTRICT)


def test_the_kiosk_offers_what_it_is_told_or_else_what_is_marked(clean: Hospital) -> None:
    assert clean.kiosk_services() == ("tiep-don", "lay-mau", "thu-ngan")

    told = msgspec.structs.replace(clean, kiosk=Kiosk(services=("lay-mau",)))

    assert told.kiosk_services() == ("lay-mau",)


def test_something_else_than_a_hospital_is_not_read(clean: Hospital) -> None:
    with pytest.raises(msgspec.ValidationError):
        from_data(as_data(clean) | {"surprise": 1})


def test_nobody_changes_settings_while_they_are_in_use(clean: Hospital) -> None:
    with pytest.raises(AttributeError):
        clean.site.code = "khac"  # type: ignore[misc]  # what is being tested
