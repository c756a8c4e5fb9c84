"""Cards at the kiosk: real forms, damaged scans, birthdays on the eve, and nothing that leaks.

Every card here is made up.
"""

from __future__ import annotations

import pickle
from contextlib import suppress
from dataclasses import fields
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from queue_server.core.identity import AgeGroup, Person, read_card
from queue_server.core.priority import Birth, Group
from queue_server.core.refusal import Refusal
from queue_server.words import LANGS, WORDS, say

TODAY = date(2026, 11, 23)

CITIZEN = (
    "012080012345|012345678|Nguyễn Văn Thử|01021980|Nam|Thôn Mẫu, Xã Thử Nghiệm, Tỉnh Lai Châu"
    "|01012022"
)
INSURANCE = (
    "DN4121234567890|4e475559e1bb844e2056c4824e205448e1bbac|01/02/1980|1"
    "|5468c3b46e204de1baab752c2058c3a3205468e1bbad204e676869e1bb876d2c2054e1bb896e68204c6169204368"
    "c3a275|12 - 001|01/01/2026|-|01/01/2026|12000123456789|-|4|01/01/2031|15e51a2b3c4d5e6f-7102|$"
)
SECRETS = ("012080012345", "012345678", "Nguyễn", "Thử", "1980", "DN4121234567890", "4e4755")


def citizen(born: str, number: str = "012080012345", sex: str = "Nam") -> str:
    return f"{number}||Trần Thị Mẫu|{born}|{sex}|Xã Thử Nghiệm|01012022"


def insurance(born: str, number: str = "DN4121234567890") -> str:
    parts = INSURANCE.split("|")
    return "|".join([number, parts[1], born, *parts[3:]])


# ---- the citizen card


def test_a_citizen_card_tells_the_birthday() -> None:
    person = read_card(CITIZEN)

    assert person == Person(kind="cccd", birth=Birth(1980, 2, 1))
    assert person.age_group(TODAY) is None


@pytest.mark.parametrize(
    "payload",
    [
        CITIZEN.replace("|012345678|", "||"),
        CITIZEN.replace("|012345678|", "|"),
        CITIZEN.replace("01021980", "01/02/1980"),
        CITIZEN.replace("01021980", "01-02-1980"),
        CITIZEN + "|Nguyễn Văn Cha|Trần Thị Mẹ|",
        "]Q1" + CITIZEN + "\r\n",
        "\ufeff" + CITIZEN + "\t",
        CITIZEN.replace("|", " | "),
        CITIZEN.replace("Nguyễn Văn Thử", "NGUYEENX VAWN THUWR"),
        CITIZEN.replace("Nguyễn Văn Thử", "Nguy?n V?n Th?").replace("Tỉnh", "T?nh"),
        "|".join(CITIZEN.split("|")[:5]),
    ],
)
def test_every_form_of_the_card_in_the_field_reads_the_same(payload: str) -> None:
    assert read_card(payload) == Person(kind="cccd", birth=Birth(1980, 2, 1))


@pytest.mark.parametrize(
    "born, birth",
    [
        ("1940", Birth(1940)),
        ("051940", Birth(1940, 5)),
        ("05/1940", Birth(1940, 5)),
        ("00001940", Birth(1940)),
        ("00051940", Birth(1940, 5)),
        ("29021940", Birth(1940, 2, 29)),
    ],
)
def test_old_peoples_cards_may_tell_only_a_year_or_a_month(born: str, birth: Birth) -> None:
    person = read_card(citizen(born, number="012040012345"))

    assert person == Person(kind="cccd", birth=birth)
    assert person.age_group(TODAY) == AgeGroup(Group.ELDERLY, to_check=False)


@pytest.mark.parametrize(
    "born",
    ["31021980", "29021981", "01131980", "05001980", "01021879", "01022200", "0102198", "", "$"],
)
def test_a_damaged_birthday_leaves_the_card_and_gives_no_automatic_class(born: str) -> None:
    person = read_card(citizen(born))

    assert person == Person(kind="cccd")
    assert person.age_group(TODAY) is None


