"""Messages between machines: checked on arrival, nothing unknown let in, the same after a trip."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_server import wire
from queue_server.core.refusal import Refusal

HASH = "0" * 64
PRESS: dict[str, Any] = {
    "press_id": "press-0001",
    "service": "tiep-don",
    "link_hash": HASH,
    "pressed_at": 1_790_000_000_000,
}
KINDS = [
    kind
    for kind in vars(wire).values()
    if isinstance(kind, type) and issubclass(kind, wire.Message) and kind is not wire.Message
]


def press(**changes: Any) -> wire.Press:
    return wire.decode(json.dumps(PRESS | changes), wire.Press)


def test_a_press_says_what_the_person_chose() -> None:
    said = press(priority="elderly_75", lang="en")

    assert (said.service, said.priority, said.lang, said.checked) == (
        "tiep-don",
        "elderly_75",
        "en",
        False,
    )


@pytest.mark.parametrize(
    "change",
    [
        {"press_id": "short"},
        {"press_id": "no spaces here"},
        {"press_id": "x" * 65},
        {"press_id": "press-0001\n"},
        {"service": "tiep-don\n"},
        {"service": "Tiếp đón"},
        {"service": ""},
        {"service": "../etc"},
        {"lang": "fr"},
        {"link_hash": HASH[:-1]},
        {"link_hash": HASH.upper().replace("0", "A")},
        {"pressed_at": -1},
        {"pressed_at": "soon"},
        {"pressed_at": 1.5},
        {"checked": "yes"},
        {"number": "A001"},
    ],
)
def test_a_press_that_is_not_quite_one_is_refused_with_what_was_wrong(
    change: dict[str, Any],
) -> None:
    with pytest.raises(Refusal, match="bad_message") as refused:
        press(**change)

    assert refused.value.facts["kind"] == "Press"
    assert refused.value.facts["wrong"]


@pytest.mark.parametrize("raw", ["", "{", "[]", "null", '"press"', b"\xff\xfe", "{}", "9" * 5000])
def test_noise_is_refused_not_crashed_on(raw: str | bytes) -> None:
    with pytest.raises(Refusal, match="bad_message"):
        wire.decode(raw, wire.Press)


@given(st.binary(max_size=200))
def test_no_bytes_do_anything_but_be_read_or_refused(raw: bytes) -> None:
    for kind in KINDS:
        try:
            assert isinstance(wire.decode(raw, kind), kind)
        except Refusal as refused:
            assert refused.code == "bad_message"  # noqa: PT017  both ends are right


@pytest.mark.parametrize(
    "number", ["A001", "A1000", "U012", "TMH007", "Đ001", "A2-007", "A12-1000"]
)
def test_a_printed_number_has_one_of_these_shapes(number: str) -> None:
    said = {"press": PRESS, "number": number, "printed": True}

    assert wire.decode(json.dumps(said), wire.HandIn).number == number


@pytest.mark.parametrize("number", ["", "001", "a001", "A-", "A2--7", "A001\n", "<b>A1</b>"])
def test_anything_else_is_no_number(number: str) -> None:
    said = {"press": PRESS, "number": number, "printed": True}

    with pytest.raises(Refusal, match="bad_message"):
        wire.decode(json.dumps(said), wire.HandIn)


@pytest.mark.parametrize("kind", KINDS)
def test_every_message_is_frozen_and_closed_to_the_unknown(
    kind: type[wire.Message],
) -> None:
    config = kind.__struct_config__

    assert config.frozen
    assert config.forbid_unknown_fields


def test_a_message_is_the_same_after_its_trip() -> None:
    slip = wire.Slip(
        slip_id="slip-0001",
        hospital="Trung tâm Y tế huyện Mẫu",
        service="Tiếp đón",
        number="A2-007",
        issued="06:42 ngày 23/11/2026",
        link="https://luot.example.vn/t/abc",
        copy=2,
    )
    job = wire.PrintJob(job="slip-0001", slip=slip)

    assert wire.decode(wire.encode(job), wire.PrintJob) == job


def test_a_slip_has_no_place_for_a_name_or_a_card() -> None:
    fields = {one.name for one in msgspec.structs.fields(wire.Slip)}

    assert not fields & {"name", "patient", "card", "birthday", "phone", "group"}


def test_a_heartbeat_may_tell_the_machines_own_clock() -> None:
    assert wire.decode("{}", wire.Heartbeat).at is None
    assert wire.decode('{"at": 5}', wire.Heartbeat).at == 5


@pytest.mark.parametrize("turn", [2**63, 2**70, 0, -1])
def test_a_number_no_database_can_hold_is_a_bad_message_and_no_fault(turn: int) -> None:
    """Else whoever sends one writes a traceback of ours into the log each time."""
    with pytest.raises(Refusal, match="bad_message"):
        wire.decode(b'{"key": "press-0001", "turn": %d}' % turn, wire.PadKey)
