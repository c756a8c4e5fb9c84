"""F1 and F2: the server dies and hangs at random moments of a busy hall; nobody loses anything.

The seed is printed and may be given again by LUOT_SEED; the history lies in the journals.
"""

from __future__ import annotations

import os
import random
import threading
from pathlib import Path

import pytest

from tests.faults.hall import hall
from tests.faults.ward import Ward
from tests.harness.programs import Program, Programs

pytestmark = pytest.mark.slow
STRIKES = 3  # the first is a kill


class Nemesis:
    """Hurts one server on a schedule made by a seed, while the hall is busy."""

    def __init__(self, ward: Ward, server: Program, seed: int) -> None:
        self.ward, self.server = ward, server
        self.chance = random.Random(seed)
        self.pause = threading.Event()  # never set: waiting for it is a pause
        self.kills = 0

    def strike(self) -> None:
        """Let the hall work a while; then kill and restart, or freeze and thaw."""
        self.pause.wait(self.chance.uniform(0.3, 1.2))
        if not self.kills or self.chance.random() < 0.5:
            self.server.kill()
            self.server = self.ward.serve()
            self.kills += 1
        else:
            self.server.freeze()
            self.pause.wait(self.chance.uniform(1, 2.5))
            self.server.thaw()


def test_kills_and_freezes_cost_nobody_anything(programs: Programs, tmp_path: Path) -> None:
    seed = int(os.environ.get("LUOT_SEED") or random.randrange(1_000_000))
    print(f"LUOT_SEED={seed}  journals: {tmp_path}")  # shown when the run fails
    ward = Ward(programs, tmp_path / "ward", f"sqlite:///{tmp_path / 'luot.db'}")
    ward.open(kiosks=3, boards=2, callers=3)
    nemesis = Nemesis(ward, ward.serve(), seed)
    with hall(ward) as running:
        running.real_kiosk(programs, "kiosk-a")
        running.real_kiosk(programs, "kiosk-b")
        running.come()
        for _ in range(STRIKES):
            nemesis.strike()
        running.heal()
        assert running.complaints() == [], f"LUOT_SEED={seed}"
