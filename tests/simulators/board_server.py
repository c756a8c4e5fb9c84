"""A hospital's server as its boards see it: real sockets, whole pictures, beats, faults.

It speaks the board's part of the protocol and mounts the real pages; it has no queue behind it.
A test shows it pictures and reads back what the boards reported.
"""

from __future__ import annotations

import io
import threading
from pathlib import Path
from typing import Any, Final, Self

import msgspec
from flask import Flask, Response, jsonify, request
from flask_socketio import ConnectionRefusedError, Namespace, SocketIO
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from display.page import blueprint
from queue_server.core.board import Picture
from tests.harness.ports import LOOPBACK
from tests.simulators.board_pictures import tone

KEY: Final = "a-key-of-the-board"
CODE: Final = "427316"
KIOSKS_CODE: Final = "551100"
CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'"
)
BEAT_S: Final = 1.0


class Quiet(WSGIRequestHandler):
    """No line for each request."""

    def log(self, type: str, message: str, *args: Any) -> None:
        """Nothing."""


class BoardServer:
    """Listens on loopback between ``with`` and its end; ``show`` sends a picture to every board."""

    def __init__(self, sounds: Path) -> None:
        self.sounds = sounds
        self.picture: dict[str, Any] | None = None
        self.spoken: list[str] = []
        self.sound_on: list[bool] = []
        self.watching: list[str] = []
        self.enrolled: list[dict[str, Any]] = []
        self.known = {KEY}
        self.beating = True
        self.assets = "of this release"
        self._ended = threading.Event()
        self.app = Flask("board-server")
        self.app.register_blueprint(blueprint(sounds, hospital=lambda: "Bệnh viện Đa khoa Mẫu"))
        self.app.before_request(_short_chime)
        self.app.after_request(_strict)
        self.app.post("/api/devices/enrol")(self._enrol)
        self.app.get("/api/devices/board")(self._board)
        self.io = SocketIO(self.app, async_mode="threading", transports=["websocket"])
        self.io.on_namespace(_Live(self))
        self.server: BaseWSGIServer = make_server(
            LOOPBACK, 0, self.app, threaded=True, request_handler=Quiet
        )
        self.server.daemon_threads = True  # type: ignore[attr-defined]  # of its mix-in
        self.port = self.server.server_port
        self.address = f"http://{LOOPBACK}:{self.port}"

    def __enter__(self) -> Self:
        for work in (self.server.serve_forever, self._beat):
            threading.Thread(target=work, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self.drop()
        self.server.shutdown()
        self.server.server_close()

    def board(self, **screen: object) -> str:
        """The address of a board that has its key already."""
        query = "&".join(f"{name}={value}" for name, value in screen.items())
        return f"{self.address}/board?{query}#key={KEY}"

    def show(self, picture: Picture) -> None:
        """What the server's relay does after a deed."""
        self.picture = {"what": "board", "code": "sanh", **msgspec.to_builtins(picture)}
        self.send("picture", self.picture)

    def send(self, event: str, data: dict[str, Any]) -> None:
        """Any message to every board."""
        self.io.emit(event, data, namespace="/live")

    def drop(self) -> None:
        """Close every board's connection; the boards come back by themselves."""
        for board in list(self.watching):
            self.io.server.disconnect(board, namespace="/live")

    def _beat(self) -> None:
        while not self._ended.wait(BEAT_S):
            if self.beating:
                picture = self.picture or {"at": 0, "version": 0}
                self.send("beat", {"at": picture["at"], "version": picture["version"]})

    def _enrol(self) -> Response | tuple[Response, int]:
        asked = request.get_json()
        self.enrolled.append(asked)
        kinds = {CODE: "board", KIOSKS_CODE: "kiosk"}
        if asked["code"] not in kinds:
            trouble = {
                "code": "code_unknown",
                "message": "Mã không đúng hoặc đã hết hạn.",
                "facts": {},
            }
            return jsonify(trouble), 409
        kind = kinds[asked["code"]]
        return jsonify({"device": "device-0001", "kind": kind, "name": "Sảnh", "key": KEY})

    def _board(self) -> Response | tuple[Response, int]:
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return jsonify({"code": "not_signed_in", "message": "", "facts": {}}), 401
        return jsonify(self.picture or {})


class _Live(Namespace):  # type: ignore[misc]  # the library ships no types
    def __init__(self, server: BoardServer) -> None:
        super().__init__("/live")
        self.of = server

    def on_connect(self, auth: dict[str, str] | None) -> None:
        if (auth or {}).get("key") not in self.of.known:
            raise ConnectionRefusedError("unknown_device")
        self.of.watching.append(_board_id())

    def on_disconnect(self, *_: object) -> None:
        if _board_id() in self.of.watching:
            self.of.watching.remove(_board_id())

    def on_watch(self, asked: dict[str, str]) -> dict[str, Any]:
        assert asked["what"] == "board"
        if self.of.picture:
            self.emit("picture", self.of.picture, room=_board_id())
        return {"ok": True, "assets": self.of.assets}

    def on_spoken(self, told: dict[str, str]) -> None:
        self.of.spoken.append(told["call"])

    def on_sound(self, told: dict[str, bool]) -> None:
        self.of.sound_on.append(told["on"])


def _board_id() -> str:
    board: str = request.sid  # type: ignore[attr-defined]  # Flask-SocketIO's addition
    return board


def _short_chime() -> Response | None:
    """The real chime lasts a second, twenty of them longer than a test may."""
    if not request.path.endswith("/chime-1.wav"):
        return None
    file = io.BytesIO()
    tone(file, 0.05)
    return Response(file.getvalue(), mimetype="audio/wav")


def _strict(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = CSP
    return answer