@pytest.mark.parametrize(
    "rest",
    ["¦012345678¦Nguyễn", " 012345678 Nguyen Van Thu", "~012345678~Nguyeexn", "|", "|ă|â|ê"],
)
def test_a_scan_the_keyboard_mangled_still_counts_by_its_first_digits(rest: str) -> None:
    assert read_card("012080012345" + rest) == Person(kind="cccd")


def test_full_width_digits_of_an_input_method_are_digits() -> None:
    wide = str.maketrans({str(digit): chr(0xFF10 + digit) for digit in range(10)})

    assert read_card(CITIZEN.translate(wide)) == read_card(CITIZEN)


@pytest.mark.parametrize(
    "number, born, sex, sound",
    [
        ("012080012345", "01021980", "Nam", True),
        ("012180012345", "01021980", "Nữ", True),
        ("012180012345", "01021980", "Nu", True),
        ("012221012345", "01022021", "Nam", True),
        ("012321012345", "01022021", "Nữ", True),
        ("012080012345", "01021980", "Nữ", False),
        ("012080012345", "01021981", "Nam", False),
        ("012280012345", "01021980", "Nam", False),
        ("012080012345", "01021980", "N?", True),
    ],
)
def test_the_number_is_held_against_the_cards_own_year_and_sex(
    number: str, born: str, sex: str, sound: bool
) -> None:
    assert read_card(citizen(born, number, sex)).sound is sound


def test_a_card_that_contradicts_itself_is_checked_at_the_desk() -> None:
    honest = read_card(citizen("01021940", number="012040012345"))
    doubtful = read_card(citizen("01021940", number="012080012345"))

    assert honest.age_group(TODAY) == AgeGroup(Group.ELDERLY, to_check=False)
    assert doubtful.age_group(TODAY) == AgeGroup(Group.ELDERLY, to_check=True)


# ---- the insurance card


def test_an_insurance_card_tells_the_birthday_and_that_it_is_one() -> None:
    assert read_card(INSURANCE) == Person(kind="bhyt", birth=Birth(1980, 2, 1), insured=True)


@pytest.mark.parametrize("number", ["1234567890", "TE1121234567890", "dn4121234567890"])
def test_old_and_new_insurance_numbers_are_taken(number: str) -> None:
    assert read_card(insurance("15/03/2022", number)).age_group(TODAY) == AgeGroup(
        Group.CHILD, to_check=False
    )


def test_an_insurance_card_with_a_year_only_is_checked_where_the_day_matters() -> None:
    assert read_card(insurance("1951")).age_group(TODAY) == AgeGroup(Group.ELDERLY, to_check=True)
    assert read_card(insurance("1945")).age_group(TODAY) == AgeGroup(Group.ELDERLY, to_check=False)


@pytest.mark.parametrize(
    "payload",
    [
        "DN4121234567890|",
        "DN4121234567890|4e47",
        "DN4121234567890~4e47~01/02/1980",
        "1234567890|x|?",
    ],
)
def test_a_damaged_insurance_card_is_still_an_insurance_card(payload: str) -> None:
    assert read_card(payload) == Person(kind="bhyt", insured=True)


@pytest.mark.parametrize(
    "typed, insured",
    [
        ("123456789", None),
        ("012080012345", None),
        ("012 080 012 345", None),
        ("012.080.012-345", None),
        ("1234567890123456", None),
        ("1234567890", True),
        ("dn4121234567890", True),
        ("DN 4 12 1234567890", True),
    ],
)
def test_a_typed_number_is_taken_without_a_birthday(typed: str, insured: bool | None) -> None:
    person = read_card(typed)

    assert person == Person(kind="typed", insured=insured)
    assert person.age_group(TODAY) is None


