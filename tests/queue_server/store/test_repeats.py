"""The same key is the same request: one answer, kept with what it did."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.exc import IntegrityError

from queue_server.store import repeats
from tests.at_work import AtWork, at_work
from tests.harness.clock import Clock


@pytest.fixture
def work(database_url: str, clock: Clock) -> Iterator[AtWork]:
    there = at_work(database_url, clock)
    yield there
    there.db.close()


def keep(work: AtWork, key: str, at: int = 0, **answer: object) -> None:
    with work.db.write() as tx:
        repeats.stand_in_line(tx, key)
        repeats.keep_repeat(
            tx, key=key, site_id=work.built.site, fingerprint=f"of {key}", answer=answer, at=at
        )


def known(work: AtWork, key: str, *, elsewhere: int = 0) -> repeats.Repeat | None:
    with work.looking() as tx:
        return repeats.repeat_row(tx, work.built.site + elsewhere, key)


def test_an_answer_is_told_again_as_it_was_with_what_it_was_about(work: AtWork) -> None:
    keep(work, "key-one", numbers=["N001"], nobody=False)
    found = known(work, "key-one")
    assert found is not None
    assert found.answer == {"numbers": ["N001"], "nobody": False}
    assert found.fingerprint == "of key-one"
    assert known(work, "key-two") is None
    assert known(work, "key-one", elsewhere=1) is None


def test_a_used_key_breaks_the_transaction_that_uses_it_again(work: AtWork) -> None:
    keep(work, "key-one", numbers=["N001"])
    with pytest.raises(IntegrityError):
        keep(work, "key-one", numbers=["N002"])
    found = known(work, "key-one")
    assert found is not None
    assert found.answer == {"numbers": ["N001"]}


def test_only_answers_nobody_asks_for_any_more_are_forgotten(work: AtWork) -> None:
    for key, at in (("key-old", 99), ("key-new", 100)):
        keep(work, key, at)
    with work.db.write() as tx:
        assert repeats.forget_before(tx, work.built.site + 1, 100) == 0
        assert repeats.forget_before(tx, work.built.site, 100) == 1
    assert [row["key"] for row in work.rows("repeats")] == ["key-new"]
