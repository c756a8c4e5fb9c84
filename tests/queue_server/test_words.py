"""Sentences by key, in two languages; that each is whole is tested in quality/test_words."""

from __future__ import annotations

import pytest

from queue_server.words import LANGS, WORDS, say, table


def test_a_sentence_comes_in_the_readers_language_with_its_facts() -> None:
    assert say("refusal.number_out_of_range", "vi", number=0, most=99) == (
        "Số 0 nằm ngoài khoảng từ 1 đến 99."
    )
    assert say("refusal.number_out_of_range", "en", number=0, most=99) == (
        "0 is not between 1 and 99."
    )


def test_a_key_nobody_wrote_or_a_fact_nobody_gave_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        say("refusal.no_such_word", "vi")
    with pytest.raises(KeyError):
        say("refusal.number_out_of_range", "vi", number=0)


def test_a_page_gets_all_its_words_unfilled_and_no_others() -> None:
    for lang in LANGS:
        words = table("refusal.", lang)
        assert "{most}" in words["refusal.number_out_of_range"]
        assert all(key.startswith("refusal.") for key in words)
    assert set(table("", "vi")) == set(WORDS)


def test_both_languages_are_there() -> None:
    vi, en = table("", "vi"), table("", "en")

    assert vi.keys() == en.keys()
    same = [key for key in vi if vi[key] == en[key]]
    assert len(same) < len(vi) / 10, "whole tables were left untranslated"
