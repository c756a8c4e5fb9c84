"""How the server listens: prompt sockets, TLS where configured, a good end when asked to stop.

The stock gevent server costs 40 ms on every keep-alive POST (Nagle's algorithm waits for a delayed
acknowledgement); TCP_NODELAY on each accepted connection ends that (measured: 48 ms to 6 ms).
"""

from __future__ import annotations

import logging
import signal
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final, Protocol

import gevent
import gevent.socket
import gevent.ssl
from flask import Flask
from gevent.pywsgi import WSGIHandler, WSGIServer
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

STOP_WITHIN_S: Final = 3
"""Requests that are being answered get this long at the end."""

BACKLOG: Final = 1024
"""A hall of boards and phones comes back at once after a restart."""

HEADER_WITHIN_S: Final = 20
"""A connection that has not sent a whole request's head by then is closed, nor shaken hands."""

ANSWER_WITHIN_S = 60
"""And one whose body drips: a thousand of them would leave no door for boards and kiosks."""

log = logging.getLogger("luot.serving")


class Listener(Protocol):
    """A server that serves until it is told to stop."""

    def serve(self) -> None:
        """Answer requests; returns after `stop`."""

    def stop(self) -> None:
        """Accept nobody new, finish what is being answered, end `serve`."""


def tls_context(cert: str, key: str, *, mode: str) -> ssl.SSLContext:
    """TLS 1.2 and newer with this server's certificate. Raises OSError for an unreadable file.

    Greenlets need gevent's own: Python's would wait for each caller with the whole loop, and one
    silent caller would stop every board (tried).
    """
    kind = gevent.ssl.SSLContext if mode == "gevent" else ssl.SSLContext
    context: ssl.SSLContext = kind(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(Path(cert), Path(key))
    return context


def listener(
    app: Flask, *, mode: str, bind: str, port: int, tls: ssl.SSLContext | None = None
) -> Listener:
    """The listener of ``mode``. Raises OSError when the address is taken."""
    kind = GreenletListener if mode == "gevent" else ThreadListener
    return kind(app, bind=bind, port=port, tls=tls)


def stop_when_asked(stop: Callable[[], None], *, mode: str) -> None:
    """Call ``stop`` once at SIGTERM or SIGINT (Ctrl-C)."""
    for number in (signal.SIGTERM, signal.SIGINT):
        if mode == "gevent":
            gevent.signal_handler(number, stop)
        else:
            signal.signal(number, lambda *_: threading.Thread(target=stop).start())


# ---- greenlets: the default ----------------------------------------------------------------------


class PromptServer(WSGIServer):  # type: ignore[misc]  # gevent ships no types
    """gevent's server with TCP_NODELAY on every accepted connection."""

    def handle(self, client_socket: Any, address: Any) -> None:
        """Serve one connection."""
        client_socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().handle(client_socket, address)

    def wrap_socket_and_handle(self, client_socket: Any, address: Any) -> None:
        """Shake hands, then serve; whoever cannot or will not is no traceback in the log."""
        try:
            with gevent.Timeout(HEADER_WITHIN_S, OSError("silent connection")):
                secured = self.wrap_socket(client_socket, **self.ssl_args)
        except OSError:
            log.debug("no handshake")
            return
        with closing(secured):
            self.handle(secured, address)


class PromptHandler(WSGIHandler):  # type: ignore[misc]  # gevent ships no types
    """One connection; a slow or silent one is closed instead of kept for ever."""

    def read_request(self, *args: Any, **more: Any) -> Any:
        """Read one request's head, with a limit of time that does not touch a websocket later."""
        with gevent.Timeout(HEADER_WITHIN_S, OSError("silent connection")):
            return super().read_request(*args, **more)

    def handle_one_response(self) -> None:
        """Answer; what follows a websocket's end is no request and is not read as one."""
        if self.environ.get("HTTP_UPGRADE"):
            super().handle_one_response()
            self.close_connection = True
            return
        hanging_up = gevent.spawn_later(ANSWER_WITHIN_S, self._hang_up)
        try:
            super().handle_one_response()
        finally:
            hanging_up.kill(block=False)

    def _hang_up(self) -> None:
        """Whoever waits for this caller, to read or to write, is told that they are gone."""
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)

    def log_error(self, *said: Any) -> None:
        """What cannot be read is not written down either: it may hold a patient's secret link, and
        one scanner sends thousands a second (measured: 180 kB/s of log).
        """
        log.debug("unreadable request")


class GreenletListener:
    """One process, one loop, thousands of sockets."""

    def __init__(self, app: Flask, *, bind: str, port: int, tls: ssl.SSLContext | None) -> None:
        family = socket.AF_INET6 if ":" in bind else socket.AF_INET
        listening = gevent.socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # Linux hands it on
        try:
            listening.bind((bind, port))
            listening.listen(BACKLOG)
        except OSError:
            listening.close()
            raise
        more = {"ssl_context": tls} if tls else {}
        self.server = PromptServer(
            listening, app, log=None, error_log=log, handler_class=PromptHandler, **more
        )
        self.port: int = listening.getsockname()[1]

    def serve(self) -> None:
        """See `Listener.serve`."""
        self.server.serve_forever(stop_timeout=STOP_WITHIN_S)

    def stop(self) -> None:
        """See `Listener.stop`."""
        gevent.spawn(self.server.stop, STOP_WITHIN_S)


# ---- threads: where gevent cannot be installed, and for a debugger -----------------------------


class PromptRequest(WSGIRequestHandler):
    """werkzeug's handler, keep-alive and without Nagle's wait, silent in the log."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 60

    def handle_one_request(self) -> None:
        """As `PromptHandler.handle_one_response`."""
        super().handle_one_request()
        if getattr(self, "headers", {}).get("Upgrade"):
            self.close_connection = True

    def log_request(self, *args: Any, **more: Any) -> None:
        """No access log: it would hold the secret links of patients."""

    def log_error(self, *said: Any) -> None:
        """As `PromptHandler.log_error`."""
        log.debug("unreadable request")


class ThreadListener:
    """One thread a connection."""

    def __init__(self, app: Flask, *, bind: str, port: int, tls: ssl.SSLContext | None) -> None:
        self.server: BaseWSGIServer = make_server(
            bind, port, app, threaded=True, request_handler=PromptRequest, ssl_context=tls
        )
        if isinstance(self.server.socket, ssl.SSLSocket):
            # else one silent caller keeps everybody from being accepted; now only its own thread
            self.server.socket.do_handshake_on_connect = False  # type: ignore[attr-defined]  # no stub
        self.server.daemon_threads = True  # type: ignore[attr-defined]  # of its threading mix-in
        self.port: int = self.server.socket.getsockname()[1]

    def serve(self) -> None:
        """See `Listener.serve`."""
        self.server.serve_forever(poll_interval=0.2)

    def stop(self) -> None:
        """See `Listener.stop`."""
        self.server.shutdown()
