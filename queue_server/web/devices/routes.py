"""``/api/devices``: a machine's key in a header, messages of `queue_server.wire` both ways."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask import Blueprint, Response, request

from queue_server import wire
from queue_server.core.refusal import Refusal
from queue_server.operations import issue, machines, printing
from queue_server.operations.context import NOBODY
from queue_server.operations.hashes import digest
from queue_server.operations.machines import DeviceInfo
from queue_server.site import Site
from queue_server.web.common import answers
from queue_server.web.common.asking import source
from queue_server.web.devices import pad
from queue_server.web.devices.limits import ENROLMENTS, PRESSES, REQUESTS, Limits

M = TypeVar("M", bound=wire.Message)
BoardPicture = Callable[[str], Mapping[str, Any]]


def blueprint(site: Site, *, board_picture: BoardPicture) -> Blueprint:
    """The machines' address space; ``board_picture`` paints a board by its code, sounds and all."""
    devices = Blueprint("devices", __name__, url_prefix="/api/devices")
    limits = Limits()

    def asking(*kinds: str) -> DeviceInfo:
        device = by_key(site)
        if device.kind not in kinds:
            raise Refusal("not_allowed", deed=request.path)
        limits.check("any", device.device, now=site.clock(), rate=REQUESTS)
        return device

    _for_all(devices, site, limits, asking)
    _for_kiosks(devices, site, limits, asking)
    _for_printers(devices, site, asking)
    pad.add_routes(devices, site, asking=asking)

    @devices.get("/board")
    def board() -> Response:
        picture = board_picture(asking("board").board)
        return answers.cached(picture, tag=f"{picture['epoch']}.{picture['version']}")

    return devices


def by_key(site: Site) -> DeviceInfo:
    """Which machine asks. Raises Refusal("unknown_device") for no key, a wrong or a revoked one."""
    kind, _, key = request.headers.get("Authorization", "").partition(" ")
    known = None
    if kind == "Bearer" and key:
        known = site.look(machines.device_by_key, NOBODY, key_hash=digest(key))
    if known is None:
        raise Refusal("unknown_device")
    return known


def body(kind: type[M]) -> M:
    """The message sent. Raises Refusal("bad_message") and, for a large one, Flask's 413."""
    return wire.decode(request.get_data(), kind)


Asking = Callable[..., DeviceInfo]


def _for_all(devices: Blueprint, site: Site, limits: Limits, asking: Asking) -> None:
    @devices.post("/enrol")
    def enrol() -> Response:
        limits.check("enrol", source(), now=site.clock(), rate=ENROLMENTS)
        return answers.json(site.run(machines.enrol, NOBODY, enrol=body(wire.Enrol)))

    @devices.post("/heartbeat")
    def heartbeat() -> Response:
        device = asking("kiosk", "board", "printer", "pad")
        server_at = site.run(machines.heartbeat, device.actor, beat=body(wire.Heartbeat))
        return answers.json({"server_at": server_at})


def _for_kiosks(devices: Blueprint, site: Site, limits: Limits, asking: Asking) -> None:
    @devices.get("/menu")
    def menu() -> Response:
        kiosk = asking("kiosk")
        shown = site.look(issue.menu, kiosk.actor, device=kiosk.device)
        return answers.cached(shown, tag=str(shown.version))

    @devices.post("/press")
    def press() -> Response:
        kiosk = asking("kiosk")
        now = site.clock()
        limits.check("press", kiosk.device, now=now, rate=PRESSES)
        pressed = body(wire.Press)
        issued = site.run(issue.press, kiosk.actor, press=pressed, device=kiosk.device)
        if not issued.repeated and limits.hurries(kiosk.device, now):
            call = wire.HelpCall(help_id=pressed.press_id, reason="hurry", called_at=now)
            site.run(machines.ring_help, kiosk.actor, call=call)
        return answers.json(issued)

    @devices.post("/hand-in")
    def hand_in() -> Response:
        kiosk = asking("kiosk")
        told = body(wire.HandIn)
        return answers.json(site.run(issue.hand_in, kiosk.actor, hand_in=told, device=kiosk.device))

    @devices.post("/help")
    def ring() -> Response:
        accepted = site.run(machines.ring_help, asking("kiosk").actor, call=body(wire.HelpCall))
        return answers.json({"accepted": accepted})

    @devices.get("/help/<help_id>")
    def help_state(help_id: str) -> Response:
        kiosk = asking("kiosk")
        accepted = site.look(machines.help_accepted, kiosk.actor, help_id=help_id)
        return answers.json({"accepted": accepted})


def _for_printers(devices: Blueprint, site: Site, asking: Asking) -> None:
    @devices.get("/print-jobs")
    def jobs() -> Response:
        return answers.json(site.look(printing.fetch_jobs, asking("printer").actor))

    @devices.post("/print-jobs/<job>")
    def outcome(job: str) -> Response:
        printer = asking("printer")
        told = body(wire.PrintOutcome)
        site.run(printing.job_outcome, printer.actor, job=job, outcome=told)
        return answers.json({})
