"""The bench runs and prints every figure; what it measures is for people, not for asserts."""

from __future__ import annotations

import pytest

from tests.harness.programs import Programs

LINES = (
    "raw commit", "tap to number, 1 at once", "tap to number, 2 at once", "tickets a second",
    "press to board, 1 at once, 3 boards", "press to board, 2 at once, 3 boards",
    "call next, 20 waiting", "bytes a ticket, bands", "bytes a ticket, hybrid",
    "bytes a ticket, text",
)  # fmt: skip


@pytest.mark.slow
def test_every_figure_of_the_issue_is_printed(programs: Programs) -> None:
    bench = programs.python("bench", "-m", "tests.bench", "--small")
    assert bench.process.wait(110) == 0, bench.tail()
    missing = [line for line in LINES if line not in bench.log()]
    assert missing == [], bench.log()
