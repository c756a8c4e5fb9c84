"""Whoever is too fast waits and is told how long; nobody else notices."""

from __future__ import annotations

import pytest

from queue_server.core.refusal import Refusal
from queue_server.web.common.pace import Bucket, Pace


def test_beyond_a_burst_a_machine_waits_and_is_told_how_long() -> None:
    pace = Pace()
    for _ in range(10):
        pace.check("enrol", "10.0.0.9", now=0, rate=(10, 6_000))

    with pytest.raises(Refusal) as no:
        pace.check("enrol", "10.0.0.9", now=0, rate=(10, 6_000))
    assert no.value.facts == {"seconds": 6}
    pace.check("enrol", "10.0.0.9", now=6_000, rate=(10, 6_000))
    pace.check("enrol", "10.0.0.8", now=0, rate=(10, 6_000))


def test_a_clock_that_goes_back_gives_nothing_and_takes_nothing() -> None:
    bucket = Bucket(2, 1_000)
    bucket.take(10_000)

    assert bucket.take(5_000) == 0
    assert bucket.take(5_000) == 1_000


def test_addresses_seen_once_do_not_stay_in_memory_for_ever() -> None:
    pace = Pace()
    for guess in range(3_000):
        pace.check("enrol", f"10.{guess}", now=guess * 100_000, rate=(10, 6_000))

    assert len(pace._buckets) <= 1_001
