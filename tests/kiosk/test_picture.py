"""The whole picture: what the page needs, and nothing a patient's neighbour should read."""

from __future__ import annotations

import msgspec
import pytest

from kiosk.picture import SLOW_MS
from tests.kiosk.bench import KHAM, Bench, Time


@pytest.mark.parametrize(
    "moves, shown",
    [
        ([], "printing"),
        ([("sending", "")], "printing"),
        ([("sending", ""), ("printed", "")], "printed"),
        ([("sending", ""), ("unconfirmed", "mute")], "mute"),
        ([("sending", ""), ("unconfirmed", "no_answer")], "failed"),
        ([("failed", "paper_out")], "failed"),
    ],
)
def test_the_page_says_how_far_the_slip_is(
    bench: Bench, moves: list[tuple[str, str]], shown: str
) -> None:
    press = bench.kiosk.issuing.coming()
    bench.kiosk.issuing.press(press, KHAM)
    for state, detail in moves:
        latest = bench.spool.latest(press)
        assert latest is not None
        bench.spool.move(latest, state, detail=detail)  # type: ignore[arg-type]  # a state

    result = bench.kiosk.desk.painter.picture().result

    assert result is not None
    assert result.slip == shown


def test_a_slip_nobody_fetches_counts_as_failed_after_a_while(bench: Bench, time: Time) -> None:
    bench.kiosk.issuing.press(bench.kiosk.issuing.coming(), KHAM)
    time.pass_ms(SLOW_MS + 1)

    result = bench.kiosk.desk.painter.picture().result

    assert result is not None
    assert result.slip == "failed"


def test_emergency_is_no_group_to_choose_and_no_secret_is_in_the_picture(bench: Bench) -> None:
    entry = bench.kiosk.issuing.press(bench.kiosk.issuing.coming(), KHAM)
    picture = bench.kiosk.desk.painter.picture()

    assert "emergency" not in [group.code for group in picture.groups]
    assert entry.secret.encode() not in msgspec.json.encode(picture)
