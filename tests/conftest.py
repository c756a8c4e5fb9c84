"""What holds for every test: the fixtures, who may run beside whom, what a failure shows."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

pytest_plugins = ["tests.harness.left_out", "tests.harness.fixtures"]

BROWSERS = frozenset({"chromium", "browse", "old_browser", "old_chromium"})
SERVERS = frozenset({"postgres_url", "empty_postgres_url", "postgres_cluster"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by what a test asks for, and keep the heavy ones on one worker, one after another."""
    here = Path(__file__).parent
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if asked & BROWSERS:
            item.add_marker(pytest.mark.browser)
        if asked & SERVERS:
            item.add_marker(pytest.mark.postgres)
        if "redis" in asked:
            item.add_marker(pytest.mark.redis)
        folder = item.path.relative_to(here).parts[0] if here in item.path.parents else ""
        if asked & BROWSERS or folder in ("journeys", "bench"):
            item.add_marker(pytest.mark.xdist_group("one at a time"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test shows what its programs said and keeps a picture of its pages."""
    report = yield
    if report.when == "call" and report.failed:
        asked = getattr(item, "funcargs", {})
        for program in getattr(asked.get("programs"), "running", []):
            report.sections.append((f"log of {program.name}", program.tail()))
        if browse := asked.get("browse"):
            browse.picture(item.name.replace("/", "-"))
    return report