@pytest.mark.parametrize(
    "typed", ["1", "12345678", "12345678901", "1234567890123", "12345678901234567", "D012345678"]
)
def test_a_digit_too_few_says_how_many_there_are(typed: str) -> None:
    with pytest.raises(Refusal, match="card_number_length"):
        read_card(typed)


@pytest.mark.parametrize("payload", ["", "   ", "\r\n", "\ufeff", "]Q1"])
def test_an_empty_scan_says_so(payload: str) -> None:
    with pytest.raises(Refusal, match="card_empty"):
        read_card(payload)


@pytest.mark.parametrize(
    "payload",
    [
        "https://vneid.example/qr?t=eyJhbGciOiJFUzI1NiJ9",
        "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln",
        "00020101021238570010A000000727",
        "xin chào",
        "|",
        "|||||||",
        "12345|x|y",
        "DN9121234567890|x|y",
        "1" * 5000,
    ],
)
def test_the_passing_code_of_vneid_and_strangers_show_the_card_at_the_desk(payload: str) -> None:
    with pytest.raises(Refusal, match="card_unknown"):
        read_card(payload)


def test_every_answer_has_a_sentence_in_both_languages() -> None:
    for lang in LANGS:
        for code in ("card_empty", "card_number_length", "card_unknown"):
            assert say(f"refusal.{code}", lang)
        for group in Group:
            assert say(f"identity.group.{group}", lang)
        assert "{" not in say("identity.offer", lang, group="x")
    assert [key for key in WORDS if key.startswith("identity.group.")] == [
        f"identity.group.{group}" for group in Group
    ]


# ---- nothing leaks


@pytest.mark.parametrize("payload", [CITIZEN, INSURANCE, "012080012345"])
def test_a_person_in_a_log_shows_nothing(payload: str) -> None:
    person = read_card(payload)
    shown = f"{person} {person!r} {person.birth} {[person]} {person.birth!r}"

    assert not [secret for secret in SECRETS if secret in shown]
    assert f"{person.kind}" in shown


@pytest.mark.parametrize("payload", [CITIZEN, INSURANCE])
def test_a_person_holds_neither_name_nor_number(payload: str) -> None:
    held = pickle.dumps(read_card(payload))

    assert not [part for part in payload.split("|") if len(part) > 4 and part.encode() in held]
    assert {field.name for field in fields(Person)} == {"kind", "birth", "insured", "sound"}


@pytest.mark.parametrize("payload", ["12345678901", "x" + CITIZEN, "Z" * 300])
def test_a_refusal_carries_no_piece_of_the_card(payload: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_card(payload)

    assert refused.value.facts == {}
    assert payload not in str(refused.value)
    assert refused.value.__cause__ is None


# ---- no text ever breaks it

BIRTHS = st.from_regex(r"[0-9/.-]{0,11}", fullmatch=True)
FIELDS = st.lists(st.text(max_size=20) | BIRTHS, max_size=20)
NUMBERS = st.from_regex(r"([A-Z]{2}[0-9])?[0-9]{9,16}", fullmatch=True)


@given(st.text() | st.builds(lambda first, rest: "|".join([first, *rest]), NUMBERS, FIELDS))
@example("012080012345|||29022100|")
@example("012080012345|||31122199|Nam")
@example("\ud800|\udfff")
def test_whatever_the_scanner_sends_is_a_person_or_a_refusal(payload: str) -> None:
    with suppress(Refusal):
        person = read_card(payload)
        for ahead in (0, 400, 40_000):
            person.age_group(TODAY + timedelta(days=ahead))
        assert len(repr(person)) < 20


@given(st.integers(0, len(CITIZEN)), st.text(max_size=3), st.integers(0, 4))
def test_a_scan_damaged_anywhere_never_breaks_the_kiosk(at: int, noise: str, lost: int) -> None:
    with suppress(Refusal):
        read_card(CITIZEN[:at] + noise + CITIZEN[at + lost :])
