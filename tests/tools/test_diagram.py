"""The picture drawn from the table of a turn's life."""

from __future__ import annotations

import pytest

from queue_server.core.turn import TABLE, Act, State
from tools.diagram import BEGIN, END, block, draw, replace_block


def test_every_step_of_the_table_is_in_the_picture() -> None:
    drawn = draw(TABLE)
    arrows = [line.strip().partition(": ") for line in drawn.splitlines() if ": " in line]
    steps = {(*ends.split(" --> "), act) for ends, _, acts in arrows for act in acts.split(", ")}
    assert steps == {
        (str(state), str(to), str(act)) for state, acts in TABLE.items() for act, to in acts.items()
    }


def test_acts_between_the_same_two_states_share_an_arrow() -> None:
    table = {State.WAITING: {Act.DEFER: State.WAITING, Act.RECLASS: State.WAITING}}
    assert "WAITING --> WAITING: defer, reclass" in draw(table)


def test_an_end_is_drawn_as_an_end() -> None:
    assert "    CLOSED --> [*]" in draw({State.CLOSED: {}})


def test_only_the_marked_part_of_a_page_is_replaced() -> None:
    page = f"before\n{BEGIN}\nold\n{END}\nafter"
    assert replace_block(page, block({})) == f"before\n{block({})}\nafter"


def test_a_page_without_the_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="lacks the marks"):
        replace_block("no marks here", block({}))
