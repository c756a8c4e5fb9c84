"""The server is back: everything is handed in, oldest first, once, at its true time."""

from __future__ import annotations

import pytest

from kiosk.issuing import Choice
from kiosk.server_link import Away
from kiosk.sync import TROUBLE_MS
from queue_server.core.refusal import Refusal
from queue_server.wire import PrinterReport
from tests.kiosk.bench import KHAM, Bench, Time, number, take
from tests.simulators.kiosk_server import KioskServer


def test_own_numbers_are_handed_in_oldest_first_and_then_the_server_counts_again(
    bench: Bench, server: KioskServer, time: Time
) -> None:
    server.mode = "breaks"
    numbers = []
    for _ in range(5):
        time.pass_ms(10_000)
        numbers.append(number(take(bench)))
    server.mode = "answers"

    bench.meet()

    assert [one.number for one in server.hand_ins] == numbers
    pressed = [one.press.pressed_at for one in server.hand_ins]
    assert pressed == sorted(pressed)
    assert number(take(bench)) == "A001"


def test_new_patients_get_own_numbers_until_all_older_ones_are_handed_in(
    bench: Bench, server: KioskServer
) -> None:
    server.mode = "breaks"
    take(bench)
    server.mode = "dies_after_commit"

    bench.meet()

    assert not bench.parts.link.here
    assert number(take(bench)) == "A2-002"


def test_an_answer_that_got_lost_is_asked_for_again_and_changes_nothing(
    bench: Bench, server: KioskServer
) -> None:
    server.mode = "breaks"
    entry = take(bench)
    server.mode = "dies_after_commit"
    bench.meet()
    server.mode = "answers"
    bench.meet()

    assert [one.number for one in server.hand_ins] == ["A2-001", "A2-001"]
    assert server.numbers == {entry.press_id: "A2-001"}
    assert server.void == []
    assert bench.parts.ledger.to_hand_in() == []


def test_what_is_printed_wins_over_the_number_whose_answer_was_lost(
    bench: Bench, server: KioskServer
) -> None:
    server.mode = "dies_after_commit"
    entry = take(bench)
    server.mode = "answers"

    bench.meet()

    assert server.numbers == {entry.press_id: "A2-001"}
    assert server.void == ["A001"]


def test_a_power_cut_in_the_middle_of_handing_in_goes_on_with_the_next(
    bench: Bench, server: KioskServer
) -> None:
    server.mode = "breaks"
    for _ in range(4):
        take(bench)
    first = bench.parts.ledger.to_hand_in()[0]
    bench.parts.ledger.handed(first.press_id, "taken")
    bench.start()
    server.mode = "answers"

    bench.meet()

    assert [one.number for one in server.hand_ins] == ["A2-002", "A2-003", "A2-004"]


def test_a_number_the_server_will_never_take_holds_up_nobody_and_is_reported(
    bench: Bench, server: KioskServer
) -> None:
    server.mode = "breaks"
    take(bench)
    server.mode = "refuses"
    bench.meet()
    server.mode = "answers"
    bench.meet()

    assert bench.parts.ledger.refused() == 1
    assert bench.kiosk.sync._heartbeat().detail == "hand_in_refused:1"
    assert number(take(bench)) == "A001"


def test_a_number_shown_on_the_screen_only_counts_as_given(
    bench: Bench, server: KioskServer
) -> None:
    server.mode = "breaks"
    take(bench, Choice(service="kham", on_screen=True))
    server.mode = "answers"
    bench.meet()

    assert [one.printed for one in server.hand_ins] == [True]


# ---- the clock ---------------------------------------------------------------------------------


def test_a_kiosk_an_hour_slow_tells_the_server_the_true_time(
    bench: Bench, server: KioskServer, time: Time
) -> None:
    server.now = time.at + 3_600_000
    bench.meet()

    entry = take(bench)

    assert abs(entry.press.pressed_at - time.at - 3_600_000) <= 60_000


def test_a_minute_of_difference_is_left_alone(
    bench: Bench, server: KioskServer, time: Time
) -> None:
    server.now = time.at + 60_000 + 30_000
    bench.meet()

    assert take(bench).press.pressed_at == time.at


