"""Walk A: somebody touches the kiosk, paper comes out, and every record says the same number."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import zxingcpp
from PIL import Image

from tests.harness.browser import Browsing
from tests.harness.waiting import wait_until
from tests.journeys.house import House, call_next, go_away, take_number
from tests.simulators.network import Network

pytestmark = pytest.mark.slow


def test_screen_paper_database_and_phone_show_one_number(house: House, browse: Browsing) -> None:
    house.serve()
    house.take_paper()
    kiosk = house.at_kiosk(browse)

    number = take_number(kiosk)
    assert number == "A004", "the demo begins with three people waiting"
    slip = house.slip(number)
    kiosk.wait_for_selector("[data-slip=printed]")

    turn, visit = house.turn(number), house.visit(number)
    assert (turn["state"], turn["visit_id"]) == ("WAITING", visit["id"])
    assert len(house.rows("SELECT * FROM presses")) == 1, "one press, one number"

    (code,) = zxingcpp.read_barcodes(Image.open(slip).convert("L"))
    assert code.text.startswith(f"{house.hall.address}/t/"), "the hospital's public address"
    phone = browse(code.text, width=390, height=844)
    assert phone.inner_text("[data-line=number]") == number
    assert "Còn 3 người trước ông/bà" in phone.inner_text("[data-line=headline]")

    go_away(kiosk)
    assert take_number(kiosk) == "A005", "the next person gets the next number"


def test_an_old_woman_takes_the_priority_way_and_is_asked_for_her_papers_at_the_desk(
    house: House, browse: Browsing
) -> None:
    house.serve()
    house.take_paper()
    kiosk = house.at_kiosk(browse)

    number = take_number(kiosk, priority="elderly_75")
    assert number == "U001"
    assert "xuất trình giấy tờ" in kiosk.inner_text(".guard")
    house.slip(number)
    visit = house.visit(number)
    assert (visit["group_code"], visit["group_checked"]) == ("elderly_75", 0)

    reception = house.signed_in(browse, "hoa", "/reception")
    reception.fill("input[type=search]", number)
    reception.keyboard.press("Enter")
    reception.wait_for_selector(".card .mark.check")
    reception.click(".card button.main")
    reception.wait_for_selector(".card .mark.ok")
    assert house.visit(number)["group_checked"] == 1

    board = browse(house.board_at("sanh"), width=1920, height=1080)
    desk = house.at_desk(browse)
    call_next(desk)
    board.wait_for_selector(".hero .numbers >> text=U001")
    assert board.is_visible(".hero .priority")
    assert "75" not in board.inner_text("body"), "which group she belongs to is nobody's business"


def test_a_cut_network_costs_nobody_the_place(
    house: House, browse: Browsing, network: Callable[[int], Network]
) -> None:
    house.serve()
    cable = network(house.port)
    house.take_paper(through=cable.port)
    kiosk = house.at_kiosk(browse)
    assert take_number(kiosk) == "A004"
    go_away(kiosk)

    cable.cut()
    own = take_number(kiosk)  # asks the server, hears nothing, and goes on within its deadline
    assert own == "A1-001"
    house.slip(own)
    kiosk.wait_for_selector("[data-slip=printed]")
    go_away(kiosk)
    assert take_number(kiosk) == "A1-002", "the second does not even wait for the deadline"
    house.slip("A1-002")

    reception = house.signed_in(browse, "hoa", "/reception")  # meanwhile the hall goes on
    reception.click("table tr:has-text('Tiếp đón') button")
    reception.keyboard.press("1")  # of no priority group
    later = wait_until(lambda: _newest(house), 10, what="reception gives a number")

    cable.mend()
    wait_until(lambda: house.rows("SELECT id FROM visits WHERE number = 'A1-002'"), 20)
    given = house.rows("SELECT * FROM turns WHERE number LIKE 'A1-%' ORDER BY number")
    assert [one["number"] for one in given] == ["A1-001", "A1-002"]
    waiting = house.rows("SELECT number FROM turns WHERE state='WAITING' ORDER BY joined_at, id")
    assert [one["number"] for one in waiting] == [
        "A001", "A002", "A003", "A004", "A1-001", "A1-002", later,
    ]  # fmt: skip
    house.slip(later)
    assert len(list(house.hall.tickets.glob("*.png"))) == 4, "nothing was printed a second time"

    desk = house.at_desk(browse)
    assert [one.inner_text() for one in desk.query_selector_all(".waiting .number")] == [
        one["number"] for one in waiting
    ]
    _no_gap_without_reason(house)


def _no_gap_without_reason(house: House) -> None:
    rows = house.rows("SELECT * FROM numbers WHERE series='A' ORDER BY n")
    assert [one["n"] for one in rows] == list(range(1, len(rows) + 1))
    assert all(one["visit_id"] or one["void_reason"] for one in rows)


def _newest(house: House) -> str:
    """The number reception has given, once there is one."""
    found = house.rows("SELECT number FROM turns WHERE number > 'A004' ORDER BY id DESC")
    return str(found[0]["number"]) if found else ""
