"""The machines: who is there, what is wrong, a code for a new one, an end for a lost one."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from queue_server.core.access import Deed
from queue_server.core.refusal import Refusal
from queue_server.operations import machines
from queue_server.operations.machines import NewCode
from queue_server.operations.setup import hospital_of
from queue_server.site import Site
from queue_server.web.common import answers
from queue_server.web.common.asking import require
from queue_server.web.common.languages import language
from queue_server.web.common.showing import page
from queue_server.web.common.times import clock

KINDS: Final = ("kiosk", "board", "printer", "pad")


def add_routes(admin: Blueprint, site: Site) -> None:
    """``/admin/devices`` and its deeds."""

    @admin.get("/devices")
    def devices() -> Response:
        return _page(site)

    @admin.post("/devices")
    def create() -> Response:
        form, who = request.form, require(site, Deed.ENROL_DEVICE)
        kind, name = form.get("kind", ""), form.get("name", "")[:120]
        board = form.get("board", "") if kind == "board" else ""
        room = form.get("room", "") if kind == "pad" else ""
        about = {"kind": kind, "name": name, "board": board, "room": room}
        try:
            made = site.run(machines.create_device, who, **about)
        except Refusal as no:
            return _page(site, wrong=no)
        return _page(site, made=made)

    @admin.post("/devices/<device>/code")
    def code(device: str) -> Response:
        made = site.run(machines.new_code, require(site, Deed.ENROL_DEVICE), device=device)
        return _page(site, made=made)

    @admin.post("/devices/<device>/revoke")
    def revoke(device: str) -> AnyResponse:
        site.run(machines.revoke, require(site, Deed.ENROL_DEVICE), device=device)
        return redirect("/admin/devices", 303)


def _page(site: Site, *, made: NewCode | None = None, wrong: Refusal | None = None) -> Response:
    """The list; above it the new code, shown this once, or what was wrong."""
    who = require(site, Deed.SEE_DEVICES)
    hospital = site.look(hospital_of, who)
    listed = site.look(machines.devices_view, who)
    english = language() == "en"
    boards = {
        code: one.title_en if english else one.title_vi for code, one in hospital.boards.items()
    }
    rooms = {code: one.name_en if english else one.name_vi for code, one in hospital.rooms.items()}
    answer = page(
        "admin/pages/devices.html",
        devices=listed,
        kinds=KINDS,
        boards=boards,
        rooms=rooms,
        made=made,
        of_made=next((one for one in listed if made and one.device == made.device), None),
        address=request.host_url.rstrip("/"),
        wrong=answers.sentence(wrong, language()) if wrong else "",
        at=lambda moment: clock(moment, hospital.site.zone, now=site.clock()),
    )
    return answers.marked(answer, wrong) if wrong else answer
