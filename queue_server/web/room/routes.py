"""The room screen's addresses: choose a place, look, and one address for each key."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from queue_server.core.access import Deed
from queue_server.operations import absent, call, move, queue_view, rooms, serve
from queue_server.operations.context import Actor
from queue_server.operations.setup import hospital_of
from queue_server.operations.views import RoomView
from queue_server.operations.views_desk import VisitCard
from queue_server.site import Site
from queue_server.web.common import deed_route, island, language, page, require
from queue_server.web.room import forms


def blueprint(site: Site) -> Blueprint:
    """The room surface of one site."""
    room = Blueprint("room", __name__)
    _look(room, site)
    _call(room, site)
    _serve(room, site)
    _keep(room, site)
    return room


def _look(room: Blueprint, site: Site) -> None:
    @room.get("/room")
    def choose() -> Response:
        who = require(site, Deed.WORK_ROOM)
        overview = site.look(queue_view.reception_view, who)
        return page("room/pages/choose.html", rooms=overview.rooms, me_id=int(who.id))

    @room.post("/room/<code>/sit")
    def sit(code: str) -> AnyResponse:
        who = require(site, Deed.WORK_ROOM)
        deed = rooms.take_over if request.form.get("take_over") else rooms.sit
        site.run(deed, who, room=code)
        return redirect(f"/room/{code}", 303)

    @room.get("/room/<code>")
    def screen(code: str) -> Response:
        who = require(site, Deed.WORK_ROOM)
        view = site.look(queue_view.room_view, who, room=code)
        overview = site.look(queue_view.reception_view, who)
        lang = language()
        name = {"vi": view.name_vi, "en": view.name_en}
        services = [
            {"code": line.code, "name": line.name_vi if lang == "vi" else line.name_en}
            for line in overview.services
        ]
        zone = site.look(hospital_of, who).site.zone
        data = {"view": view, "zone": zone, "services": services}
        return island("room", title=name[lang], data=data)


def _call(room: Blueprint, site: Site) -> None:
    @deed_route(room, site, rule="/room/<code>/next", deed=Deed.WORK_ROOM, body=forms.Next)
    def call_next(who: Actor, body: forms.Next, code: str) -> RoomView:
        return site.run(
            call.call_next, who, room=code, key=body.key, current=body.current, place=body.place
        )

    @deed_route(room, site, rule="/room/<code>/several", deed=Deed.WORK_ROOM, body=forms.Deed)
    def call_several(who: Actor, body: forms.Deed, code: str) -> RoomView:
        return site.run(call.call_several, who, room=code, key=body.key)

    @deed_route(
        room, site, rule="/room/<code>/call_this", deed=Deed.CALL_OUT_OF_ORDER, body=forms.CallThis
    )
    def call_this(who: Actor, body: forms.CallThis, code: str) -> RoomView:
        return site.run(
            call.call_this, who, room=code, key=body.key, turn=body.turn, reason=body.reason
        )

    @deed_route(room, site, rule="/room/<code>/recall", deed=Deed.WORK_ROOM, body=forms.OfTurn)
    def recall(who: Actor, body: forms.OfTurn, code: str) -> RoomView:
        return site.run(call.recall, who, room=code, key=body.key, turn=body.turn)


def _serve(room: Blueprint, site: Site) -> None:
    of_turn: dict[str, Callable[..., RoomView | VisitCard]] = {
        "start": serve.start,
        "finish": serve.finish,
        "put_back": serve.put_back,
        "miss": absent.miss,
        "come_back": absent.come_back,
    }
    for name, deed in of_turn.items():
        _of_turn(room, site, name, deed)

    @deed_route(room, site, rule="/room/<code>/send_on", deed=Deed.SEND_ON, body=forms.SendOn)
    def send_on(who: Actor, body: forms.SendOn, code: str) -> RoomView | VisitCard:
        return site.run(
            move.send_on, who, room=code, key=body.key, turn=body.turn, service=body.service
        )

    @deed_route(room, site, rule="/room/<code>/undo", deed=Deed.WORK_ROOM, body=forms.Deed)
    def undo(who: Actor, body: forms.Deed, code: str) -> RoomView:
        return site.run(serve.undo, who, room=code, key=body.key)


def _of_turn(
    room: Blueprint, site: Site, name: str, deed: Callable[..., RoomView | VisitCard]
) -> None:
    def _press(who: Actor, body: forms.OfTurn, code: str) -> RoomView | VisitCard:
        return site.run(deed, who, room=code, turn=body.turn, key=body.key)

    _press.__name__ = name
    rule = f"/room/<code>/{name}"
    deed_route(room, site, rule=rule, deed=Deed.WORK_ROOM, body=forms.OfTurn)(_press)


def _keep(room: Blueprint, site: Site) -> None:
    @deed_route(room, site, rule="/room/<code>/open", deed=Deed.WORK_ROOM, body=forms.Deed)
    def open_room(who: Actor, body: forms.Deed, code: str) -> RoomView:
        return site.run(rooms.open_room, who, room=code)

    @deed_route(room, site, rule="/room/<code>/pause", deed=Deed.WORK_ROOM, body=forms.Pause)
    def pause(who: Actor, body: forms.Pause, code: str) -> RoomView:
        return site.run(rooms.pause, who, room=code, reason=body.reason, resumes_at=body.resumes_at)

    @deed_route(room, site, rule="/room/<code>/close", deed=Deed.WORK_ROOM, body=forms.Deed)
    def close(who: Actor, body: forms.Deed, code: str) -> RoomView:
        return site.run(rooms.close_room, who, room=code)
