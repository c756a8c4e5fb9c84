"""Every call is heard once, in order, after its chime; on real audio elements in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from playwright.sync_api import Browser, Page

from tests.display.conftest import heard, listen
from tests.harness.browser import SWITCHES, Browsing, executable
from tests.harness.waiting import wait_until
from tests.simulators.board_pictures import AT, hall, record, shown, to_speak
from tests.simulators.board_server import BoardServer

Board = Callable[..., Page]


def test_a_call_is_spoken_after_its_chime_and_reported(board: Board, server: BoardServer) -> None:
    record(server.sounds, ["A012"])
    page = board()
    server.show(hall(to_speak=(to_speak("A012"),)))
    wait_until(lambda: server.spoken == ["A012"])
    assert heard(page, chime=True) == ["chime-1", "A012-1", "A012-2"]


def test_twenty_calls_in_one_second_are_all_spoken_in_order_and_once(
    board: Board, server: BoardServer
) -> None:
    calls = [f"B{at:03}" for at in range(1, 21)]
    record(server.sounds, calls)
    page = board()
    for at in range(1, 21):
        server.show(hall(at, to_speak=tuple(to_speak(call) for call in calls[:at])))
    wait_until(lambda: server.spoken == calls, 30)
    noted = page.evaluate("heard")
    assert [name.split("-")[0] for name in heard(page) if not name.endswith("-2")] == calls
    assert max(each["together"] for each in noted) == 1
    assert heard(page, chime=True).count("chime-1") == 20


def test_while_more_than_three_wait_only_number_and_room_are_said(
    board: Board, server: BoardServer
) -> None:
    calls = ["C1", "C2", "C3", "C4", "C5"]
    record(server.sounds, calls)
    server.show(hall(to_speak=tuple(to_speak(call) for call in calls)))
    page = board()
    wait_until(lambda: server.spoken == calls, 15)
    long = [f"{call}-{part}" for call in calls[2:] for part in (1, 2)]
    assert heard(page) == ["C1-short", "C2-short", *long]


def test_a_reload_in_the_middle_of_a_call_does_not_speak_it_again(
    board: Board, server: BoardServer
) -> None:
    record(server.sounds, ["A012"], seconds=4)
    record(server.sounds, ["A013"])
    page = board()
    server.show(hall(to_speak=(to_speak("A012"),)))
    wait_until(lambda: heard(page) == ["A012-1"])
    page.reload()
    server.show(hall(2, to_speak=(to_speak("A012"), to_speak("A013"))))
    wait_until(lambda: server.spoken == ["A013"], 15)
    assert heard(page) == ["A013-1", "A013-2"]


def test_two_tabs_of_one_board_speak_each_call_once(board: Board, server: BoardServer) -> None:
    calls = ["D1", "D2", "D3"]
    record(server.sounds, calls)
    server.show(hall())
    first = board()
    second = first.context.new_page()
    listen(second)
    second.goto(f"{server.address}/board")
    second.wait_for_selector(".hero")
    server.show(hall(2, to_speak=tuple(to_speak(call) for call in calls)))
    wait_until(lambda: len(server.spoken) >= 3, 15)
    server.show(hall(3, to_speak=(to_speak("D1"), to_speak("D3"))))
    assert server.spoken == calls
    both = heard(first) + heard(second)
    assert sorted(both) == [f"{call}-{part}" for call in calls for part in (1, 2)]
    assert not heard(first) or not heard(second)


def test_when_the_speaking_tab_is_closed_the_other_one_speaks(
    board: Board, server: BoardServer
) -> None:
    record(server.sounds, ["E1", "E2"])
    server.show(hall(to_speak=(to_speak("E1"),)))
    first = board()
    wait_until(lambda: server.spoken == ["E1"])
    second = first.context.new_page()
    listen(second)
    second.goto(f"{server.address}/board")
    second.wait_for_selector(".hero")
    first.close()
    server.show(hall(2, to_speak=(to_speak("E2"),)))
    wait_until(lambda: server.spoken == ["E1", "E2"], 15)


def test_what_is_older_than_three_minutes_or_finished_is_only_shown(
    board: Board, server: BoardServer
) -> None:
    record(server.sounds, ["old", "long", "done", "new"])
    record(server.sounds, ["long"], seconds=1.5)
    page = board()
    old = to_speak("old", called_at=AT - 180_001)
    server.show(hall(to_speak=(old, to_speak("long"), to_speak("done"))))
    wait_until(lambda: heard(page) == ["long-1"])
    server.show(hall(2, to_speak=(old, to_speak("long"), to_speak("new"))))
    wait_until(lambda: server.spoken == ["long", "new"], 15)
    assert not [name for name in heard(page) if name.startswith(("old", "done"))]


def test_a_missing_sound_stops_neither_the_next_call_nor_is_it_reported(
    board: Board, server: BoardServer
) -> None:
    record(server.sounds, ["F2"])
    server.show(hall(to_speak=(to_speak("F1"), to_speak("F2"))))
    board()
    wait_until(lambda: server.spoken == ["F2"], 15)


def test_the_call_being_spoken_stands_large_with_its_words(
    board: Board, server: BoardServer
) -> None:
    record(server.sounds, ["call-A010"], seconds=3)
    said = to_speak("call-A010", text_vi="Mời số A không một không vào phòng khám số một")
    page = board()
    server.show(hall(to_speak=(said,)))
    page.wait_for_selector(".hero.speaking")
    assert page.inner_text(".numbers") == "A010"
    assert page.inner_text(".bar .caption") == said.text_vi
    assert page.inner_text(".bar .hospital") == "Bệnh viện Đa khoa Mẫu"
    assert page.inner_text(".bar .clock") == "09:22"
    wait_until(lambda: page.inner_text(".numbers") == "A012", 10)
    assert page.locator(".bar .caption").count() == 0


def test_a_call_no_longer_listed_is_written_out_while_it_is_spoken(
    board: Board, server: BoardServer
) -> None:
    record(server.sounds, ["gone"], seconds=3)
    page = board(lang="en")
    server.show(hall(to_speak=(to_speak("gone", text_en="Number B 9, please go to room 1"),)))
    page.wait_for_selector(".hero.speaking")
    assert page.inner_text(".sentence") == "Number B 9, please go to room 1"


def test_several_numbers_called_at_once_stand_large_together(
    board: Board, server: BoardServer
) -> None:
    together = [shown(number, "p2", call="blood") for number in ("A014", "A013", "A012")]
    server.show(hall(current=together[0], last=tuple(together[1:])))
    page = board()
    assert page.inner_text(".numbers").split() == ["A012", "A013", "A014"]
    assert "Mời các số" in page.inner_text(".hero")


def test_without_contact_nothing_more_is_spoken(board: Board, server: BoardServer) -> None:
    record(server.sounds, ["G1", "G2"], seconds=2)
    page = board(at="about:blank")
    page.clock.install()
    page.goto(server.board())
    server.show(hall(to_speak=(to_speak("G1"), to_speak("G2"))))
    wait_until(lambda: heard(page) == ["G1-1"])
    server.beating = False
    page.clock.fast_forward(12_000)
    page.wait_for_selector(".banner.contact")
    page.wait_for_selector(".speaking", state="detached")  # what was begun is said to its end
    assert heard(page) == ["G1-1", "G1-2"]
    server.show(hall(2, to_speak=()))
    page.wait_for_selector(".banner.contact", state="detached")
    server.beating = True
    record(server.sounds, ["G3"])
    server.show(hall(3, to_speak=(to_speak("G3"),)))
    wait_until(lambda: "G3" in server.spoken, 15)
    assert not [name for name in heard(page) if name.startswith("G2")]


def test_a_browser_that_forbids_sound_says_so_until_a_key_is_pressed(
    browse: Browsing, server: BoardServer, chromium: Browser
) -> None:
    record(server.sounds, ["H1"])
    server.show(hall(to_speak=(to_speak("H1"),)))
    strict = chromium.browser_type.launch(
        executable_path=executable(),
        args=[each for each in SWITCHES if not each.startswith("--autoplay")],
    )
    page = Browsing(strict, browse.pictures)(server.board())
    page.wait_for_selector(".banner.sound")
    assert page.inner_text(".banner.sound") == "CHƯA BẬT TIẾNG – bấm OK trên điều khiển"
    wait_until(lambda: server.sound_on == [False])
    assert server.spoken == []
    page.keyboard.press("Enter")
    wait_until(lambda: server.spoken == ["H1"], 15)
    assert server.sound_on == [False, True]
    assert page.locator(".banner.sound").count() == 0
    strict.close()


def test_a_call_of_a_former_epoch_is_neither_shown_nor_spoken_after_a_restore(
    board: Board, server: BoardServer
) -> None:
    record(server.sounds, ["I1", "I2", "I3"], seconds=1)
    page = board()
    server.show(hall(90, to_speak=(to_speak("I1"), to_speak("I2"))))
    wait_until(lambda: heard(page) == ["I1-1"])
    restored = replace(hall(1, epoch="e2", current=None, last=()), to_speak=(to_speak("I3"),))
    server.show(restored)
    wait_until(lambda: "I3" in server.spoken, 15)
    assert not [name for name in heard(page) if name.startswith("I2")]
    assert page.inner_text(".hero").strip() == "Chưa gọi số nào"
