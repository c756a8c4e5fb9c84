"""The journal: each column is filled once, a repeat finds the first, rows outlive the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.entry import Given
from kiosk.issuing import Choice
from kiosk.ledger import Ledger
from queue_server.wire import Press
from tests.kiosk.bench import KHAM, MONDAY_0730, Bench, Time, number, take
from tests.simulators.kiosk_server import SERVICES, KioskServer, menu

PRESS = Press(press_id="press-0001", service="kham", link_hash="0" * 64, pressed_at=MONDAY_0730)
GIVEN = Given(number="A001", own=False, service="Tiếp đón", issued_at=MONDAY_0730)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = Ledger(tmp_path / "kiosk.db")
    yield ledger
    ledger.close()


def chosen(ledger: Ledger, press: Press = PRESS) -> None:
    ledger.choose(
        press, service=SERVICES[0], day="2026-11-23", secret="s" * 22, run="r", correction_ms=0
    )


def test_the_first_number_of_a_press_stays_its_number(ledger: Ledger) -> None:
    chosen(ledger)
    ledger.settle(PRESS.press_id, GIVEN)

    again = ledger.settle_own(PRESS.press_id, GIVEN, series="A2")

    assert again.given == GIVEN
    assert again.series is None


def test_the_first_paper_of_a_press_stays_its_paper(ledger: Ledger) -> None:
    chosen(ledger)
    ledger.decide_paper(PRESS.press_id, "screen")

    assert ledger.decide_paper(PRESS.press_id, "slip").paper == "screen"


def test_a_number_is_never_forgotten(ledger: Ledger) -> None:
    chosen(ledger)
    ledger.settle(PRESS.press_id, GIVEN)

    ledger.forget(PRESS.press_id, "press-0002")

    assert ledger.entry(PRESS.press_id).given == GIVEN


def test_the_file_is_for_the_kiosks_account_only(tmp_path: Path, ledger: Ledger) -> None:
    assert (tmp_path / "kiosk.db").stat().st_mode & 0o077 == 0


def test_every_answer_is_on_disk_before_it_is_given(ledger: Ledger) -> None:
    settings = [ledger._db.execute(f"PRAGMA {name}").fetchone()[0] for name in
                ("journal_mode", "synchronous", "secure_delete")]  # fmt: skip

    assert settings == ["wal", 2, 1]


def test_the_end_of_a_day_wipes_what_the_server_has_and_keeps_what_it_lacks(
    ledger: Ledger,
) -> None:
    chosen(ledger)
    ledger.settle_own(PRESS.press_id, GIVEN, series="A2")
    ledger.decide_paper(PRESS.press_id, "slip")

    ledger.end_day("2026-11-24")

    [left] = ledger.to_hand_in()
    assert (left.secret, left.press.press_id) == ("", PRESS.press_id)


# ---- counting one's own ------------------------------------------------------------------------


def test_each_letter_counts_by_itself_and_the_priority_series_too(
    bench: Bench, server: KioskServer
) -> None:
    server.mode = "breaks"

    numbers = [
        number(take(bench, choice))
        for choice in (
            KHAM,
            Choice(service="lay-mau"),
            KHAM,
            Choice(service="kham", priority="merit"),
        )
    ]

    assert numbers == ["A2-001", "C2-001", "A2-002", "U2-001"]


def test_three_kiosks_without_a_server_never_give_the_same_number(
    request: pytest.FixtureRequest, tmp_path: Path, server: KioskServer, time: Time
) -> None:
    kiosks = []
    for at in (1, 2, 13):
        server.menu = menu(kiosk_number=at)
        kiosk = Bench(tmp_path / str(at), server.url, time)
        kiosk.meet()
        kiosks.append(kiosk)
        request.addfinalizer(kiosk.close)
    server.mode = "breaks"

    numbers = [number(take(kiosk)) for _ in range(20) for kiosk in kiosks]

    assert len(set(numbers)) == 60
    assert {"A1-001", "A2-001", "A13-020"} <= set(numbers)


def test_the_own_series_begins_anew_with_the_service_day_not_at_midnight(
    bench: Bench, server: KioskServer, time: Time
) -> None:
    server.mode = "breaks"
    first = take(bench)
    time.pass_ms(19 * 3_600_000)  # 02:31 at night
    night = take(bench)
    time.pass_ms(3_600_000)  # 03:31
    morning = take(bench)

    assert [number(one) for one in (first, night, morning)] == ["A2-001", "A2-002", "A2-001"]
    assert (night.day, morning.day) == ("2026-11-23", "2026-11-24")


def test_a_clock_that_falls_back_a_day_never_brings_a_number_twice(
    bench: Bench, server: KioskServer, time: Time
) -> None:
    server.mode = "breaks"
    take(bench)
    take(bench)
    time.at -= 86_400_000
    bench.start()

    assert number(take(bench)) == "A2-003"
