"""A hospital for each walk."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness.programs import Programs
from tests.journeys.house import House


@pytest.fixture
def house(programs: Programs, tmp_path: Path) -> House:
    """Prepared, nothing started yet."""
    return House(programs, tmp_path / "hospital")
