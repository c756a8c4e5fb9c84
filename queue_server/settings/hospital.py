"""What a hospital says about itself in ``config/hospital.toml``, typed and frozen.

Everything a hospital changes stands here and nothing a programmer changes: services, rooms,
boards, hours, priority groups, policies. Codes name things between programs and never change;
names are for people and may.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

Code = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,31}\Z", extra={"what": "code"})]
Letter = Annotated[str, Meta(pattern=r"^[A-ZĐ]{1,3}\Z", extra={"what": "letter"})]
OptionalLetter = Annotated[str, Meta(pattern=r"^([A-ZĐ]{1,3})?\Z", extra={"what": "letter"})]
Clock = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z", extra={"what": "clock"})]
Name = Annotated[str, Meta(min_length=1, max_length=200, extra={"what": "name"})]
Phrase = Annotated[str, Meta(max_length=200, extra={"what": "phrase"})]
Minutes = Annotated[int, Meta(ge=0, le=1440)]

ServiceKind = Literal["desk", "room", "test", "cashier", "pharmacy"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every table of the file: immutable, nothing unknown accepted."""


class SiteInfo(Part, frozen=True, kw_only=True):
    """The hospital itself."""

    code: Code
    name_vi: Name
    name_en: Name
    zone: str = "Asia/Ho_Chi_Minh"
    day_start: Clock = "03:00"  # local time at which numbers begin anew
    hotline: Phrase = ""
    public_url: Phrase = ""  # where phones reach the server; "" = no QR on slips (decision 26)
    emergency_vi: Phrase = "Trường hợp cấp cứu: mời vào thẳng khoa Cấp cứu."
    emergency_en: Phrase = "Emergency: please go straight to the emergency department."


class Speech(Part, frozen=True, kw_only=True):
    """How calls are spoken: pronunciation, and numbers digit by digit or as a whole."""

    region: Literal["north", "south"] = "north"
    style: Literal["digits", "whole"] = "digits"


class MakeupDay(Part, frozen=True, kw_only=True):
    """A day worked in place of another, as the government announces before Tết."""

    day: date
    like: Weekday


class DatedHours(Part, frozen=True, kw_only=True):
    """One date with its own hours; empty: closed."""

    day: date
    hours: Phrase = ""


class Hours(Part, frozen=True, kw_only=True):
    """Opening hours as text, ``"07:00-11:30, 13:30-16:30"``; an empty day is closed."""

    weekdays: Phrase = ""  # Monday to Friday, unless a day says otherwise
    mon: Phrase | UnsetType = UNSET
    tue: Phrase | UnsetType = UNSET
    wed: Phrase | UnsetType = UNSET
    thu: Phrase | UnsetType = UNSET
    fri: Phrase | UnsetType = UNSET
    sat: Phrase = ""
    sun: Phrase = ""
    holidays: tuple[date, ...] = ()
    works_holidays: bool = False  # a service open on the hospital's holidays too
    makeup: tuple[MakeupDay, ...] = ()
    dated: tuple[DatedHours, ...] = ()


class CallingOverride(Part, frozen=True, kw_only=True):
    """The numbers of `core.policy.CallingPolicy` that this hospital wants otherwise."""

    rule: Literal["head_start", "strict", "fifo"] | UnsetType = UNSET
    priority_minutes: Minutes | UnsetType = UNSET
    appointment_minutes: Minutes | UnsetType = UNSET
    return_minutes: Minutes | UnsetType = UNSET
    early_minutes: Minutes | UnsetType = UNSET
    late_minutes: Minutes | UnsetType = UNSET
    guard_minutes: Annotated[int, Meta(ge=1, le=240)] | UnsetType = UNSET
    guard: bool = True  # false: no bound on being passed, and no sentence about it on the slip
    mean_service_s: Annotated[int, Meta(ge=5, le=14_400)] | UnsetType = UNSET


class CallOverride(Part, frozen=True, kw_only=True):
    """The numbers of `core.policy.CallPolicy` that this hospital wants otherwise."""

    recalls: Annotated[int, Meta(ge=0, le=10)] | UnsetType = UNSET
    recall_apart_s: Annotated[int, Meta(ge=1, le=600)] | UnsetType = UNSET
    absent_after_s: Annotated[int, Meta(ge=0, le=3_600)] | UnsetType = UNSET
    offered_after_calls: Annotated[int, Meta(ge=0, le=50)] | UnsetType = UNSET
    back_places: Annotated[int, Meta(ge=0, le=50)] | UnsetType = UNSET
    misses: Annotated[int, Meta(ge=1, le=10)] | UnsetType = UNSET
    return_minutes: Minutes | UnsetType = UNSET
    no_show_minutes: Minutes | UnsetType = UNSET
    undo_s: Annotated[int, Meta(ge=0, le=3_600)] | UnsetType = UNSET
    undo_end_minutes: Minutes | UnsetType = UNSET
    walk_s: Annotated[int, Meta(ge=0, le=3_600)] | UnsetType = UNSET


