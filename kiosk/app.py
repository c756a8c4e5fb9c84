"""The kiosk put together: parts, page, background and browser, here and nowhere else."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import structlog
from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from kiosk.clock import Clock, mono_ms
from kiosk.guard import guard
from kiosk.help import Help
from kiosk.issuing import Issuing
from kiosk.ledger import Ledger
from kiosk.menu import Menus
from kiosk.parts import Chance, Parts
from kiosk.picture import Painter
from kiosk.routes import Desk, routes
from kiosk.server_link import ServerLink
from kiosk.settings import Settings
from kiosk.speaking import OPTIONS, VOICE, Speaking
from kiosk.staff import StaffPin
from kiosk.sync import Pace, Sync
from kiosk.watchdog import Patience, Watchdog
from printer.spool import Spool

HERE: Final = Path(__file__).parent
ID_BYTES: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Kiosk:
    """A kiosk that is ready to run."""

    settings: Settings
    parts: Parts
    issuing: Issuing
    sync: Sync
    desk: Desk
    watchdog: Watchdog
    stop: threading.Event

    @property
    def address(self) -> str:
        """Where the browser finds the page."""
        return f"http://127.0.0.1:{self.settings.port}/"


def parts_of(settings: Settings, clock: Clock | None = None) -> Parts:
    """Open the journal, the spool and the wire of one kiosk."""
    ledger = Ledger(Path(settings.data) / "kiosk.db")
    new_id = partial(secrets.token_urlsafe, ID_BYTES)
    return Parts(
        ledger=ledger,
        link=ServerLink(settings.server, key=ledger.kept("key"), authority=settings.authority),
        spool=Spool(settings.spool),
        menus=Menus(ledger),
        clock=clock or Clock(offset_ms=int(ledger.kept("offset_ms") or 0)),
        chance=Chance(new_id=new_id, new_secret=new_id, run=new_id()),
    )


def build(settings: Settings, parts: Parts, *, version: str = "") -> Kiosk:
    """Everything of a kiosk from its settings and its parts; nothing runs yet."""
    issuing = Issuing(parts, deadline_ms=settings.answer_within_ms)
    help_calls = Help(parts.link, clock=parts.clock.now, new_id=parts.chance.new_id)
    pace = Pace(beat_ms=settings.beat_every_s * 1000, menu_ms=settings.menu_every_s * 1000)
    stop = threading.Event()
    watchdog = Watchdog(
        browser_command(settings),
        mono=mono_ms,
        patience=Patience(
            hung_after_ms=settings.browser.hung_after_s * 1000,
            start_within_ms=settings.browser.start_within_s * 1000,
        ),
    )
    sounds = Path(settings.data) / "sounds"
    desk = Desk(
        parts=parts,
        issuing=issuing,
        painter=Painter(parts, issuing=issuing, help_calls=help_calls),
        help_calls=help_calls,
        speaking=Speaking(sounds, (*VOICE, *OPTIONS)) if settings.voice else None,
        pin=StaffPin(settings.staff_pin_hash, mono_ms),
        screen=settings.screen,
        alive=watchdog.alive,
        leave=stop.set,
    )
    return Kiosk(
        settings=settings,
        parts=parts,
        issuing=issuing,
        sync=Sync(parts, help_calls=help_calls, pace=pace, version=version),
        desk=desk,
        watchdog=watchdog,
        stop=stop,
    )


def page_app(desk: Desk, port: int) -> Flask:
    """The page's own little server, as an app."""
    app = Flask(
        "kiosk",
        root_path=str(HERE),
        static_folder="static",
        template_folder="pages",
    )
    app.jinja_env.globals["asset"] = partial(_asset, HERE / "static" / "built")
    guard(app, port)
    app.register_blueprint(routes(desk))
    return app


def browser_command(settings: Settings) -> list[str]:
    """The browser with its address and a profile of its own."""
    facts = {
        "address": f"http://127.0.0.1:{settings.port}/",
        "profile": str((Path(settings.data) / "browser").resolve()),
    }
    return [part.format(**facts) for part in settings.browser.command]


def run(kiosk: Kiosk, *, browser: bool) -> None:
    """Recover, then serve until told to stop. Raises OSError when the port is taken."""
    log = structlog.get_logger("kiosk")
    with ExitStack() as ending:
        server = page_server(kiosk)
        ending.callback(server.server_close)
        kiosk.sync.step()  # a server in reach answers the presses a power cut left open
        try:
            kiosk.issuing.recover()
        except Exception:  # the page must come up and say so, even with a full disk
            log.exception("kiosk.recovery_failed")
        works: list[Callable[[], None]] = [
            partial(kiosk.sync.run, kiosk.stop),
            server.serve_forever,
        ]
        if browser:
            works.append(partial(kiosk.watchdog.run, kiosk.stop))
        threads = [threading.Thread(target=work, daemon=True) for work in works]
        for thread in threads:
            thread.start()
        kiosk.stop.wait()
        server.shutdown()
        for thread in threads:
            thread.join(10)
    kiosk.parts.link.close()


class _Quiet(WSGIRequestHandler):
    """Says nothing of requests: not even an address of a page belongs into a kiosk's log."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Silence."""


def page_server(kiosk: Kiosk) -> BaseWSGIServer:
    """The page's server on 127.0.0.1, a thread a request: there is one browser."""
    port = kiosk.settings.port
    app = page_app(kiosk.desk, port)
    return make_server("127.0.0.1", port, app, threaded=True, request_handler=_Quiet)


def _asset(folder: Path, name: str) -> str:
    """The address of a built file; it changes with the content, so no browser keeps an old one."""
    manifest = folder / "manifest.json"
    hashes = json.loads(manifest.read_text("utf-8")) if manifest.exists() else {}
    return f"/static/built/{name}?v={hashes.get(name, '0')}"
