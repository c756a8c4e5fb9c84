"""Days and hours: the day of a night patient, a holiday, a make-up Saturday, a change of clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_server.core.calendar import (
    Hours,
    Range,
    day_bounds,
    opening_hours,
    read_ranges,
    read_time,
    service_day,
)
from queue_server.core.refusal import Refusal

HCM = ZoneInfo("Asia/Ho_Chi_Minh")
BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [HCM, BERLIN, UTC, ZoneInfo("America/Havana"), ZoneInfo("Pacific/Apia")]
MONDAY = date(2026, 11, 23)
HOUR = 3_600_000
DAY_HOURS = "07:00-11:30, 13:30-16:30"


def at(text: str, zone: ZoneInfo = HCM) -> int:
    local = datetime.fromisoformat(text).replace(tzinfo=zone)
    return round(local.timestamp() * 1000)


def week(text: str = DAY_HOURS, days: int = 5) -> Hours:
    return opening_hours(dict.fromkeys(range(days), text))


# ---- service day


@pytest.mark.parametrize(
    "now, day",
    [
        ("2026-11-23 03:00", date(2026, 11, 23)),
        ("2026-11-23 23:59", date(2026, 11, 23)),
        ("2026-11-24 02:59:59.999", date(2026, 11, 23)),
        ("2026-11-24 03:00", date(2026, 11, 24)),
        ("2027-01-01 00:30", date(2026, 12, 31)),
    ],
)
def test_a_patient_after_midnight_still_belongs_to_the_evening(now: str, day: date) -> None:
    assert service_day(at(now), HCM) == day


def test_a_hospital_may_turn_its_day_at_midnight() -> None:
    assert service_day(at("2026-11-24 00:00"), HCM, day_start="00:00") == date(2026, 11, 24)
    assert service_day(at("2026-11-23 23:59"), HCM, day_start="00:00") == MONDAY


def test_the_day_is_local_and_not_that_of_greenwich() -> None:
    six_in_the_morning = at("2026-11-23 06:00")

    assert datetime.fromtimestamp(six_in_the_morning / 1000, UTC).date() == date(2026, 11, 22)
    assert service_day(six_in_the_morning, HCM) == MONDAY


def test_a_day_of_summer_time_has_23_hours_and_one_of_winter_time_25() -> None:
    spring, autumn = (
        day_bounds(day, BERLIN, day_start="00:00")
        for day in (date(2026, 3, 29), date(2026, 10, 25))
    )

    assert [(end - start) // HOUR for start, end in (spring, autumn)] == [23, 25]


def test_a_day_start_that_the_clocks_jump_over_moves_on_by_the_jump() -> None:
    start, _ = day_bounds(date(2026, 3, 29), BERLIN, day_start="02:30")

    assert start == at("2026-03-29 03:30", BERLIN)


@given(
    now=st.integers(0, 4_102_444_800_000),
    zone=st.sampled_from(ZONES),
    day_start=st.sampled_from(["00:00", "02:30", "03:00", "05:15"]),
)
def test_every_instant_belongs_to_exactly_one_day(now: int, zone: ZoneInfo, day_start: str) -> None:
    day = service_day(now, zone, day_start=day_start)
    start, end = day_bounds(day, zone, day_start=day_start)

    assert start <= now < end
    assert day_bounds(day + timedelta(days=1), zone, day_start=day_start)[0] == end


def test_the_day_that_samoa_left_out_belongs_to_nobody() -> None:
    apia = ZoneInfo("Pacific/Apia")
    start, end = day_bounds(date(2011, 12, 30), apia)

    assert start == end
    assert service_day(start - 1, apia) == date(2011, 12, 29)
    assert service_day(start, apia) == date(2011, 12, 31)


# ---- hours


@pytest.mark.parametrize(
    "now, open_now",
    [
        ("2026-11-23 06:59:59.999", False),
        ("2026-11-23 07:00", True),
        ("2026-11-23 11:29:59.999", True),
        ("2026-11-23 11:30", False),
        ("2026-11-23 13:30", True),
        ("2026-11-23 16:30", False),
        ("2026-11-28 09:00", False),
    ],
)
def test_two_sessions_a_day_and_a_free_saturday(now: str, open_now: bool) -> None:
    assert week().is_open(at(now), HCM) is open_now


@pytest.mark.parametrize(
    "now, opens",
    [
        ("2026-11-23 03:40", "2026-11-23 07:00"),
        ("2026-11-23 08:00", "2026-11-23 08:00"),
        ("2026-11-23 11:30", "2026-11-23 13:30"),
        ("2026-11-27 16:30", "2026-11-30 07:00"),
    ],
)
def test_a_closed_service_says_when_it_opens(now: str, opens: str) -> None:
    assert week().next_opening(at(now), HCM) == at(opens)


def test_a_service_that_never_opens_promises_nothing() -> None:
    never = opening_hours({})

    assert never.next_opening(at("2026-11-23 08:00"), HCM) is None
    assert never.closes_at(at("2026-11-23 08:00"), HCM) is None
    assert never.opening_of(MONDAY, HCM) is None
    assert never.closing_of(MONDAY, HCM) is None


def test_the_day_begins_with_its_first_range_and_ends_with_its_last() -> None:
    assert week().opening_of(MONDAY, HCM) == at("2026-11-23 07:00")
    assert week().closing_of(MONDAY, HCM) == at("2026-11-23 16:30")


def test_a_queue_knows_when_its_session_closes() -> None:
    assert week().closes_at(at("2026-11-23 08:00"), HCM) == at("2026-11-23 11:30")
    assert week().closes_at(at("2026-11-23 12:00"), HCM) is None


def test_ranges_that_touch_are_one_session() -> None:
    hours = week("07:00-11:30, 11:30-13:30, 15:00-16:00")

    assert hours.closes_at(at("2026-11-23 08:00"), HCM) == at("2026-11-23 13:30")


def test_a_holiday_is_closed_and_its_makeup_saturday_works_like_a_monday() -> None:
    hours = opening_hours(
        {**dict.fromkeys(range(5), DAY_HOURS), 5: "07:00-11:00"},
        holidays=[date(2026, 8, 31)],
        makeup={date(2026, 8, 22): 0},
    )

    assert not hours.is_open(at("2026-08-31 08:00"), HCM)
    assert hours.next_opening(at("2026-08-31 08:00"), HCM) == at("2026-09-01 07:00")
    assert hours.is_open(at("2026-08-22 14:00"), HCM)
    assert not hours.is_open(at("2026-08-29 14:00"), HCM)


def test_a_dated_line_beats_holiday_and_makeup() -> None:
    day = date(2026, 8, 31)
    hours = opening_hours(
        {0: DAY_HOURS}, holidays=[day], makeup={day: 0}, dated={day: "08:00-10:00"}
    )

    assert hours.on(day) == (Range(480, 600),)


def test_tet_is_longer_than_a_week_and_the_reopening_is_still_found() -> None:
    tet = [date(2026, 2, 14) + timedelta(days=n) for n in range(14)]
    hours = opening_hours(dict.fromkeys(range(7), DAY_HOURS), holidays=tet)

    assert hours.next_opening(at("2026-02-14 08:00"), HCM) == at("2026-02-28 07:00")


def test_a_night_range_runs_past_midnight() -> None:
    night = opening_hours({0: "22:00-06:00"})

    assert night.is_open(at("2026-11-24 05:59"), HCM)
    assert not night.is_open(at("2026-11-24 06:00"), HCM)
    assert not night.is_open(at("2026-11-23 05:00"), HCM)
    assert night.closing_of(MONDAY, HCM) == at("2026-11-24 06:00")


def test_an_emergency_desk_is_open_at_every_midnight() -> None:
    always = opening_hours(dict.fromkeys(range(7), "00:00-24:00"))
    midnight = at("2026-11-24 00:00")

    assert always.is_open(midnight - 1, HCM)
    assert always.is_open(midnight, HCM)
    closing = always.closes_at(midnight, HCM)
    assert closing is not None
    assert closing - midnight > 50 * 24 * HOUR


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_opening_stays_at_seven_on_the_day_the_clocks_change(day: str) -> None:
    hours = opening_hours(dict.fromkeys(range(7), "07:00-16:00"))

    assert hours.opening_of(date.fromisoformat(day), BERLIN) == at(f"{day} 07:00", BERLIN)
    assert not hours.is_open(at(f"{day} 06:59", BERLIN), BERLIN)
    assert hours.is_open(at(f"{day} 07:00", BERLIN), BERLIN)


@given(now=st.integers(1_700_000_000_000, 1_900_000_000_000), zone=st.sampled_from(ZONES))
def test_open_means_that_the_next_opening_is_now_and_a_closing_follows(
    now: int, zone: ZoneInfo
) -> None:
    hours = week("07:00-11:30, 13:30-16:30, 22:00-02:30", days=6)
    opens, closes = hours.next_opening(now, zone), hours.closes_at(now, zone)

    assert opens is not None
    assert hours.is_open(opens, zone)
    assert hours.is_open(now, zone) == (opens == now) == (closes is not None)
    if closes is not None:
        assert hours.is_open(closes - 1, zone)
        assert not hours.is_open(closes, zone)


# ---- settings


def test_hours_are_read_in_any_order_and_written_back() -> None:
    ranges = read_ranges(" 13:30-16:30 , 7h00–11h30,22:00-06:00 ")

    assert [str(one) for one in ranges] == ["07:00-11:30", "13:30-16:30", "22:00-06:00"]
    assert read_ranges(", ".join(map(str, ranges))) == ranges


def test_the_whole_day_is_written_as_people_write_it() -> None:
    assert str(*read_ranges("00:00-24:00")) == "00:00-24:00"


@pytest.mark.parametrize("text", ["7", "25:00", "24:01", "07:60", "07:00:00", "", "seven"])
def test_a_time_nobody_can_keep_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_time(text)

    assert refused.value.code == "time_unreadable"
    assert refused.value.facts == {"text": text}


@pytest.mark.parametrize("text", ["07:00", "07:00-07:00", "24:00-08:00"])
def test_a_range_without_length_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="hours_unreadable"):
        read_ranges(text)


def test_ranges_that_overlap_are_refused_by_name() -> None:
    with pytest.raises(Refusal) as refused:
        read_ranges("07:00-12:00, 11:30-13:00")

    assert refused.value.code == "hours_overlap"
    assert refused.value.facts == {"one": "07:00-12:00", "other": "11:30-13:00"}