class ServicePolicy(Part, frozen=True, kw_only=True):
    """What one service wants otherwise than the hospital."""

    calling: CallingOverride = CallingOverride()
    call: CallOverride = CallOverride()


class HospitalPolicy(Part, frozen=True, kw_only=True):
    """What the hospital wants otherwise than the shipped defaults."""

    calling: CallingOverride = CallingOverride()  # examination rooms and tests
    desk_calling: CallingOverride = CallingOverride()  # reception, cashier, pharmacy
    call: CallOverride = CallOverride()


class Service(Part, frozen=True, kw_only=True):
    """Something people queue for, with the letters of its numbers."""

    name_vi: Name
    name_en: Name
    kind: ServiceKind
    letter: Letter
    priority_letter: OptionalLetter = ""  # own series for priority patients; "" = they share one
    at_kiosk: bool = False
    where_vi: Phrase = ""
    where_en: Phrase = ""
    hours: Hours | None = None  # None: the hospital's
    policy: ServicePolicy = ServicePolicy()
    most_a_day: Annotated[int, Meta(ge=1, le=20_000)] | None = None  # then kiosks say: full today


class Room(Part, frozen=True, kw_only=True):
    """Where a member of staff serves; the services in the order in which they are preferred."""

    name_vi: Name  # neutral where the true name would reveal an illness
    name_en: Name
    services: Annotated[tuple[Code, ...], Meta(min_length=1)]
    kind: Literal["room", "desk"] = "room"
    number: Phrase = ""
    floor: Phrase = ""
    places: Annotated[int, Meta(ge=1, le=20)] = 1
    priority_window: bool = False  # priority first, anybody when none waits
    records_start: bool = False  # staff press "start"; off: one key a patient
    printer: Phrase = ""  # name of the printer device beside it


class Board(Part, frozen=True, kw_only=True):
    """A screen and the rooms it shows; size and distance decide how large the numbers are."""

    title_vi: Name
    title_en: Name
    rooms: Annotated[tuple[Code, ...], Meta(min_length=1)]
    inches: Annotated[int, Meta(ge=7, le=150)] = 43
    farthest_m: Annotated[int, Meta(ge=1, le=60)] = 6


class Group(Part, frozen=True, kw_only=True):
    """One legal priority group; Law 15/2023/QH15 art. 3(2) names seven, a hospital may edit."""

    name_vi: Name
    name_en: Name
    proof: Literal["", "child_under_6", "elderly_75"] = ""  # what a card's birthday can prove
    by_card: bool = False
    staff_only: bool = False  # emergency: never chosen by touch
    shows_vi: Phrase = ""  # what to show at the desk
    shows_en: Phrase = ""


class PatientKind(Part, frozen=True, kw_only=True):
    """What reception may note of a visit: insured, paying, re-examination."""

    name_vi: Name
    name_en: Name


class Kiosk(Part, frozen=True, kw_only=True):
    """What the kiosk offers, in this order; empty: every service with ``at_kiosk``."""

    services: tuple[Code, ...] = ()


class Hospital(Part, frozen=True, kw_only=True):
    """The whole file; the order of services, rooms and boards in it is their order on screens."""

    site: SiteInfo
    services: dict[Code, Service]
    rooms: dict[Code, Room]
    boards: dict[Code, Board] = {}
    groups: dict[Code, Group] = {}
    kinds: dict[Code, PatientKind] = {}
    hours: Hours = Hours()
    speech: Speech = Speech()
    kiosk: Kiosk = Kiosk()
    policy: HospitalPolicy = HospitalPolicy()

    def kiosk_services(self) -> tuple[str, ...]:
        """Codes of the kiosk's buttons, in order."""
        offered = tuple(code for code, service in self.services.items() if service.at_kiosk)
        return self.kiosk.services or offered


def as_data(hospital: Hospital) -> dict[str, Any]:
    """The hospital as plain data, to be kept beside what was made from it."""
    data: dict[str, Any] = msgspec.to_builtins(hospital)
    return data


def from_data(data: dict[str, Any]) -> Hospital:
    """The hospital that `as_data` kept. Raises msgspec.ValidationError for anything else."""
    return msgspec.convert(data, Hospital)
