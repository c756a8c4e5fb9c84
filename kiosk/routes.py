"""What the page may ask of its program: the picture, a number, an offer for a card, a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeVar
from zoneinfo import ZoneInfo

import msgspec
from flask import Blueprint, Response, abort, render_template, request, send_file
from fontpkg_be_vietnam_pro import ROOT as FONT_ROOT

from kiosk import slips
from kiosk.help import Help, Reason
from kiosk.issuing import Choice, Issuing
from kiosk.parts import Parts
from kiosk.picture import Painter, Picture
from kiosk.qr import drawn
from kiosk.scan import scanned
from kiosk.settings import Screen
from kiosk.speaking import Speaking, sentences
from kiosk.staff import StaffPin, read_date
from kiosk.sync import TROUBLE
from queue_server.core.refusal import Refusal
from queue_server.wire import Lang, Trouble
from queue_server.words import LANGS, say, table

WEIGHTS: Final = ("Medium", "SemiBold", "Bold", "ExtraBold")
WORDS_OF_PAGE: Final = ("kiosk.", "identity.", "slip.", "refusal.card_")
STEPS: Final = frozenset(
    {"first", "services", "groups", "paper", "emergency", "result", "screen_result"}
)


class Asked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A request of the page; each route takes the fields it needs."""

    press: str = ""
    service: str = ""
    priority: str = ""
    checked: bool = False
    on_screen: bool = False
    lang: Lang = "vi"
    text: str = ""
    reason: Reason = "help"
    pin: str = ""
    deed: Literal["exit", "clock", "reload"] = "reload"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the routes work with."""

    parts: Parts
    issuing: Issuing
    painter: Painter
    help_calls: Help
    speaking: Speaking | None
    pin: StaffPin
    screen: Screen
    alive: Callable[[], None]  # the page gave a sign of life
    leave: Callable[[], None]  # staff close the kiosk


T = TypeVar("T")


def routes(desk: Desk) -> Blueprint:
    """All routes of the kiosk."""
    blueprint = Blueprint("kiosk", __name__)
    _reading(blueprint, desk)
    _doing(blueprint, desk)
    _staff(blueprint, desk)
    _media(blueprint, desk)

    @blueprint.errorhandler(Refusal)
    def refused(refusal: Refusal) -> Response:
        return _trouble(refusal.code, refusal.facts)

    @blueprint.errorhandler(sqlite3.Error)
    def disk_fails(_: sqlite3.Error) -> Response:
        return _trouble("kiosk_disk", {}, status=503)

    return blueprint


def _reading(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/")
    def page() -> str:
        data = {
            "words": {
                lang: {
                    key: word for part in WORDS_OF_PAGE for key, word in table(part, lang).items()
                }
                for lang in LANGS
            },
            "screen": msgspec.to_builtins(desk.screen),
            "voice": desk.speaking is not None,
            "picture": msgspec.to_builtins(desk.painter.picture()),
        }
        return render_template("kiosk.html", data=data)

    @blueprint.get("/state")
    def state() -> Response:
        desk.alive()
        return _json(desk.painter.picture())


def _doing(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.post("/press")
    def press() -> Response:
        asked = _asked()
        if desk.painter.problem():
            raise Refusal("kiosk_not_ready")
        known = desk.parts.ledger.find(asked.press) is not None
        if not (known or asked.on_screen) and desk.parts.spool.report().paper in TROUBLE:
            raise Refusal("printer_trouble")  # said before a number is given
        choice = Choice(
            service=asked.service,
            priority=asked.priority,
            checked=asked.checked,
            lang=asked.lang,
            on_screen=asked.on_screen,
        )
        desk.issuing.press(asked.press, choice)
        return _json(desk.painter.picture())

    @blueprint.post("/idle")
    def idle() -> Response:
        desk.issuing.idle(_asked().press)
        return _json(desk.painter.picture())

    @blueprint.post("/scan")
    def scan() -> Response:
        text = _asked().text
        parts = desk.parts
        today = parts.menus.local(parts.clock.now()).date()
        return _json(scanned(text, on=today, menu=parts.menus.need()))

    @blueprint.post("/help")
    def call_staff() -> Response:
        desk.help_calls.ring(_asked().reason)
        return _json(desk.painter.picture())


def _staff(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.post("/staff")
    def staff() -> Response:
        asked = _asked()
        desk.pin.check(asked.pin)
        if asked.deed == "clock":
            menu = desk.parts.menus.need()
            desk.parts.clock.set_by_staff(read_date(asked.text, ZoneInfo(menu.zone)))
            desk.parts.ledger.keep("offset_ms", str(desk.parts.clock.offset_ms))
            desk.parts.ledger.keep("newest_at", str(desk.parts.clock.now()))
        if asked.deed == "exit":
            desk.leave()
        return _json(desk.painter.picture())


def _media(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/speech/<lang>/<step>.wav")
    def speech(lang: Lang, step: str) -> Response:
        menu = desk.parts.menus.menu
        if desk.speaking is None or menu is None or lang not in LANGS or step not in STEPS:
            abort(404)
        entry = desk.parts.ledger.find(request.args.get("press", ""))
        given = entry.given if entry and step in ("result", "screen_result") else None
        if given is None and step in ("result", "screen_result"):
            abort(404)
        path = desk.speaking.sound(sentences(step, lang, menu=menu, given=given), lang)
        return _file(path, "audio/wav") if path else abort(404)

    @blueprint.get("/qr/<press>.svg")
    def qr(press: str) -> Response:
        entry = desk.parts.ledger.find(press)
        link = slips.link(desk.parts.menus.need(), entry.secret) if entry else ""
        if not link:
            abort(404)
        return Response(drawn(link), mimetype="image/svg+xml")

    @blueprint.get("/fonts/<weight>.ttf")
    def font(weight: str) -> Response:
        if weight not in WEIGHTS:
            abort(404)
        return _file(Path(FONT_ROOT) / "files" / f"BeVietnamPro-{weight}.ttf", "font/ttf")


# ---- answers ------------------------------------------------------------------------------------


def _asked() -> Asked:
    try:
        return msgspec.json.decode(request.get_data(), type=Asked)
    except msgspec.DecodeError:
        abort(400)  # without a word of what was sent: it may be a card


def _json(value: Picture | msgspec.Struct) -> Response:
    return Response(msgspec.json.encode(value), mimetype="application/json")


def _file(path: Path, mimetype: str) -> Response:
    return send_file(path.resolve(), mimetype=mimetype, conditional=True)


def _trouble(code: str, facts: dict[str, Any], *, status: int = 409) -> Response:
    """A rule's no in the language of who asked; a code without words here is told in general."""
    try:
        lang = msgspec.json.decode(request.get_data(), type=Asked).lang
    except msgspec.DecodeError:
        lang = "vi"
    try:
        message = say(f"refusal.{code}", lang, **facts)
    except KeyError:
        message = say("refusal.kiosk_not_ready", lang)
    trouble = Trouble(code=code, message=message)
    return Response(msgspec.json.encode(trouble), status=status, mimetype="application/json")
