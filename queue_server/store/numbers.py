"""Numbers and presses: one counter row a series and day, one row a number, one answer a press."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from queue_server.store.tables import counters, devices, numbers, presses, visits


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number that exists: with its visit, or void with a reason."""

    id: int
    series: str
    day: str
    n: int
    label: str
    visit_id: int | None
    void_reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PressRow:
    """A press that was answered before."""

    press_id: str
    device_id: str
    fingerprint: str
    visit_id: int
    turn_id: int
    answer: dict[str, Any]


def count_on(tx: Connection, site: int, *, series: str, day: str) -> int:
    """The next count of a series on a day. A transaction that fails gives it back: no gaps.

    The counter's row is held until the commit, so two presses never get the same count.
    """
    after: int | None = tx.execute(
        update(counters)
        .where(counters.c.site_id == site, counters.c.series == series, counters.c.day == day)
        .values(last=counters.c.last + 1)
        .returning(counters.c.last)
    ).scalar_one_or_none()
    if after is None:  # first of the day; of two at once the second fails and begins again
        tx.execute(insert(counters).values(site_id=site, series=series, day=day, last=1))
        return 1
    return after


def counted(tx: Connection, site: int, *, series: Collection[str], day: str) -> int:
    """How many numbers these series have given on ``day``."""
    query = select(func.coalesce(func.sum(counters.c.last), 0)).where(
        counters.c.site_id == site, counters.c.series.in_(series), counters.c.day == day
    )
    return int(tx.execute(query).scalar_one())


def insert_number(tx: Connection, **values: object) -> None:
    """Keep a number: site_id, series, day, n, label, visit_id, void_reason, issued_at."""
    tx.execute(insert(numbers).values(**values))


def number_row(tx: Connection, site: int, *, series: str, day: str, n: int) -> Number | None:
    """The row of a number, void or not."""
    query = select(numbers).where(
        numbers.c.site_id == site,
        numbers.c.series == series,
        numbers.c.day == day,
        numbers.c.n == n,
    )
    row = tx.execute(query).one_or_none()
    if row is None:
        return None
    return Number(
        id=row.id,
        series=row.series,
        day=row.day,
        n=row.n,
        label=row.label,
        visit_id=row.visit_id,
        void_reason=row.void_reason,
    )


def void_number(tx: Connection, site: int, *, visit: int, label: str, reason: str) -> None:
    """Mark a visit's number void; it stays a row, with its reason."""
    tx.execute(
        update(numbers)
        .where(numbers.c.site_id == site, numbers.c.visit_id == visit, numbers.c.label == label)
        .values(void_reason=reason)
    )


def void_reasons(tx: Connection, site: int, *, day: str, label: str) -> dict[int, str]:
    """By visit, why the number ``label`` of that day is void; empty for one that counts."""
    query = select(numbers.c.visit_id, numbers.c.void_reason).where(
        numbers.c.site_id == site, numbers.c.day == day, numbers.c.label == label
    )
    return {row.visit_id: row.void_reason or "" for row in tx.execute(query) if row.visit_id}


def visits_numbered(tx: Connection, site: int, *, day: str, label: str) -> list[int]:
    """Visits that hold or held this number on this day, a room's number included."""
    query = select(numbers.c.visit_id).where(
        numbers.c.site_id == site, numbers.c.day == day, numbers.c.label == label
    )
    return [visit for visit in tx.execute(query).scalars() if visit is not None]


# ---- presses -----------------------------------------------------------------------------------


def press_row(tx: Connection, press_id: str) -> PressRow | None:
    """What a press was answered, if it was."""
    row = tx.execute(select(presses).where(presses.c.press_id == press_id)).one_or_none()
    if row is None:
        return None
    return PressRow(
        press_id=row.press_id,
        device_id=row.device_id,
        fingerprint=row.fingerprint,
        visit_id=row.visit_id,
        turn_id=row.turn_id,
        answer=dict(row.answer),
    )


def keep_press(tx: Connection, **values: object) -> None:
    """Remember a press with its answer; the same id a second time breaks the transaction."""
    tx.execute(insert(presses).values(**values))


def answer_press(tx: Connection, press_id: str, answer: dict[str, Any]) -> None:
    """The press has a new answer: the number that is on the paper."""
    tx.execute(update(presses).where(presses.c.press_id == press_id).values(answer=answer))


def kiosk_of(tx: Connection, site: int, device: str) -> tuple[int, str]:
    """The number of a kiosk's own series, given at enrolment (0: none), and its name."""
    query = select(devices.c.number, devices.c.name).where(
        devices.c.id == device, devices.c.site_id == site
    )
    row = tx.execute(query).one_or_none()
    return (0, "") if row is None else (row.number or 0, row.name)


def last_online_at(tx: Connection, site: int, *, device: str, day: str, but: int = 0) -> int:
    """When this kiosk last got a number from the server on that day; 0 for never.

    A kiosk counts by itself only after that, so no number it hands in can be older. The visit
    ``but`` is left out: its press may have reached the server late, and no answer the kiosk.
    """
    query = select(func.max(visits.c.ticket_at)).where(
        visits.c.site_id == site,
        visits.c.day == day,
        visits.c.device_id == device,
        visits.c.number.not_like("%-%"),
        visits.c.id != but,
    )
    latest: int | None = tx.execute(query).scalar_one()
    return latest or 0