def test_presses_made_before_the_error_was_known_are_corrected_when_handed_in(
    bench: Bench, server: KioskServer, time: Time
) -> None:
    server.mode = "breaks"
    entry = take(bench)
    server.mode = "answers"
    server.now = time.at + 60_000 + 7_200_000
    bench.meet()

    [handed] = server.hand_ins
    assert handed.press.pressed_at - entry.press.pressed_at == 7_200_000


def test_presses_of_an_earlier_start_keep_their_time_because_its_error_is_unknown(
    bench: Bench, server: KioskServer, time: Time
) -> None:
    server.mode = "breaks"
    entry = take(bench)
    bench.start()
    server.mode = "answers"
    server.now = time.at + 60_000 + 7_200_000
    bench.meet()

    [handed] = server.hand_ins
    assert handed.press.pressed_at == entry.press.pressed_at


# ---- by itself ---------------------------------------------------------------------------------


def test_secrets_of_yesterday_are_wiped_and_todays_stay(
    bench: Bench, server: KioskServer, time: Time
) -> None:
    server.mode = "breaks"
    old = take(bench)
    server.mode = "answers"
    time.pass_ms(24 * 3_600_000)
    server.now = time.at
    server.mode = "breaks"
    young = take(bench)
    bench.kiosk.sync.step()

    assert bench.parts.ledger.entry(old.press_id).secret == ""
    assert bench.parts.ledger.entry(young.press_id).secret != ""
    assert old.secret.encode() not in (bench.folder / "k.db").read_bytes()


def test_an_empty_printer_calls_staff_once_each_time_it_runs_empty(
    bench: Bench, server: KioskServer
) -> None:
    for paper in ("paper_out", "paper_out", "paper_out", "ok", "cover_open", "cover_open"):
        bench.time.pass_ms(TROUBLE_MS)
        bench.say_paper(paper)  # type: ignore[arg-type]  # they are states
        bench.kiosk.sync._watch_paper()
        bench.kiosk.sync._help.tell()
        server.accepting = True
        bench.kiosk.sync._help.tell()

    assert [call.reason for call in server.helps] == ["paper", "paper"]


def test_a_lid_shut_again_at_once_calls_nobody(bench: Bench, server: KioskServer) -> None:
    for paper in ("cover_open", "ok", "cover_open", "ok"):
        bench.time.pass_ms(TROUBLE_MS - 1)
        bench.say_paper(paper)  # type: ignore[arg-type]  # they are states
        bench.kiosk.sync._watch_paper()
    bench.kiosk.sync._help.tell()

    assert server.helps == []


def test_a_report_older_than_five_seconds_is_no_report(bench: Bench, time: Time) -> None:
    bench.spool.tell(PrinterReport(paper="ok", at=time.at))
    time.pass_ms(5_001)

    assert bench.kiosk.desk.painter.picture().paper_trouble


def test_the_menu_survives_a_restart_without_a_server(bench: Bench, server: KioskServer) -> None:
    server.mode = "breaks"
    bench.start()

    picture = bench.kiosk.desk.painter.picture()

    assert picture.problem == ""
    assert [one.code for one in picture.services] == ["kham", "lay-mau", "thu-ngan"]
    assert number(take(bench)) == "A2-001"


def test_an_unchanged_menu_is_not_written_again(bench: Bench) -> None:
    menu = bench.parts.menus.menu
    bench.meet()

    assert menu is not None
    assert bench.parts.menus.menu is not None
    assert bench.parts.menus.menu.version == menu.version


def test_the_loop_outlives_a_fault_of_one_step(bench: Bench) -> None:
    steps: list[int] = []

    class Stop:
        def is_set(self) -> bool:
            return len(steps) >= 3

    def broken() -> bool:
        steps.append(1)
        raise OSError("disk full")

    bench.kiosk.sync.step = broken  # type: ignore[method-assign]  # the fault itself
    bench.kiosk.sync.run(Stop(), lambda _: None)  # type: ignore[arg-type]  # counts instead of waiting

    assert len(steps) == 3


def test_a_server_that_breaks_is_away_and_one_that_refuses_has_a_code(
    bench: Bench, server: KioskServer
) -> None:
    press = bench.kiosk.issuing._choose(bench.kiosk.issuing.coming(), KHAM).press
    server.mode = "breaks"
    with pytest.raises(Away):
        bench.parts.link.number_for(press, 500)
    bench.parts.link.here = True
    server.mode = "refuses"
    with pytest.raises(Refusal) as refused:
        bench.parts.link.number_for(press, 500)
    assert refused.value.code == "day_full"
