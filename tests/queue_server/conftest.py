"""For tests of the surfaces: a whole server in this process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.front import House, build_house
from tests.harness.clock import Clock


@pytest.fixture
def house(tmp_path: Path, clock: Clock) -> Iterator[House]:
    """A small hospital's server, at 07:30 on a working Monday."""
    built = build_house(tmp_path, clock)
    yield built
    built.close()
