"""What one key says and another contradicts: unknown names, letters twice, hours that overlap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from queue_server.core.calendar import read_ranges
from queue_server.core.refusal import Refusal
from queue_server.settings.hospital import Hospital, Hours
from queue_server.settings.policies import WEEKDAYS, hours_of, weekday_text
from queue_server.settings.problems import Problem

ALIKE: Final = ("BPDĐTE", "LMN", "SX", "IY")
"""Letters that a loudspeaker in a full hall does not keep apart: bê, pê, đê, tê; lờ, mờ, nờ."""

LIKE_DIGITS: Final = {"O": "0", "I": "1"}


def wrong_between(hospital: Hospital) -> Iterator[Problem]:
    """Every contradiction in a file whose shape is right; warnings among them."""
    yield from _site(hospital)
    yield from _hours(hospital)
    yield from _names(hospital)
    yield from _letters(hospital)
    yield from _groups(hospital)
    yield from _lonely(hospital)


def _site(hospital: Hospital) -> Iterator[Problem]:
    try:
        ZoneInfo(hospital.site.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield Problem("site.zone", "settings.no_zone", {"found": hospital.site.zone})
    url = hospital.site.public_url
    if url and not url.startswith(("https://", "http://")):
        yield Problem("site.public_url", "settings.no_url", {"found": url})


def _hours(hospital: Hospital) -> Iterator[Problem]:
    found = list(_wrong_hours(hospital.hours, "hours"))
    for code, service in hospital.services.items():
        if service.hours:
            found += _wrong_hours(service.hours, f"services.{code}.hours")
    yield from found
    if found:
        return
    for code, service in hospital.services.items():
        if not any(hours_of(hospital, service).weekly):
            yield Problem(f"services.{code}.hours", "settings.never_open", warning=True)


def _wrong_hours(hours: Hours, key: str) -> Iterator[Problem]:
    texts = {name: weekday_text(hours, name) for name in WEEKDAYS}
    lines = {"weekdays": hours.weekdays}
    lines |= {name: text for name, text in texts.items() if text != hours.weekdays}
    lines |= {f"dated.{one.day}": one.hours for one in hours.dated}
    for name, text in lines.items():
        try:
            read_ranges(text)
        except Refusal as refusal:
            yield Problem(f"{key}.{name}", f"refusal.{refusal.code}", refusal.facts)


def _names(hospital: Hospital) -> Iterator[Problem]:
    for code, room in hospital.rooms.items():
        yield from _known(f"rooms.{code}.services", room.services, hospital.services)
    for code, board in hospital.boards.items():
        yield from _known(f"boards.{code}.rooms", board.rooms, hospital.rooms)
    yield from _known("kiosk.services", hospital.kiosk.services, hospital.services)


def _known(key: str, named: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    for code, times in Counter(named).items():
        if code not in known:
            facts = {"found": code, "known": ", ".join(known)}
            yield Problem(key, "settings.no_such_code", facts)
        elif times > 1:
            yield Problem(key, "settings.named_twice", {"found": code})


def _letters(hospital: Hospital) -> Iterator[Problem]:
    used: dict[str, str] = {}
    for code, service in hospital.services.items():
        for name in ("letter", "priority_letter"):
            key, letter = f"services.{code}.{name}", str(getattr(service, name))
            if not letter:
                continue
            if letter in used:
                facts = {"found": letter, "other": used[letter]}
                yield Problem(key, "settings.letter_twice", facts)
            used.setdefault(letter, key)
            if letter in LIKE_DIGITS:
                facts = {"found": letter, "digit": LIKE_DIGITS[letter]}
                yield Problem(key, "settings.letter_like_digit", facts, warning=True)
    for group in ALIKE:
        alike = [letter for letter in used if letter in group]
        if len(alike) > 1:
            facts = {"letters": ", ".join(alike)}
            yield Problem("services", "settings.letters_alike", facts, warning=True)


def _groups(hospital: Hospital) -> Iterator[Problem]:
    for code, group in hospital.groups.items():
        if code == "emergency" and not group.staff_only:
            yield Problem(f"groups.{code}.staff_only", "settings.emergency_by_touch")
        if group.by_card and not group.proof:
            yield Problem(f"groups.{code}.proof", "settings.no_proof")


def _lonely(hospital: Hospital) -> Iterator[Problem]:
    served = {code for room in hospital.rooms.values() for code in room.services}
    shown = {code for board in hospital.boards.values() for code in board.rooms}
    for code in hospital.services:
        if code not in served:
            yield Problem(f"services.{code}", "settings.nobody_serves", warning=True)
    for code in hospital.rooms if hospital.boards else ():
        if code not in shown:
            yield Problem(f"rooms.{code}", "settings.on_no_board", warning=True)
