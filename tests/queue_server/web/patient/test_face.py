"""What a patient reads in every state, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from queue_server.core.turn import State
from queue_server.operations.views import PatientStep, PatientView
from queue_server.web.patient.face import face
from tests.harness.clock import MONDAY_MORNING

ZONE = "Asia/Ho_Chi_Minh"
VIEW: dict[str, Any] = {
    "number": "A012", "lang": "vi", "hospital": "Bệnh viện Nhỏ", "service_vi": "Tiếp đón",
    "service_en": "Reception", "where_vi": "Quầy 1–3", "where_en": "Desks 1–3",
    "state": "WAITING", "priority": False, "ahead": 12, "room_vi": "", "room_en": "", "floor": "",
    "called_at": None, "keeps_place_until": None, "guarantee_minutes": 15, "path": (),
    "issued_at": MONDAY_MORNING, "dies_at": MONDAY_MORNING, "version": "1",
}  # fmt: skip


def view(**changes: Any) -> PatientView:
    return PatientView(**{**VIEW, **changes})


@pytest.mark.parametrize(
    "ahead,said", [(12, "Còn 12 người trước ông/bà"), (1, "Còn 1 người trước ông/bà"),
                   (0, "Sắp đến lượt ông/bà")],
)  # fmt: skip
def test_a_patient_reads_how_many_are_before(ahead: int, said: str) -> None:
    assert face(view(ahead=ahead), "vi", zone=ZONE).headline == said


def test_a_called_patient_reads_where_to_go_and_on_which_floor() -> None:
    called = view(state="CALLED", room_vi="Quầy số 2", room_en="Desk 2", floor="1", ahead=None)

    assert face(called, "vi", zone=ZONE).headline == "Mời ông/bà vào"
    assert face(called, "vi", zone=ZONE).todo == "Mời đến ngay: Quầy số 2"
    assert face(called, "vi", zone=ZONE).floor == "Tầng 1"
    assert face(called, "en", zone=ZONE).todo == "Please go now to Desk 2"


def test_an_absent_patient_reads_until_when_the_place_is_kept() -> None:
    absent = view(state="ABSENT", keeps_place_until=MONDAY_MORNING + 1_800_000)

    told = face(absent, "vi", zone=ZONE)

    assert told.headline == "Đã gọi, chưa thấy ông/bà"
    assert told.more == "Đến trước 08:00, ông/bà vẫn giữ chỗ cũ."


def test_the_guarantee_is_told_only_where_there_is_one_and_while_one_waits() -> None:
    assert "15\u00a0phút" in face(view(), "vi", zone=ZONE).guard
    assert face(view(guarantee_minutes=None), "vi", zone=ZONE).guard == ""
    assert face(view(state="DONE"), "vi", zone=ZONE).guard == ""


@pytest.mark.parametrize("state", ["", *State])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_state_has_its_sentence(state: str, lang: Any) -> None:
    told = face(view(state=str(state)), lang, zone=ZONE)

    assert told.headline
    assert "{" not in told.headline + told.todo


def test_only_ended_visits_are_asked_about_seldom() -> None:
    ended = {str(one) for one in State if face(view(state=str(one)), "vi", zone=ZONE).over}

    assert ended == {"DONE", "MOVED", "LEFT", "NO_SHOW", "CANCELLED", "CLOSED"}


def test_the_page_asks_often_when_the_call_may_come_any_moment() -> None:
    assert face(view(ahead=3), "vi", zone=ZONE).soon
    assert not face(view(ahead=4), "vi", zone=ZONE).soon
    assert face(view(state="CALLED"), "vi", zone=ZONE).soon


def test_a_board_word_is_all_that_is_said_about_priority() -> None:
    assert face(view(priority=True), "vi", zone=ZONE).priority == "Ưu tiên"


def test_a_path_is_told_only_when_there_is_more_than_one_step() -> None:
    step = PatientStep(
        service_vi="Khám Nội", service_en="", number="N001", state="PLANNED", room_vi="", room_en=""
    )

    assert face(view(path=(step,)), "vi", zone=ZONE).path == ()
    assert [one.service for one in face(view(path=(step, step)), "en", zone=ZONE).path] == [
        "Khám Nội", "Khám Nội"
    ]  # fmt: skip
