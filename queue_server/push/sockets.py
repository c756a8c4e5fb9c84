"""Who may connect and what they may watch; what pages tell us on the way. Nothing here sends news.

Staff come by their session's cookie and only from our own pages (a missing Origin is refused: the
library would accept it); boards come by their key. Websocket only: no sticky sessions are needed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Final

import msgspec
from flask import Flask, request
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import SocketIO, join_room

from queue_server.core.refusal import Refusal
from queue_server.push.frames import FRAME_BYTES, OncePerWhile, guard_frames, log
from queue_server.push.relay import Relay
from queue_server.push.watching import Seat, Topic, Watching, What
from queue_server.wire import Text, Trouble
from queue_server.words import WORDS, Lang, say

NAMESPACE: Final = "/live"
PING_S: Final = 5
"""A cut line is noticed after about 9 s (measured), before the board's own ten."""

Enter = Callable[[dict[str, Any], str], Seat]
"""Who connects, from the handshake's auth and the socket's id. Raises Refusal."""

Spoken = Callable[[Seat, str], None]


class Watch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page says what it shows."""

    what: What
    code: Text = ""


class Sound(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether a board can be heard (decision 21)."""

    on: bool


class SpokenCall(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A board has said a call aloud."""

    call: Text


def make_socketio(app: Flask, *, mode: str, allowed: Callable[[str], bool]) -> SocketIO:
    """Socket.IO on ``app`` with our limits; ``allowed`` says whether an Origin is ours."""
    log.setLevel(logging.WARNING)  # below it the library writes down every packet, keys and all
    if not any(isinstance(known, OncePerWhile) for known in log.filters):
        log.addFilter(OncePerWhile())

    def origin_allowed(origin: str, environ: dict[str, Any]) -> bool:
        with app.request_context(environ):
            return allowed(origin)

    socketio = SocketIO(
        app,
        async_mode=mode,  # said: the library would prefer what happens to be installed
        transports=["websocket"],
        cors_allowed_origins=origin_allowed,
        ping_interval=PING_S,
        ping_timeout=PING_S,
        max_http_buffer_size=FRAME_BYTES,
        manage_session=False,
        async_handlers=False,  # one event of a socket at a time: nobody can pile up work
        logger=log,
        engineio_logger=log,
    )
    guard_frames(socketio)
    return socketio


class Sockets:
    """The handlers of one process's sockets."""

    def __init__(
        self,
        socketio: SocketIO,
        watching: Watching,
        *,
        relay: Relay,
        enter: Enter,
        spoken: Spoken,
        assets: Callable[[], str],
    ) -> None:
        self.socketio, self.watching, self.relay = socketio, watching, relay
        self._enter, self._spoken, self._assets = enter, spoken, assets
        for event, answer in (
            ("connect", self.connect),
            ("disconnect", self.disconnect),
            ("watch", self.watch),
            ("spoken", self.spoken),
            ("sound", self.sound),
        ):
            socketio.on_event(event, answer, namespace=NAMESPACE)

    def connect(self, auth: object = None) -> None:
        """Let somebody in, or tell them the refusal's code."""
        try:
            seat = self._enter(auth if isinstance(auth, dict) else {}, _sid())
        except Refusal as no:
            raise Refused(no.code) from no
        self.watching.sit(seat)

    def disconnect(self, reason: str = "") -> None:
        """Somebody is gone, for whatever ``reason``."""
        self.watching.leave(_sid())

    def watch(self, message: object = None) -> dict[str, Any]:
        """Begin to follow one thing, and get its whole picture at once.

        1. Read what is asked; check the right to see it.
        2. Join first, paint after: nothing that changes in between is missed.
        3. The picture goes to this socket alone; the answer carries the mark of today's scripts.
        """
        try:
            asked = _read(message, Watch)
            own = self.watching.seat(_sid()).board if asked.what == "board" else ""
            topic = Topic(asked.what, asked.code or own)
            self.watching.watch(_sid(), topic)
            join_room(topic.room, namespace=NAMESPACE)
            self.send("picture", self.relay.picture(topic), to=_sid())
        except Refusal as no:
            return trouble(no)
        return {"ok": True, "assets": self._assets()}

    def spoken(self, message: object = None) -> dict[str, Any]:
        """A board reports a call it has said; the clock for "absent" runs from there."""
        try:
            self._spoken(self.watching.seat(_sid()), _read(message, SpokenCall).call)
        except Refusal as no:
            return trouble(no)
        return {"ok": True}

    def sound(self, message: object = None) -> dict[str, Any]:
        """A board can, or can no longer, be heard; told on with its next sign of life."""
        try:
            self.watching.seat(_sid()).sound = _read(message, Sound).on
        except Refusal as no:
            return trouble(no)
        return {"ok": True}

    def send(self, event: str, data: Any, *, to: str) -> None:
        """See `relay.Send`."""
        self.socketio.emit(event, data, to=to, namespace=NAMESPACE)

    def cut(self, sid: str) -> None:
        """End one socket now; what it watched is forgotten."""
        self.watching.leave(sid)
        self.socketio.server.disconnect(sid, namespace=NAMESPACE)


def trouble(refusal: Refusal, lang: Lang = "vi") -> dict[str, Any]:
    """A refusal as an answer on a socket."""
    key = f"refusal.{refusal.code}"
    sentence = say(key, lang, **refusal.facts) if key in WORDS else refusal.code
    facts: dict[str, Any] = msgspec.to_builtins(
        Trouble(code=refusal.code, message=sentence, facts=refusal.facts)
    )
    return {"ok": False, **facts}


def _read(message: object, kind: type[msgspec.Struct]) -> Any:
    try:
        return msgspec.convert(message, kind)
    except msgspec.ValidationError as wrong:
        raise Refusal("bad_message", kind=kind.__name__, wrong=str(wrong)) from wrong


def _sid() -> str:
    sid: str = request.sid  # type: ignore[attr-defined]  # Flask-SocketIO puts it there
    return sid
