"""What could not be tested here is said loudly, once where it is skipped and again at the end."""

from __future__ import annotations

from collections import Counter
from typing import Final, NoReturn

import pytest

MARK: Final = "Left out: "


def leave_out(reason: str) -> NoReturn:
    """Skip this test and have the reason listed at the end of the run."""
    pytest.skip(MARK + reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List every reason for which something was left out, with the number of tests."""
    reasons: Counter[str] = Counter()
    for report in terminalreporter.stats.get("skipped", []):
        _, _, text = report.longrepr if isinstance(report.longrepr, tuple) else ("", 0, "")
        if MARK in text:
            reasons[text.split(MARK, 1)[1]] += 1
    if reasons:
        terminalreporter.section("left out", sep="!", red=True, bold=True)
        for reason, count in sorted(reasons.items()):
            terminalreporter.line(f"{MARK}{reason} ({count} {'test' if count == 1 else 'tests'})")
