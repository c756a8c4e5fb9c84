"""One press, one number: with the server, without it, and whatever it does in between."""

from __future__ import annotations

import hashlib

import pytest

from kiosk.issuing import STALE_MS, Choice, Issuing
from queue_server.core.refusal import Refusal
from tests.kiosk.bench import KHAM, Bench, Time, number, take
from tests.simulators.kiosk_server import KioskServer, menu

# ---- with the server ---------------------------------------------------------------------------


def test_the_number_comes_from_the_server_and_the_slip_lies_in_the_spool(
    bench: Bench, server: KioskServer
) -> None:
    entry = take(bench)

    slip = bench.spool.find("A001")
    assert number(entry) == "A001"
    assert entry.paper == "slip"
    assert slip is not None
    assert (slip.slip.ahead, slip.slip.where) == (12, "Quầy 1–3, tầng 1")
    assert slip.slip.guarantee_minutes == 15
    assert slip.slip.issued == "07:31 ngày 23/11/2026"


def test_the_qr_holds_the_secret_whose_hash_the_server_got(
    bench: Bench, server: KioskServer
) -> None:
    entry = take(bench)

    slip = bench.spool.latest(entry.press_id)
    assert slip is not None
    secret = slip.slip.link.removeprefix("https://so.example.vn/t/")
    told = server.presses[entry.press_id].link_hash
    assert hashlib.sha256(secret.encode()).hexdigest() == told


def test_without_an_address_for_phones_the_slip_has_no_link(
    bench: Bench, server: KioskServer
) -> None:
    server.menu = menu(public_url="")
    bench.meet()

    entry = take(bench)

    slip = bench.spool.latest(entry.press_id)
    assert slip is not None
    assert slip.slip.link == ""


def test_a_group_chosen_by_touch_is_checked_at_the_desk_and_one_from_a_card_is_not(
    bench: Bench,
) -> None:
    said = take(bench, Choice(service="kham", priority="pregnant"))
    shown = take(bench, Choice(service="kham", priority="elderly_75", checked=True))

    assert said.given is not None
    assert shown.given is not None
    assert (said.given.to_check, shown.given.to_check) == (True, False)
    assert number(said).startswith("U")


def test_a_rule_of_the_server_gives_no_number_and_a_new_id(
    bench: Bench, server: KioskServer
) -> None:
    issuing = bench.kiosk.issuing
    used = issuing.coming()
    server.mode = "refuses"

    with pytest.raises(Refusal) as refused:
        issuing.press(used, KHAM)

    assert refused.value.code == "day_full"
    assert bench.parts.ledger.find(used) is None
    assert issuing.coming() != used


