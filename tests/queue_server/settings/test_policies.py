"""From a hospital's words to the core's values."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from queue_server.core.policy import DESK_CALLING, CallingPolicy, CallPolicy, Policy
from queue_server.settings import Hospital, hours_of, policy_of, read_hospital
from queue_server.settings.hospital import (
    CallingOverride,
    CallOverride,
    DatedHours,
    HospitalPolicy,
    Hours,
    MakeupDay,
    ServicePolicy,
)
from queue_server.settings.policies import weekday_text
from tests.builders import DISTRICT

TET = date(2027, 2, 8)
SUNDAY = date(2026, 11, 29)


@pytest.fixture
def hospital() -> Hospital:
    return read_hospital(DISTRICT)


def policy(hospital: Hospital, service: str, usual: HospitalPolicy, own: ServicePolicy) -> Policy:
    hospital = msgspec.structs.replace(hospital, policy=usual)
    return policy_of(hospital, msgspec.structs.replace(hospital.services[service], policy=own))


def test_a_hospital_that_says_nothing_has_the_shipped_numbers(hospital: Hospital) -> None:
    nothing = (HospitalPolicy(), ServicePolicy())

    assert policy(hospital, "noi", *nothing) == Policy()
    for desk in ("tiep-don", "thu-ngan", "duoc"):
        assert policy(hospital, desk, *nothing).calling == DESK_CALLING


def test_the_services_word_beats_the_hospitals_and_the_hospitals_the_shipped_one(
    hospital: Hospital,
) -> None:
    usual = HospitalPolicy(
        calling=CallingOverride(guard_minutes=15, mean_service_s=240),
        desk_calling=CallingOverride(guard_minutes=5),
        call=CallOverride(recalls=3),
    )
    own = ServicePolicy(calling=CallingOverride(mean_service_s=600))

    room = policy(hospital, "noi", usual, own)

    assert room.calling == CallingPolicy(guard_minutes=15, mean_service_s=600)
    assert room.call == CallPolicy(recalls=3)
    assert policy(hospital, "duoc", usual, ServicePolicy()).calling.guard_minutes == 5


@pytest.mark.parametrize(
    "usual,own",
    [
        (CallingOverride(guard=False), CallingOverride()),
        (CallingOverride(), CallingOverride(guard=False)),
    ],
)
def test_a_hospital_may_do_without_the_guarantee(
    hospital: Hospital, usual: CallingOverride, own: CallingOverride
) -> None:
    made = policy(hospital, "noi", HospitalPolicy(calling=usual), ServicePolicy(calling=own))

    assert made.calling.guard_minutes is None


def with_hours(hospital: Hospital, usual: Hours, own: Hours | None) -> dict[date, str]:
    hospital = msgspec.structs.replace(hospital, hours=usual)
    service = msgspec.structs.replace(hospital.services["noi"], hours=own)
    hours = hours_of(hospital, service)
    days = (date(2026, 11, 23), SUNDAY, TET)
    return {day: ", ".join(map(str, hours.on(day))) for day in days}


USUAL = Hours(
    weekdays="07:00-11:30",
    holidays=(TET,),
    makeup=(MakeupDay(day=SUNDAY, like="mon"),),
)


def test_a_service_without_hours_has_the_hospitals(hospital: Hospital) -> None:
    assert list(with_hours(hospital, USUAL, None).values()) == ["07:00-11:30", "07:00-11:30", ""]


def test_own_hours_still_keep_the_hospitals_holidays_and_makeup_days(hospital: Hospital) -> None:
    own = Hours(weekdays="06:00-12:00")

    assert list(with_hours(hospital, USUAL, own).values()) == ["06:00-12:00", "06:00-12:00", ""]


def test_a_service_may_work_on_holidays(hospital: Hospital) -> None:
    own = Hours(weekdays="00:00-24:00", works_holidays=True)

    assert with_hours(hospital, USUAL, own)[TET] == "00:00-24:00"


def test_own_dates_beat_the_hospitals(hospital: Hospital) -> None:
    own = Hours(weekdays="06:00-12:00", dated=(DatedHours(day=TET, hours="08:00-09:00"),))

    assert with_hours(hospital, USUAL, own)[TET] == "08:00-09:00"


def test_a_day_of_its_own_beats_monday_to_friday_even_when_closed() -> None:
    hours = Hours(weekdays="07:00-11:30", wed="")

    assert [weekday_text(hours, day) for day in ("tue", "wed", "sat")] == ["07:00-11:30", "", ""]
