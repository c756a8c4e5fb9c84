"""The front door: everything is put together here and nowhere else.

One process is one `Front`: the Flask application with every surface, its sockets, its relay. The
site it stands on (database, clock, bell, threads) is handed in and closed by whoever opened it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, request
from flask_socketio import SocketIO
from werkzeug.middleware.proxy_fix import ProxyFix

from display import page as board_page
from display.voice import Voice
from queue_server import serving
from queue_server.announcing import Announcer
from queue_server.core.board import Picture
from queue_server.core.numerals import Region
from queue_server.core.refusal import Refusal
from queue_server.operations import machines, pictures, seats
from queue_server.operations.context import NOBODY
from queue_server.operations.hashes import digest
from queue_server.operations.views import BoardFacts
from queue_server.push.relay import READER, Reach, Relay
from queue_server.push.sockets import Sockets, make_socketio
from queue_server.push.watching import Seat, Topic, Watching
from queue_server.site import Site
from queue_server.web.admin import routes as admin
from queue_server.web.common import cookies, csrf
from queue_server.web.common.asking import signed_in
from queue_server.web.common.assets import Assets
from queue_server.web.common.frame import make_frame
from queue_server.web.common.showing import hospital_name
from queue_server.web.devices import routes as devices
from queue_server.web.patient import routes as patient
from queue_server.web.reception import routes as reception
from queue_server.web.room import routes as room
from queue_server.wire import Heartbeat

BOARD_BUILT = Path(board_page.__file__).parent / "static" / "built" / "manifest.json"


@dataclass(frozen=True, slots=True)
class Front:
    """One running server process, ready to listen."""

    site: Site
    flask: Flask
    socketio: SocketIO
    relay: Relay
    watching: Watching

    def start(self) -> None:
        """Begin to tell the boards."""
        self.socketio.start_background_task(self.relay.run)

    def listen(self) -> serving.Listener:
        """The listener of this server's settings. Raises OSError when the address is taken."""
        settings = self.site.settings
        tls = None
        if settings.tls_cert:
            tls = serving.tls_context(settings.tls_cert, settings.tls_key, mode=settings.mode)
        return serving.listener(
            self.flask, mode=settings.mode, bind=settings.bind, port=settings.port, tls=tls
        )


def create_front(site: Site, *, sounds: Path, demo: bool = False) -> Front:
    """Put one server together on ``site``; ``sounds`` is the folder where spoken calls are kept."""
    flask, assets = make_frame(site, demo=demo, relay=lambda: relay.state())
    socketio = make_socketio(flask, mode=site.settings.mode, allowed=_is_ours)
    watching = Watching()
    announcer = Announcer(site, lru_cache(lambda region: _voice(sounds, region)))

    def emit(event: str, data: Any, *, to: str) -> None:
        sockets.send(event, data, to=to)

    def dress(facts: BoardFacts) -> Picture:
        picture = announcer.dress(facts)
        socketio.start_background_task(announcer.prepare, picture)  # those who are next
        return picture

    reach = Reach(
        send=emit,
        cut=lambda sid: sockets.cut(sid),
        dress=dress,
        living=lambda seated: _living(site, seated),
        heard=lambda seat: _heard(site, seat),
    )
    relay = Relay(site, watching, reach=reach)
    sockets = Sockets(
        socketio,
        watching,
        relay=relay,
        enter=lambda auth, sid: enter(site, auth, sid),
        spoken=lambda seat, call: _spoken(site, seat, call),
        assets=lambda: _scripts(assets),
    )
    _mount(flask, site, relay, sounds)
    if site.settings.behind_proxy:  # outermost, so that handshakes of sockets pass it too
        outer = ProxyFix(flask.wsgi_app, x_for=1, x_proto=1, x_host=1)
        flask.wsgi_app = outer  # type: ignore[method-assign]  # as Flask's manual has it
    return Front(site, flask, socketio, relay, watching)


def _mount(flask: Flask, site: Site, relay: Relay, sounds: Path) -> None:
    """Every surface at its place."""

    def board_picture(code: str) -> Mapping[str, Any]:
        return relay.picture(Topic("board", code))

    def hospital() -> str:
        return hospital_name(site)

    flask.register_blueprint(room.blueprint(site))
    flask.register_blueprint(reception.blueprint(site))
    flask.register_blueprint(admin.blueprint(site))
    flask.register_blueprint(patient.blueprint(site))
    flask.register_blueprint(devices.blueprint(site, board_picture=board_picture))
    flask.register_blueprint(board_page.blueprint(sounds, hospital=hospital))


def enter(site: Site, auth: Mapping[str, Any], sid: str) -> Seat:
    """Who connects: a board by its key, else staff by their session, from our own pages only.

    Raises Refusal("unknown_device"), Refusal("bad_form"), and as `signed_in`.
    """
    key = auth.get("key")
    if isinstance(key, str):
        known = site.look(machines.device_by_key, NOBODY, key_hash=digest(key))
        if known is None or known.kind != "board":
            raise Refusal("unknown_device")
        return Seat(sid, known.actor, digest(key), board=known.board)
    if not csrf.own_origin():
        raise Refusal("bad_form")
    who = signed_in(site)
    return Seat(sid, who, digest(cookies.read(cookies.SESSION)))


def _is_ours(origin: str) -> bool:
    return origin == request.host_url.rstrip("/")


def _living(site: Site, seated: list[Seat]) -> set[str]:
    sessions = {seat.secret for seat in seated if not seat.board}
    keys = {seat.secret for seat in seated if seat.board}
    return site.look(seats.living, READER, sessions=sessions, devices=keys)


def _heard(site: Site, seat: Seat) -> None:
    beat = Heartbeat(detail="" if seat.sound else "sound_off")
    site.run(machines.heartbeat, seat.actor, beat=beat)


def _spoken(site: Site, seat: Seat, call: str) -> None:
    site.run(pictures.spoken, seat.actor, call=call)


def _voice(sounds: Path, region: Region) -> Voice:
    return Voice(sounds, region=region)


def _scripts(assets: Assets) -> str:
    """A mark of all built scripts: a page that was open over an upgrade loads itself again."""
    board = BOARD_BUILT.read_bytes() if BOARD_BUILT.is_file() else b""
    return digest(assets.built() + board.decode())[:12]
