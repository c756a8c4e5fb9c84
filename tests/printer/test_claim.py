"""Two agents on one spool would take each other's work for a dead agent's."""

from __future__ import annotations

from pathlib import Path

from printer.claim import Claim
from tests.harness.programs import Programs

HOLD = """
import sys
from threading import Event
from pathlib import Path
from printer.claim import Claim
claim = Claim(Path(sys.argv[1]))
print("held" if claim.take() else "refused", flush=True)
Event().wait(60)
"""


def test_only_one_holds_the_spool_and_hands_it_on(tmp_path: Path) -> None:
    first, second = Claim(tmp_path / "spool.db"), Claim(tmp_path / "spool.db")
    assert first.take()
    assert not second.take()
    first.let_go()
    assert second.take()
    second.let_go()


def test_two_spools_do_not_hinder_each_other(tmp_path: Path) -> None:
    claims = [Claim(tmp_path / name) for name in ("one.db", "two.db")]
    assert all(claim.take() for claim in claims)
    for claim in claims:
        claim.let_go()


def test_a_killed_agent_leaves_no_lock_behind(tmp_path: Path, programs: Programs) -> None:
    holder = programs.python("holder", "-c", HOLD, tmp_path / "spool.db")
    holder.wait_for_line("held")
    mine = Claim(tmp_path / "spool.db")
    assert not mine.take()
    holder.kill()
    assert mine.take()
    mine.let_go()
