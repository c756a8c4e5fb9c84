"""Waiting with an end."""

from __future__ import annotations

import pytest

from tests.harness.waiting import wait_until


def test_it_asks_again_until_the_answer_is_true() -> None:
    answers = iter([None, 0, "", "A012"])
    assert wait_until(lambda: next(answers)) == "A012"


def test_an_assertion_inside_counts_as_not_yet() -> None:
    seen: list[int] = []

    def third_time() -> bool:
        seen.append(1)
        assert len(seen) >= 3
        return True

    assert wait_until(third_time)
    assert len(seen) == 3


def test_it_gives_up_and_says_what_it_waited_for() -> None:
    with pytest.raises(AssertionError, match="not within 0 s: the board turns"):
        wait_until(lambda: False, 0, what="the board turns")


def test_the_last_assertion_is_kept_as_the_reason() -> None:
    def never() -> bool:
        raise AssertionError("still A011")

    with pytest.raises(AssertionError, match="never") as given_up:
        wait_until(never, 0)
    assert str(given_up.value.__cause__) == "still A011"


def test_another_fault_inside_is_not_waited_away() -> None:
    def broken() -> bool:
        raise LookupError("no such board")

    with pytest.raises(LookupError):
        wait_until(broken)
