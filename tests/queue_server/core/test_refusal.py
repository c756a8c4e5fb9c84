"""The one exception when a rule says no."""

from __future__ import annotations

import pytest

from queue_server.core.refusal import Refusal


def test_it_carries_a_code_for_programs_and_facts_for_the_sentence() -> None:
    with pytest.raises(Refusal) as refused:
        raise Refusal("room_paused", room="Phòng 3", resumes="09:10")

    assert refused.value.code == "room_paused"
    assert refused.value.facts == {"room": "Phòng 3", "resumes": "09:10"}


def test_a_log_line_shows_code_and_facts() -> None:
    assert str(Refusal("recalled_enough", most=2)) == "recalled_enough(most=2)"
    assert str(Refusal("busy")) == "busy()"
