"""A settings file is read whole, or everything wrong with it is told at once, in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from queue_server.settings import SettingsWrong, read_hospital, read_server, warnings_of
from queue_server.settings.hospital import as_data, from_data
from tests.builders import CONFIG, DISTRICT, PROVINCIAL


def problems(path: Path, text: str | bytes) -> list[str]:
    file = path / "hospital.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SettingsWrong) as wrong:
        read_hospital(file)
    return wrong.value.sentences("en")


def changed(*changes: tuple[str, str]) -> str:
    text = DISTRICT.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


# ---- the examples a hospital begins with --------------------------------------------------------


@pytest.mark.parametrize("example", [DISTRICT, PROVINCIAL])
def test_the_shipped_examples_load_without_a_warning(example: Path) -> None:
    hospital = read_hospital(example)

    assert warnings_of(hospital) == []
    assert from_data(as_data(hospital)) == hospital


def test_the_district_has_what_a_district_hospital_has() -> None:
    hospital = read_hospital(DISTRICT)

    kinds = [service.kind for service in hospital.services.values()]
    assert {"desk", "room", "test", "cashier", "pharmacy"} == set(kinds)
    assert sum(code.startswith("pk-") for code in hospital.rooms) == 8
    assert hospital.services["tiep-don"].priority_letter == "U"
    assert hospital.kiosk_services()[0] == "tiep-don"


def test_the_provincial_one_is_big() -> None:
    hospital = read_hospital(PROVINCIAL)

    assert len(hospital.rooms) == 60
    assert len({room.floor for room in hospital.rooms.values()}) == 3
    assert len({service.letter for service in hospital.services.values()}) == len(hospital.services)


@pytest.mark.parametrize("example", [DISTRICT, PROVINCIAL])
def test_the_examples_name_the_seven_groups_of_the_law(example: Path) -> None:
    """Law 15/2023/QH15, article 3 clause 2."""
    groups = read_hospital(example).groups

    assert len(groups) == 7
    assert groups["emergency"].staff_only
    assert {code: one.proof for code, one in groups.items() if one.by_card} == {
        "child_under_6": "child_under_6",
        "elderly_75": "elderly_75",
    }


def test_the_shipped_server_settings_are_the_defaults() -> None:
    server = read_server(CONFIG / "server.toml")

    assert server == type(server)()


def test_every_key_of_the_server_is_in_its_file_with_a_comment() -> None:
    text = (CONFIG / "server.toml").read_text("utf-8")

    for name in type(read_server(CONFIG / "server.toml")).__struct_fields__:
        assert re.search(rf"^{name} = .*", text, re.MULTILINE), name


# ---- what is wrong, all of it -------------------------------------------------------------------


def test_everything_wrong_is_told_at_once_with_key_expected_and_found(tmp_path: Path) -> None:
    text = changed(
        ('zone = "Asia/Ho_Chi_Minh"', "zone = 7"),
        ("places = 3", "places = 0"),
        ('services = ["san"]', 'servces = ["san"]'),
        ('kind = "cashier"', 'kind = "till"'),
        ("priority_window = true", 'priority_window = "yes"'),
        ('letter = "H"', 'letter = "hh"'),
        ('day_start = "03:00"', 'day_start = "3 giờ"'),
    )

    assert problems(tmp_path, text + "\n[nonsense]\n") == [
        "hospital.toml: nonsense: no such key.",
        "hospital.toml: site.zone: expected text in quotation marks, found 7.",
        "hospital.toml: site.day_start: expected a time like 07:30, found “3 giờ”.",
        "hospital.toml: services.nhi.letter: expected 1–3 capital letters, found “hh”.",
        "hospital.toml: services.thu-ngan.kind: expected one of 'desk', 'room', 'test', 'cashier',"
        " 'pharmacy', found “till”.",
        "hospital.toml: rooms.quay-1.priority_window: expected true or false, found “yes”.",
        "hospital.toml: rooms.pk-8.servces: no such key; do you mean “services”?",
        "hospital.toml: rooms.pk-8.services: missing; expected a list in [ ], not empty.",
        "hospital.toml: rooms.lay-mau.places: expected a whole number from 1 to 20, found 0.",
    ]


def test_the_same_in_vietnamese(tmp_path: Path) -> None:
    file = tmp_path / "hospital.toml"
    file.write_text(changed(("places = 3", "places = 0")), "utf-8")

    with pytest.raises(SettingsWrong) as wrong:
        read_hospital(file)

    assert wrong.value.sentences("vi") == [
        "hospital.toml: rooms.lay-mau.places: cần một số nguyên từ 1 đến 20, đang là 0."
    ]


@pytest.mark.parametrize(
    "text,says",
    [
        ("site = ", "hospital.toml: this is not TOML: "),
        (b'[site]\nname_vi = "B\xe1\xbb"', "hospital.toml: the file must be saved as UTF-8."),
    ],
)
def test_a_file_that_cannot_be_read_at_all(tmp_path: Path, text: str | bytes, says: str) -> None:
    [said] = problems(tmp_path, text)

    assert said.startswith(says)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsWrong, match="no such file"):
        read_hospital(tmp_path / "missing.toml")
