"""The reception screen's addresses: look, find, and one address for each deed at the desk."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from flask import Blueprint, Response

from queue_server.core.access import Deed, may
from queue_server.core.tones import HELP, sound
from queue_server.operations import absent, cards, help, issue, move, printing, queue_view
from queue_server.operations.context import Actor
from queue_server.operations.setup import hospital_of
from queue_server.operations.views import Given
from queue_server.operations.views_desk import VisitCard
from queue_server.site import Site
from queue_server.web.common import deed_route, island, language, require
from queue_server.web.reception import forms
from queue_server.words import say


def blueprint(site: Site) -> Blueprint:
    """The reception surface of one site."""
    reception = Blueprint("reception", __name__)
    _look(reception, site)
    _give(reception, site)
    _mend(reception, site)
    _move(reception, site)
    return reception


def _look(reception: Blueprint, site: Site) -> None:
    @reception.get("/reception")
    def screen() -> Response:
        who = require(site, Deed.GIVE_NUMBER)
        title = say("reception.title", language())
        data = _page_data(site, who)
        return island("reception", title=title, data=data, words=("common.state.",))

    @reception.get("/reception/help.wav")
    def bell() -> Response:
        answer = Response(_bell(), mimetype="audio/wav")
        answer.headers["Cache-Control"] = "private, max-age=86400"  # it rings every three seconds
        return answer

    @deed_route(reception, site, rule="/reception/find", deed=Deed.SEE_QUEUE, body=forms.Find)
    def find(who: Actor, body: forms.Find) -> list[VisitCard]:
        return site.look(cards.find, who, number=body.number)

    @deed_route(
        reception,
        site,
        rule="/reception/accept_help",
        deed=Deed.ANSWER_HELP,
        body=forms.AcceptHelp,
    )
    def accept_help(who: Actor, body: forms.AcceptHelp) -> dict[str, bool]:
        site.run(help.accept_help, who, help_id=body.help_id)
        return {"accepted": True}


def _page_data(site: Site, who: Actor) -> dict[str, Any]:
    """What the screen needs besides its live picture: kinds, printers, what this person may do."""
    hospital, vi = site.look(hospital_of, who), language() == "vi"
    kinds = hospital.kinds.items()
    return {
        "view": site.look(queue_view.reception_view, who),
        "zone": hospital.site.zone,
        "kinds": [
            {"code": code, "name": one.name_vi if vi else one.name_en} for code, one in kinds
        ],
        "printers": [{"id": key, "name": name} for key, name in site.look(printing.printers, who)],
        "may": [str(deed) for deed in Deed if may(who.roles, deed)],
    }


@lru_cache(maxsize=1)
def _bell() -> bytes:
    return sound(HELP)


def _give(reception: Blueprint, site: Site) -> None:
    @deed_route(reception, site, rule="/reception/give", deed=Deed.GIVE_NUMBER, body=forms.Give)
    def give(who: Actor, body: forms.Give) -> Given:
        given = site.run(
            issue.give,
            who,
            key=body.key,
            service=body.service,
            group=body.group,
            lang=body.lang,
        )
        if body.printer:
            site.run(printing.queue_slip, who, given=given, printer=body.printer)
        return replace(given, secret="")  # the desk has no use for the patient's link

    @deed_route(reception, site, rule="/reception/reprint", deed=Deed.REPRINT, body=forms.Reprint)
    def reprint(who: Actor, body: forms.Reprint) -> VisitCard:
        site.run(printing.reprint, who, visit=body.visit, printer=body.printer, key=body.key)
        return site.look(cards.visit_card, who, visit=body.visit)

    @deed_route(
        reception, site, rule="/reception/room_slip", deed=Deed.SEND_ON, body=forms.RoomSlip
    )
    def room_slip(who: Actor, body: forms.RoomSlip) -> VisitCard:
        site.run(move.send_on, who, room="", turn=body.turn, service=body.service, key=body.key)
        if body.printer:
            slip = f"{body.key}-slip"[-64:]
            site.run(printing.first_slip, who, visit=body.visit, printer=body.printer, key=slip)
        return site.look(cards.visit_card, who, visit=body.visit)


def _mend(reception: Blueprint, site: Site) -> None:
    @deed_route(
        reception, site, rule="/reception/group", deed=Deed.CHANGE_CLASS, body=forms.SetGroup
    )
    def group(who: Actor, body: forms.SetGroup) -> VisitCard:
        card = site.look(cards.visit_card, who, visit=body.visit)
        return site.run(
            move.change_class,
            who,
            visit=body.visit,
            group=body.group,
            checked=body.checked,
            emergency=card.emergency,
        )

    @deed_route(
        reception,
        site,
        rule="/reception/emergency",
        deed=Deed.MARK_EMERGENCY,
        body=forms.SetEmergency,
    )
    def emergency(who: Actor, body: forms.SetEmergency) -> VisitCard:
        card = site.look(cards.visit_card, who, visit=body.visit)
        return site.run(
            move.change_class,
            who,
            visit=body.visit,
            group=card.group,
            checked=card.checked,
            emergency=body.emergency,
        )

    @deed_route(reception, site, rule="/reception/kind", deed=Deed.CHANGE_CLASS, body=forms.SetKind)
    def kind(who: Actor, body: forms.SetKind) -> VisitCard:
        return site.run(move.set_kind, who, visit=body.visit, kind=body.kind)

    @deed_route(reception, site, rule="/reception/void", deed=Deed.VOID, body=forms.Void)
    def void(who: Actor, body: forms.Void) -> VisitCard:
        return site.run(move.void, who, visit=body.visit, reason=body.reason, key=body.key)


def _move(reception: Blueprint, site: Site) -> None:
    @deed_route(reception, site, rule="/reception/send_on", deed=Deed.SEND_ON, body=forms.Move)
    def send_on(who: Actor, body: forms.Move) -> VisitCard:
        site.run(move.send_on, who, room="", turn=body.turn, service=body.service, key=body.key)
        return site.look(cards.visit_card, who, visit=body.visit)

    @deed_route(
        reception, site, rule="/reception/come_back", deed=Deed.WORK_ROOM, body=forms.OfTurn
    )
    def come_back(who: Actor, body: forms.OfTurn) -> VisitCard:
        site.run(absent.come_back, who, turn=body.turn, key=body.key)
        return site.look(cards.visit_card, who, visit=body.visit)