@pytest.mark.parametrize(
    "choice, code",
    [
        (Choice(service="unknown"), "service_not_here"),
        (Choice(service="thu-ngan"), "service_closed"),
        (Choice(service="kham", priority="emergency"), "group_not_here"),
        (Choice(service="kham", priority="friend-of-the-director"), "group_not_here"),
    ],
)
def test_what_is_not_on_the_menu_gives_no_number(bench: Bench, choice: Choice, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        take(bench, choice)

    assert refused.value.code == code
    assert bench.parts.ledger.unfinished() == []


# ---- one press, one number ---------------------------------------------------------------------


def test_the_same_press_again_is_the_same_number_and_the_same_slip(
    bench: Bench, server: KioskServer
) -> None:
    issuing = bench.kiosk.issuing
    press = issuing.coming()

    numbers = {number(issuing.press(press, KHAM)) for _ in range(3)}

    assert numbers == {"A001"}
    assert len(bench.spool.queued()) == 1
    assert server.asked == 1


def test_a_second_choice_with_a_used_id_gets_the_first_number(bench: Bench) -> None:
    issuing = bench.kiosk.issuing
    press = issuing.coming()
    issuing.press(press, KHAM)

    again = issuing.press(press, Choice(service="lay-mau"))

    assert number(again) == "A001"
    assert again.press.service == "kham"


def test_an_id_this_kiosk_did_not_make_gives_nothing(bench: Bench, server: KioskServer) -> None:
    with pytest.raises(Refusal) as refused:
        bench.kiosk.issuing.press("made-by-a-stranger", KHAM)

    assert refused.value.code == "press_over"
    assert server.asked == 0


def test_the_coming_id_changes_only_when_a_number_was_given(bench: Bench) -> None:
    issuing = bench.kiosk.issuing
    first = issuing.coming()

    assert issuing.idle(first) == first
    issuing.press(first, KHAM)
    second = issuing.idle(first)
    assert second != first
    assert issuing.idle(first) == second  # a slow tab comes too late and changes nothing


def test_the_coming_id_survives_a_restart(bench: Bench) -> None:
    coming = bench.kiosk.issuing.coming()

    bench.start()

    assert bench.kiosk.issuing.coming() == coming


# ---- without the server ------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["hangs", "dies_after_commit", "breaks", "drips"])
def test_whatever_the_server_does_the_kiosk_goes_on_with_its_own_series(
    bench: Bench, server: KioskServer, mode: str
) -> None:
    server.mode = mode  # type: ignore[assignment]  # the parameters are modes

    entry = take(bench)

    assert number(entry) == "A2-001"
    assert entry.given is not None
    assert entry.given.ahead is None  # nobody can know
    assert entry.given.guarantee_minutes == 15  # a promise that still holds
    assert entry.paper == "slip"


def test_no_patient_is_kept_waiting_longer_than_the_deadline_allows(bench: Bench) -> None:
    patient = Issuing(bench.parts, deadline_ms=5_000)

    assert patient._deadline_ms == 800


def test_after_one_failure_the_next_patients_do_not_wait_at_all(
    bench: Bench, server: KioskServer
) -> None:
    server.mode = "hangs"
    take(bench)
    assert server.asked == 1

    numbers = [number(take(bench)) for _ in range(5)]

    assert numbers == [f"A2-{n:03}" for n in range(2, 7)]
    assert server.asked == 1


def test_a_kiosk_whose_key_was_revoked_gives_no_numbers_of_its_own(
    bench: Bench, server: KioskServer
) -> None:
    server.mode = "revoked"

    with pytest.raises(Refusal) as refused:
        take(bench)

    assert refused.value.code == "kiosk_not_ready"
    assert bench.kiosk.desk.painter.problem() == "not_ready"


# ---- without paper -----------------------------------------------------------------------------


def test_a_number_for_the_screen_puts_nothing_into_the_spool(bench: Bench) -> None:
    entry = take(bench, Choice(service="kham", on_screen=True))

    assert number(entry) == "A001"
    assert entry.paper == "screen"
    assert bench.spool.queued() == []


# ---- after a power cut -------------------------------------------------------------------------


def test_who_pressed_a_moment_before_the_power_failed_still_gets_number_and_slip(
    bench: Bench, server: KioskServer
) -> None:
    press = bench.kiosk.issuing.coming()
    bench.kiosk.issuing._choose(press, KHAM)
    bench.start()
    bench.time.pass_ms(5_000)
    bench.kiosk.sync.step()

    [entry] = bench.kiosk.issuing.recover()

    assert number(entry) == "A001"
    assert entry.paper == "slip"
    assert bench.kiosk.issuing.coming() == press  # the page comes up with this number


def test_a_service_that_left_the_menu_meanwhile_does_not_cost_the_number(
    bench: Bench, server: KioskServer
) -> None:
    press = bench.kiosk.issuing.coming()
    bench.kiosk.issuing._choose(press, KHAM)
    server.mode = "breaks"
    bench.parts.menus.take(menu(services=[]))

    [entry] = bench.kiosk.issuing.recover()

    assert number(entry) == "A2-001"


def test_of_a_press_long_ago_nobody_saw_a_number_so_it_becomes_void(
    bench: Bench, server: KioskServer, time: Time
) -> None:
    press = bench.kiosk.issuing.coming()
    bench.kiosk.issuing._choose(press, KHAM)
    time.pass_ms(STALE_MS + 60_000)
    bench.start()

    [entry] = bench.kiosk.issuing.recover()
    server.mode = "answers"
    bench.meet()

    assert (number(entry), entry.paper) == ("A2-001", "never")
    assert bench.kiosk.issuing.coming() != press
    assert [(one.number, one.printed) for one in server.hand_ins] == [("A2-001", False)]
    assert bench.spool.queued() == []


def test_a_slip_that_waited_through_a_long_power_cut_does_not_come_out_for_nobody(
    bench: Bench, time: Time
) -> None:
    issuing = bench.kiosk.issuing
    entry = issuing._number(issuing._choose(issuing.coming(), KHAM))
    issuing._paper(entry, on_screen=False)
    bench.parts.ledger._db.execute("UPDATE presses SET paper = ''")  # the cut came just before
    time.pass_ms(STALE_MS + 60_000)
    bench.start()

    [left] = bench.kiosk.issuing.recover()

    assert left.paper == "never"
    assert bench.spool.state(left.press_id) == "failed"
