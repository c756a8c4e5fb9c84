"""What a printer says about its paper: questions, answers, and the answer that never comes.

DLE EOT 1-4 are answered at once, even without paper: they tell the state. GS r 1 is answered in
order, after everything before it: it is the acknowledgement. No answer means *unknown*, never
"enough paper".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from queue_server.wire import PaperState

ANSWER_S: Final = 2.0  # all questions together
DialectName = Literal["epson", "no_online_bit", "no_acknowledgement", "mute"]

ACKNOWLEDGE: Final = b"\x1dr\x01"
PRINTABLE: Final[frozenset[PaperState]] = frozenset({"ok", "near_end", "mute"})


@dataclass(frozen=True)
class Dialect:
    """Which questions a printer answers and which answers are to be believed."""

    asks: tuple[int, ...] = (1, 2, 3, 4)
    online_bit: bool = True  # some models always say "offline" (python-escpos issue 434)
    acknowledges: bool = True


DIALECTS: Final[dict[DialectName, Dialect]] = {
    "epson": Dialect(),
    "no_online_bit": Dialect(asks=(2, 3, 4), online_bit=False),
    "no_acknowledgement": Dialect(acknowledges=False),
    "mute": Dialect(asks=(), acknowledges=False),
}


class Line(Protocol):
    """The two ways to a printer that status needs."""

    def write(self, data: bytes) -> None:
        """Hand over bytes."""

    def read(self, limit_s: float) -> bytes:
        """What the printer says within ``limit_s``; empty when it says nothing."""


@dataclass(frozen=True)
class Status:
    """The state of paper and cover, and the raw answers for whoever repairs the printer."""

    paper: PaperState
    raw: str = ""

    @property
    def can_print(self) -> bool:
        """Whether a slip may be sent now."""
        return self.paper in PRINTABLE


def ask(
    line: Line,
    dialect: Dialect,
    *,
    monotonic: Callable[[], float],
    limit_s: float = ANSWER_S,
) -> Status:
    """The printer's state now, within the limit; a missing or senseless answer is unknown."""
    if not dialect.asks:
        return Status("mute")
    until = monotonic() + limit_s
    line.read(0)  # late answers to former questions
    answers: dict[int, int] = {}
    for question in dialect.asks:
        line.write(bytes([0x10, 0x04, question]))
        answer = awaited(line, is_realtime, until=until, monotonic=monotonic)
        if answer is None:
            return Status("unknown", raw=shown(answers))
        answers[question] = answer
    return Status(paper_state(answers, dialect), raw=shown(answers))


def awaited(
    line: Line,
    wanted: Callable[[int], bool],
    *,
    until: float,
    monotonic: Callable[[], float],
) -> int | None:
    """The first byte of the wanted kind before ``until``."""
    while (left := until - monotonic()) > 0:
        for byte in line.read(left):
            if wanted(byte):
                return byte
    return None


def is_realtime(byte: int) -> bool:
    """DLE EOT answers carry 1 in bits 1 and 4, 0 in bits 0 and 7."""
    return byte & 0x93 == 0x12


def is_paper_sensor(byte: int) -> bool:
    """GS r 1 answers carry 0 in bits 4 and 7, which no DLE EOT answer does."""
    return byte & 0x90 == 0


def paper_state(answers: dict[int, int], dialect: Dialect) -> PaperState:
    """The answers as one word; what stops the printer comes before what will stop it soon."""
    first, second, third, fourth = (answers.get(n, 0x12) for n in (1, 2, 3, 4))
    if second & 0x04:
        return "cover_open"
    if fourth & 0x60 or second & 0x20:
        return "paper_out"
    if second & 0x40 or third & 0x6C:  # mechanical, cutter, unrecoverable, over-heated
        return "error"
    if dialect.online_bit and first & 0x08:
        return "offline"
    return "near_end" if fourth & 0x0C else "ok"


def shown(answers: dict[int, int]) -> str:
    """Raw answers as they are noted: ``1:12 2:16``."""
    return " ".join(f"{question}:{answer:02x}" for question, answer in answers.items())
