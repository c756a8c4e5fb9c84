"""What a printer says is believed to the bit; what it does not say is unknown."""

from __future__ import annotations

from typing import get_args

import pytest

from printer.status import (
    ANSWER_S,
    DIALECTS,
    Status,
    ask,
    is_paper_sensor,
    is_realtime,
    paper_state,
)
from printer.virtual import status_byte
from queue_server.wire import PaperState

EPSON, ONLINE_UNKNOWN = DIALECTS["epson"], DIALECTS["no_online_bit"]


class Line:
    """A line on which each question has its answer ready; time passes only while one waits."""

    def __init__(self, answers: dict[int, bytes]) -> None:
        self.answers, self.said, self.now = answers, b"", 0.0

    def write(self, data: bytes) -> None:
        self.said += self.answers.get(data[2], b"")

    def read(self, limit_s: float) -> bytes:
        if not self.said:
            self.now += limit_s
        said, self.said = self.said, b""
        return said

    def monotonic(self) -> float:
        return self.now


def answers(one: int, two: int, three: int, four: int) -> dict[int, bytes]:
    return {n: bytes([byte]) for n, byte in enumerate((one, two, three, four), start=1)}


# The raw answers of a TM-T20III as measured (stack.md 4), and single bits of the reference.
HEARD = [
    ((0x12, 0x12, 0x12, 0x12), "ok"),
    ((0x12, 0x12, 0x12, 0x1E), "near_end"),
    ((0x1A, 0x32, 0x12, 0x7E), "paper_out"),
    ((0x1A, 0x16, 0x12, 0x12), "cover_open"),
    ((0x1A, 0x36, 0x12, 0x7E), "cover_open"),
    ((0x1A, 0x52, 0x12, 0x12), "error"),
    ((0x1A, 0x12, 0x1A, 0x12), "error"),
    ((0x1A, 0x12, 0x32, 0x12), "error"),
    ((0x1A, 0x12, 0x12, 0x12), "offline"),
    ((0x12, 0x12, 0x12, 0x72), "paper_out"),
]


@pytest.mark.parametrize("raw, paper", HEARD)
def test_the_answers_become_one_word(raw: tuple[int, ...], paper: str) -> None:
    line = Line(answers(*raw))
    assert ask(line, EPSON, monotonic=line.monotonic).paper == paper


def test_a_printer_that_always_says_offline_is_believed_in_everything_else() -> None:
    line = Line(answers(0x1A, 0x12, 0x12, 0x12))
    assert ask(line, ONLINE_UNKNOWN, monotonic=line.monotonic).paper == "ok"
    line = Line(answers(0x1A, 0x16, 0x12, 0x12))
    assert ask(line, ONLINE_UNKNOWN, monotonic=line.monotonic).paper == "cover_open"


@pytest.mark.parametrize("silent", [1, 2, 3, 4])
def test_one_missing_answer_is_unknown_and_never_enough_paper(silent: int) -> None:
    said = answers(0x12, 0x12, 0x12, 0x12)
    del said[silent]
    line = Line(said)
    status = ask(line, EPSON, monotonic=line.monotonic)
    assert status.paper == "unknown"
    assert not status.can_print
    assert line.now <= ANSWER_S


def test_noise_is_not_an_answer() -> None:
    line = Line(dict.fromkeys((1, 2, 3, 4), b"\x00\xff\x80"))
    assert ask(line, EPSON, monotonic=line.monotonic).paper == "unknown"


def test_a_late_answer_to_a_former_question_is_not_taken_for_this_one() -> None:
    line = Line({})
    line.said = b"\x12"
    assert ask(line, EPSON, monotonic=line.monotonic).paper == "unknown"


def test_a_mute_printer_is_asked_nothing() -> None:
    line = Line({})
    assert ask(line, DIALECTS["mute"], monotonic=line.monotonic) == Status("mute")
    assert line.now == 0


def test_only_a_printer_known_to_be_able_is_given_a_slip() -> None:
    able = {paper for paper in get_args(PaperState) if Status(paper).can_print}
    assert able == {"ok", "near_end", "mute"}


def test_an_acknowledgement_is_never_mistaken_for_a_status() -> None:
    for byte in range(256):
        assert not (is_realtime(byte) and is_paper_sensor(byte))
    assert all(is_paper_sensor(byte) for byte in (0x00, 0x03, 0x0C, 0x0F))
    every = ({}, {"paper_out"}, {"cover_open"}, {"near_end"})
    assert all(is_realtime(status_byte(n, set(fault))) for n in (1, 2, 3, 4) for fault in every)


def test_a_silent_question_leaves_its_state_open() -> None:
    assert paper_state({4: 0x1E}, ONLINE_UNKNOWN) == "near_end"
