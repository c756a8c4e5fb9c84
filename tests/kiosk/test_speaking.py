"""Each step is spoken by the real voice, made once and kept; without a voice there is silence."""

from __future__ import annotations

import wave
from pathlib import Path

import msgspec
import pytest

from kiosk.entry import Given
from kiosk.speaking import Speaking, sentences
from tests.simulators.kiosk_server import menu

GIVEN = Given(
    number="A2-007",
    own=True,
    service="Tiếp đón",
    where="Quầy 1–3",
    ahead=1,
    guarantee_minutes=15,
    issued_at=0,
)


def test_the_number_is_spoken_with_all_that_the_paper_says() -> None:
    said = sentences("result", "vi", menu=menu(), given=GIVEN)

    for part in ("A2-007", "Tiếp đón", "Quầy 1–3", "Còn 1 người", "15", "lấy phiếu"):
        assert part in said


def test_a_priority_patient_hears_about_papers_instead_of_the_guarantee() -> None:
    given = msgspec.structs.replace(GIVEN, priority=True)

    said = sentences("screen_result", "en", menu=menu(), given=given)

    assert "show your papers" in said
    assert "remember this number" in said
    assert "minutes" not in said


@pytest.mark.parametrize("step", ["first", "services", "groups", "paper", "emergency"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_step_has_its_sentence(step: str, lang: str) -> None:
    assert len(sentences(step, lang, menu=menu())) > 20  # type: ignore[arg-type]  # a language


def test_the_voice_makes_a_sound_once(tmp_path: Path) -> None:
    speaking = Speaking(tmp_path)

    path = speaking.sound("Mời ông bà lấy phiếu.", "vi")
    assert path is not None
    with wave.open(str(path)) as sound:
        assert sound.getnframes() / sound.getframerate() > 0.5
    made = path.stat().st_mtime_ns
    assert speaking.sound("Mời ông bà lấy phiếu.", "vi") == path
    assert path.stat().st_mtime_ns == made


@pytest.mark.parametrize("command", [["/no/such/voice"], ["false"]])
def test_without_a_voice_there_is_silence_and_no_fault(tmp_path: Path, command: list[str]) -> None:
    assert Speaking(tmp_path, command).sound("Xin chào", "vi") is None
