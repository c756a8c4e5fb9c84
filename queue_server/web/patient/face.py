"""What a patient reads: every sentence made here, for the first paint and every later answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from queue_server.operations.views import PatientStep, PatientView
from queue_server.web.common.times import clock
from queue_server.words import WORDS, Lang, say

NEXT_SOON: Final = 3
"""With so few people ahead the page asks more often: the call may come any moment."""

OPEN: Final = frozenset({"WAITING", "CALLED", "SERVING", "ABSENT", "HELD", "PLANNED"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of today's path."""

    service: str
    number: str
    state: str
    said: str
    room: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """The page as sentences; an empty one is not shown."""

    known: bool
    state: str  # for its colour
    service: str
    number: str
    priority: str
    headline: str
    todo: str
    floor: str
    more: str
    guard: str
    issued: str
    path: tuple[Step, ...]
    soon: bool  # ask again quickly
    over: bool  # nothing more will come


def face(view: PatientView, lang: Lang, *, zone: str) -> Face:
    """The patient's page in ``lang``; times as the clock in ``zone`` shows them."""
    waiting = view.state == "WAITING"
    few = view.ahead is not None and view.ahead <= NEXT_SOON
    guarded = waiting and view.guarantee_minutes is not None
    return Face(
        known=True,
        state=view.state or "DONE",
        service=_of(lang, view.service_vi, view.service_en),
        number=view.number,
        priority=say("patient.priority", lang) if view.priority else "",
        headline=_headline(view, lang),
        todo=_todo(view, lang),
        floor=_floor(view, lang),
        more=_more(view, lang, zone),
        guard=say("patient.guard", lang, minutes=view.guarantee_minutes) if guarded else "",
        issued=say("patient.issued", lang, time=clock(view.issued_at, zone)),
        path=tuple(_step(step, lang) for step in view.path) if len(view.path) > 1 else (),
        soon=view.state in ("CALLED", "ABSENT") or (waiting and few),
        over=view.state not in OPEN,
    )


def _headline(view: PatientView, lang: Lang) -> str:
    if view.state != "WAITING" or view.ahead is None:
        return say(f"patient.state.{view.state or 'DONE'}", lang)
    if view.ahead > 1:
        return say("patient.ahead", lang, n=view.ahead)
    return say("patient.ahead_one" if view.ahead else "patient.ahead_none", lang)


def _todo(view: PatientView, lang: Lang) -> str:
    key = f"patient.do.{view.state or 'DONE'}"
    where = _of(lang, view.where_vi, view.where_en)
    room = _of(lang, view.room_vi, view.room_en)
    return say(key, lang, where=where or room, room=room or where) if key in WORDS else ""


def _floor(view: PatientView, lang: Lang) -> str:
    called = view.state in ("CALLED", "SERVING") and view.floor
    return say("patient.floor", lang, floor=view.floor) if called else ""


def _more(view: PatientView, lang: Lang, zone: str) -> str:
    if view.state != "ABSENT" or view.keeps_place_until is None:
        return ""
    return say("patient.do.ABSENT_until", lang, time=clock(view.keeps_place_until, zone))


def _step(step: PatientStep, lang: Lang) -> Step:
    return Step(
        service=_of(lang, step.service_vi, step.service_en),
        number=step.number,
        state=step.state,
        said=say(f"patient.state.{step.state}", lang),
        room=_of(lang, step.room_vi, step.room_en),
    )


def _of(lang: Lang, vi: str, en: str) -> str:
    return en or vi if lang == "en" else vi
