"""Two promises of the list on real deeds: nobody gives way without end, none is called twice.

Each day here is made to reach the limit; the whole freedom of a day is in `test_any_day`.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.at_work import AtWork, at_work, small_hospital
from tests.harness.clock import Clock

GUARD_MINUTES = 4
MEAN_SERVICE_S = 120
MOST_LOST_MS = GUARD_MINUTES * 60_000 + MEAN_SERVICE_S * 1000
MEMORY = Path("/dev/shm")

DAYS = settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.too_slow],
)

comers = st.lists(st.sampled_from(["pregnant", "elderly_75", ""]), min_size=1, max_size=2)
rush = st.lists(comers, min_size=8, max_size=12)


@contextmanager
def a_day() -> Iterator[AtWork]:
    """One room for its line, so that a pass costs a whole service, and a small guard."""
    calling = {"guard_minutes": GUARD_MINUTES, "mean_service_s": MEAN_SERVICE_S}
    folder = tempfile.mkdtemp(dir=str(MEMORY) if MEMORY.is_dir() else None)
    hospital = small_hospital(policy={"calling": calling, "desk_calling": calling})
    work = at_work(f"sqlite:///{folder}/day.db", Clock(), hospital)
    work.open("pk-1", "mau")
    yield work
    work.db.close()
    shutil.rmtree(folder)


@given(rush=rush)
@DAYS
def test_however_many_with_priority_come_nobody_gives_way_beyond_the_guard(
    rush: list[list[str]],
) -> None:
    """Every call is preceded by one with priority: without a guard the first would wait all day."""
    with a_day() as work:
        work.press("noi")
        for comers in rush:
            for group in ["pregnant", *comers]:
                work.clock.forward(seconds=7)
                work.press("noi", priority=group)
            work.next("pk-1")
            worst = max(row["lost_ms"] for row in work.rows("turns"))
            assert worst <= MOST_LOST_MS
        assert worst >= GUARD_MINUTES * 60_000, "it must reach the guard, or this proves nothing"


@given(called=st.integers(1, 3), waiting=st.integers(0, 2), rooms=st.permutations(["mau", "pk-1"]))
@DAYS
def test_who_is_with_somebody_is_passed_over_and_called_when_free(
    called: int, waiting: int, rooms: list[str]
) -> None:
    """Patients with two open turns, first in both lines: each room takes whom the other has not."""
    with a_day() as work:
        for _ in range(called + waiting + 1):
            work.press("noi")
            work.clock.forward(seconds=7)
        for number in [row["number"] for row in work.rows("turns")]:
            work.second_turn(work.turn(number), "mau")
        for _ in range(called):
            for room in rooms:
                work.next(room, current=work.here(room).turn, place=1)
        there = [work.here(room).number for room in rooms]
        assert there[0] != there[1]
        assert all(there), "both rooms must have somebody, or this proves nothing"
        for number in there:  # the other turn of each is still in its line
            states = sorted(row["state"] for row in work.rows("turns", number=number))
            assert states in (["CALLED", "WAITING"], ["CALLED", "DONE"])
