"""The front pages: where to go, and whether all is well."""

from __future__ import annotations

from pathlib import Path

from queue_server.core.access import Role
from queue_server.web.common.routes import WAYS
from queue_server.words import WORDS
from tests.front import House, build_house
from tests.harness.clock import Clock


def test_a_patient_who_comes_here_by_mistake_is_told_where_to_go(house: House) -> None:
    assert "mời lấy số tại máy lấy số" in house.visitor().get("/").text


def test_an_auditor_is_shown_what_there_is_for_him(house: House) -> None:
    shown = house.signed_in("kt", Role.AUDITOR).get("/").text

    assert 'href="/admin/devices"' in shown
    assert 'href="/reception"' not in shown


def test_every_way_has_its_words() -> None:
    assert all(way.word in WORDS and f"{way.word}_why" in WORDS for way in WAYS)


def test_health_tells_single_words_and_no_secret(house: House) -> None:
    answer = house.visitor().get("/healthz")

    assert answer.status_code == 200
    assert answer.get_json() == {
        "database": "ok", "bell": "here", "relay": "late", "version": "0.1.0",
        "at": house.clock(),
    }  # fmt: skip


def test_health_says_when_numbers_cannot_be_given(house: House) -> None:
    house.site.db.close()
    file = Path(str(house.site.db.url.database))
    for part in file.parent.glob("luot.db*"):
        part.unlink()
    file.mkdir()

    answer = house.visitor().get("/healthz")

    assert answer.status_code == 503
    assert answer.get_json()["database"] == "storage_failed"


def test_health_says_that_the_boards_are_told(house: House) -> None:
    house.front.relay.look()

    assert house.visitor().get("/healthz").get_json()["relay"] == "ok"


def test_an_open_line_is_said_aloud_to_staff_alone(tmp_path: Path, clock: Clock) -> None:
    built = build_house(tmp_path, clock, insecure_lan=True, bind="0.0.0.0")

    assert "chưa được mã hóa" in built.signed_in("hoa", Role.RECEPTION).get("/").text
    assert "chưa được mã hóa" not in built.visitor().get("/").text
    built.close()
