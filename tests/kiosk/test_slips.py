"""From a press to its slip: no name on it, the guarantee kept, a link only where phones can go."""

from __future__ import annotations

from kiosk import slips
from kiosk.issuing import Choice
from tests.kiosk.bench import KHAM, Bench, take
from tests.simulators.kiosk_server import KioskServer, menu


def test_an_offline_slip_keeps_the_guarantee_and_omits_who_is_ahead(
    bench: Bench, server: KioskServer
) -> None:
    server.mode = "breaks"
    take(bench, KHAM)

    found = bench.spool.find("A2-001")

    assert found is not None
    slip = found.slip
    assert (slip.ahead, slip.guarantee_minutes, slip.copy) == (None, 15, 1)
    assert (slip.hospital, slip.hotline) == ("Trung tâm Y tế huyện Mẫu", "1900 0000")
    assert slip.slip_id == bench.parts.ledger.to_hand_in()[0].press_id


def test_an_offline_slip_in_english_is_english_throughout(
    bench: Bench, server: KioskServer
) -> None:
    server.mode = "breaks"
    take(bench, Choice(service="kham", priority="merit", lang="en"))

    found = bench.spool.find("U2-001")

    assert found is not None
    assert (found.slip.service, found.slip.where) == ("Reception", "Desks 1–3, ground floor")
    assert (found.slip.priority, found.slip.to_check) == (True, True)


def test_no_address_for_phones_or_no_secret_is_no_link() -> None:
    assert slips.link(menu(public_url=""), "secret") == ""
    assert slips.link(menu(), "") == ""
    assert slips.link(menu(public_url="https://so.example.vn/"), "x") == "https://so.example.vn/t/x"
