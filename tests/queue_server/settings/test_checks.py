"""What one key says and another contradicts."""

from __future__ import annotations

import msgspec
import pytest

from queue_server.settings import Hospital, read_hospital
from queue_server.settings.checks import wrong_between
from queue_server.settings.hospital import Group, Hours
from tests.builders import DISTRICT


@pytest.fixture
def hospital() -> Hospital:
    return read_hospital(DISTRICT)


def found(hospital: Hospital, *, warnings: bool = False) -> list[tuple[str, str]]:
    return [(one.key, one.word) for one in wrong_between(hospital) if one.warning is warnings]


def with_service(hospital: Hospital, code: str, **changes: object) -> Hospital:
    service = msgspec.structs.replace(hospital.services[code], **changes)
    return msgspec.structs.replace(hospital, services=hospital.services | {code: service})


def with_room(hospital: Hospital, code: str, **changes: object) -> Hospital:
    room = msgspec.structs.replace(hospital.rooms[code], **changes)
    return msgspec.structs.replace(hospital, rooms=hospital.rooms | {code: room})


def with_site(hospital: Hospital, **changes: object) -> Hospital:
    site = msgspec.structs.replace(hospital.site, **changes)
    return msgspec.structs.replace(hospital, site=site)


def test_the_example_contradicts_itself_nowhere(hospital: Hospital) -> None:
    assert list(wrong_between(hospital)) == []


@pytest.mark.parametrize("zone", ["Asia/Hanoi", "../etc/passwd", ""])
def test_a_time_zone_nobody_knows(hospital: Hospital, zone: str) -> None:
    assert found(with_site(hospital, zone=zone)) == [("site.zone", "settings.no_zone")]


def test_an_address_for_phones_begins_as_one(hospital: Hospital) -> None:
    wrong = with_site(hospital, public_url="luot.benhvien.vn")

    assert found(wrong) == [("site.public_url", "settings.no_url")]
    assert found(with_site(hospital, public_url="https://luot.benhvien.vn")) == []


def test_a_room_and_a_board_name_what_there_is_and_once(hospital: Hospital) -> None:
    wrong = with_room(hospital, "pk-1", services=("noi", "tim-mach", "noi"))
    board = msgspec.structs.replace(hospital.boards["sanh"], rooms=("quay-1", "quay-99"))
    wrong = msgspec.structs.replace(wrong, boards=hospital.boards | {"sanh": board})

    assert found(wrong) == [
        ("rooms.pk-1.services", "settings.named_twice"),
        ("rooms.pk-1.services", "settings.no_such_code"),
        ("boards.sanh.rooms", "settings.no_such_code"),
    ]


def test_two_services_with_one_letter_would_give_two_patients_one_number(
    hospital: Hospital,
) -> None:
    wrong = with_service(hospital, "nhi", letter="U")

    [problem] = [one for one in wrong_between(wrong) if not one.warning]
    assert problem.key == "services.nhi.letter"
    assert problem.facts == {"found": "U", "other": "services.tiep-don.priority_letter"}


@pytest.mark.parametrize(
    "letter,word",
    [
        ("M", "settings.letters_alike"),
        ("P", "settings.letters_alike"),
        ("X", "settings.letters_alike"),
        ("O", "settings.letter_like_digit"),
        ("I", "settings.letter_like_digit"),
    ],
)
def test_letters_that_are_easily_mistaken_are_a_warning(
    hospital: Hospital, letter: str, word: str
) -> None:
    doubtful = with_service(hospital, "nhi", letter=letter)

    assert word in [one for _, one in found(doubtful, warnings=True)]
    assert found(doubtful) == []


def test_hours_that_cannot_be_are_told_with_their_line(hospital: Hospital) -> None:
    hours = Hours(weekdays="07:00-11:30, 11:00-16:30", sat="7 giờ sáng", sun="25:00-26:00")

    assert found(with_service(hospital, "noi", hours=hours)) == [
        ("services.noi.hours.weekdays", "refusal.hours_overlap"),
        ("services.noi.hours.sat", "refusal.hours_unreadable"),
        ("services.noi.hours.sun", "refusal.time_unreadable"),
    ]


def test_a_service_that_never_opens_is_a_warning(hospital: Hospital) -> None:
    closed = with_service(hospital, "noi", hours=Hours())

    assert found(closed, warnings=True) == [("services.noi.hours", "settings.never_open")]


def test_emergency_is_never_chosen_by_touch(hospital: Hospital) -> None:
    wrong = hospital.groups | {"emergency": Group(name_vi="Cấp cứu", name_en="Emergency")}

    assert found(msgspec.structs.replace(hospital, groups=wrong)) == [
        ("groups.emergency.staff_only", "settings.emergency_by_touch")
    ]


def test_a_card_can_prove_only_what_a_birthday_proves(hospital: Hospital) -> None:
    wrong = hospital.groups | {"merit": Group(name_vi="x", name_en="x", by_card=True)}

    assert found(msgspec.structs.replace(hospital, groups=wrong)) == [
        ("groups.merit.proof", "settings.no_proof")
    ]


def test_a_service_nobody_serves_and_a_room_on_no_board_are_warnings(hospital: Hospital) -> None:
    lonely = with_room(hospital, "pk-8", services=("noi",))
    boards = {code: one for code, one in hospital.boards.items() if code != "kham-tang-2"}
    lonely = msgspec.structs.replace(lonely, boards=boards)

    assert found(lonely, warnings=True) == [
        ("services.san", "settings.nobody_serves"),
        ("rooms.pk-6", "settings.on_no_board"),
        ("rooms.pk-7", "settings.on_no_board"),
        ("rooms.pk-8", "settings.on_no_board"),
    ]
