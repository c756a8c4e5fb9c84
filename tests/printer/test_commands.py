"""ESC/POS taken apart as the command reference describes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printer.commands import Command, take
from tests.simulators.printer_slips import commands


@pytest.mark.parametrize(
    "data, name, args, body",
    [
        (b"\x1b@", "ESC @", b"", b""),
        (b"\x1ba\x01", "ESC a", b"\x01", b""),
        (b"\x1bJ\xff", "ESC J", b"\xff", b""),
        (b"\x1d!\x77", "GS !", b"\x77", b""),
        (b"\x1dP\xcb\xcb", "GS P", b"\xcb\xcb", b""),
        (b"\x1dr\x01", "GS r", b"\x01", b""),
        (b"\x10\x04\x02", "DLE EOT", b"\x02", b""),
        (b"\x1dV\x00", "GS V", b"\x00", b""),
        (b"\x1dVB\x05", "GS V", b"B\x05", b""),
        (b"\x1dv0\x00\x02\x00\x01\x00\x1b@", "GS v 0", b"\0\2\0\1\0", b"\x1b@"),
        (b"\x1d(k\x03\x001C\x06", "GS ( k", b"", b"1C\x06"),
        (b"\x1b*\x21\x02\x00abcdef", "ESC *", b"\x21\x02\x00", b"abcdef"),
        (b"\x1bD\x08\x10\x00", "ESC D", b"", b"\x08\x10"),
        (b"\x1cq\x01\x01\x00\x01\x0012345678", "FS q", b"\x01", b"\1\0\1\0" + b"12345678"),
        (b"\x1cp\x01\x00", "FS p", b"\x01\x00", b""),
        (b"A012", "text", b"", b"A012"),
        (b"\n", "LF", b"", b""),
        (b"\x1b\x99", "unknown", b"\x1b\x99", b""),
    ],
)
def test_a_command_is_taken_whole_and_no_byte_more(
    data: bytes, name: str, args: bytes, body: bytes
) -> None:
    buffer = bytearray(data + b"\n")
    assert take(buffer) == Command(name, args, body)
    assert buffer == b"\n"


@pytest.mark.parametrize(
    "data", [b"\x1dv0\x00\x02\x00\x01\x00\x1b@", b"\x1cq\x01\x01\0\1\0" + b"x" * 8]
)
def test_half_a_command_waits_for_the_rest(data: bytes) -> None:
    for cut in range(1, len(data)):
        buffer = bytearray(data[:cut])
        assert take(buffer) is None, f"took {cut} of {len(data)} bytes"
        assert buffer == data[:cut]
        buffer += data[cut:]
        assert take(buffer) is not None
        assert not buffer


def test_bytes_of_a_picture_are_never_commands() -> None:
    assert [each.name for each in commands(b"\x1dv0\x00\x03\x00\x01\x00\x1dV\x00\n")] == [
        "GS v 0",
        "LF",
    ]


@given(st.binary(max_size=200))
def test_no_noise_on_the_line_stops_a_printer(noise: bytes) -> None:
    buffer = bytearray(noise)
    before = len(buffer) + 1
    while len(buffer) < before:
        before = len(buffer)
        take(buffer)
    assert len(buffer) <= len(noise)
