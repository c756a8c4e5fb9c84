"""A problem is told as file, key, what was expected and what was found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from queue_server.settings.problems import Expected, Problem, SettingsWrong
from queue_server.words import LANGS, WORDS
from tests.builders import CONFIG


def test_a_problem_is_one_line_in_either_language() -> None:
    problem = Problem(
        "rooms.pk-1.places",
        "settings.wrong",
        {"found": 0},
        Expected("int_between", {"least": 1, "most": 20}),
    )

    assert [problem.sentence("hospital.toml", lang) for lang in LANGS] == [
        "hospital.toml: rooms.pk-1.places: cần một số nguyên từ 1 đến 20, đang là 0.",
        "hospital.toml: rooms.pk-1.places: expected a whole number from 1 to 20, found 0.",
    ]


def test_a_problem_of_the_whole_file_names_no_key() -> None:
    assert Problem("", "settings.not_utf8").sentence("a.toml", "en") == (
        "a.toml: the file must be saved as UTF-8."
    )


def test_several_problems_are_several_lines() -> None:
    wrong = SettingsWrong("a.toml", [Problem("x", "settings.unknown")] * 2)

    assert str(wrong) == "a.toml: x: no such key.\na.toml: x: no such key."
    with pytest.raises(SettingsWrong, match="no such key"):
        raise wrong


def test_every_problem_the_checks_can_find_has_its_sentence() -> None:
    code = CONFIG.parent / "queue_server" / "settings"
    named = {
        name
        for file in sorted(Path(code).glob("*.py"))
        for name in re.findall(r'"(settings\.[a-z_0-9]+)"', file.read_text("utf-8"))
    }

    assert len(named) > 20
    assert named <= set(WORDS)
