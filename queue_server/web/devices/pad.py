"""``/api/devices/room``: a key pad's room, and one address for each of its keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from flask import Blueprint, Response, request

from queue_server import wire
from queue_server.core.refusal import Refusal
from queue_server.operations import absent, call, pad, queue_view, serve
from queue_server.operations.context import Actor
from queue_server.operations.machines import DeviceInfo
from queue_server.site import Site
from queue_server.web.common import answers

OF_TURN: Final = {
    "recall": call.recall,
    "miss": absent.miss,
    "start": serve.start,
    "finish": serve.finish,
}
"""Keys about the turn the pad holds; ``next`` and ``undo`` are about the room."""


def add_routes(devices: Blueprint, site: Site, *, asking: Callable[..., DeviceInfo]) -> None:
    """What a pad asks and does, always in its own room, as whoever sits there."""

    @devices.get("/room")
    def room() -> Response:
        own = asking("pad")
        view = site.look(queue_view.room_view, own.actor, room=own.room)
        # waits grow with every look: the version alone says whether there is anything new
        return answers.cached(view, tag=f"{view.epoch}.{view.version}")

    @devices.post("/room/<deed>")
    def pad_key(deed: str) -> Response:
        own = asking("pad")
        key = wire.decode(request.get_data(), wire.PadKey)
        who = site.look(pad.sitter, own.actor, room=own.room)
        return answers.json(_do(site, who, deed=deed, room=own.room, pressed=key))


def _do(site: Site, who: Actor, *, deed: str, room: str, pressed: wire.PadKey) -> object:
    """The deed of a key. Raises Refusal("not_found") for a key no pad has, and the deed's own."""
    if deed == "next":
        return site.run(call.call_next, who, room=room, key=pressed.key, current=pressed.turn)
    if deed == "undo":
        return site.run(serve.undo, who, room=room, key=pressed.key)
    if deed not in OF_TURN:
        raise Refusal("not_found")
    if pressed.turn is None:
        raise Refusal("nobody_here")
    return site.run(OF_TURN[deed], who, room=room, turn=pressed.turn, key=pressed.key)
