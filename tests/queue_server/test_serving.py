"""The listener: prompt, over TLS where configured, and it ends well."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import gevent
import gevent.event
import httpx
import pytest
from flask import Flask, request

from queue_server import serving
from queue_server.certificates import make_certificate
from queue_server.core.access import Role
from queue_server.operations.hashes import hash_secret
from queue_server.settings import Server
from queue_server.site import now_ms, open_site
from tests.harness.ports import LOOPBACK, free_port
from tests.harness.programs import Programs
from tests.served import Served, serve


def nodelay(sock: socket.socket) -> bool:
    return bool(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


def test_an_accepted_connection_of_a_greenlet_does_not_wait_for_acknowledgements(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The regression test of the 40 ms step on every keep-alive POST."""
    seen: list[bool] = []
    listener = serving.listener(Flask("x"), mode="gevent", bind=LOOPBACK, port=0)
    assert isinstance(listener, serving.GreenletListener)
    original = serving.WSGIServer.handle

    def handle(self: object, sock: socket.socket, address: object) -> None:
        seen.append(nodelay(sock))
        original(self, sock, address)

    monkeypatch.setattr(serving.WSGIServer, "handle", handle)
    served = gevent.spawn(listener.serve)
    asking = gevent.get_hub().threadpool.spawn(httpx.get, f"http://{LOOPBACK}:{listener.port}/")
    asking.get(timeout=10)
    listener.stop()
    served.get(timeout=10)

    assert seen == [True]


def test_an_accepted_connection_of_a_thread_does_not_wait_either() -> None:
    seen: list[bool] = []
    listener = serving.listener(Flask("x"), mode="threading", bind=LOOPBACK, port=0)
    assert isinstance(listener, serving.ThreadListener)

    class Looking(serving.PromptRequest):
        def setup(self) -> None:
            super().setup()
            seen.append(nodelay(self.connection))

    listener.server.RequestHandlerClass = Looking
    thread = threading.Thread(target=listener.serve)
    thread.start()
    httpx.get(f"http://{LOOPBACK}:{listener.port}/")
    listener.stop()
    thread.join(10)
    listener.server.server_close()

    assert seen == [True]


@pytest.fixture
def served(tmp_path: Path, programs: Programs) -> Iterator[Served]:
    with serve(tmp_path, programs) as running:
        yield running


def test_asked_to_stop_it_says_goodbye_and_ends(served: Served) -> None:
    served.house.hire("hoa", Role.RECEPTION)
    with served.socket(token=served.house.token("hoa"), origin=served.address) as screen:
        screen.watch("reception")

        assert served.program.stop(10) == 0

    assert "Đã dừng." in served.program.log()
    assert "Traceback" not in served.program.log()


def test_a_port_that_is_taken_is_told_in_words(tmp_path: Path, programs: Programs) -> None:
    with closing(socket.socket()) as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        port = other.getsockname()[1]
        file = tmp_path / "server.toml"
        file.write_text(f'port = {port}\ndatabase = "sqlite:///{tmp_path / "x.db"}"\n', "utf-8")
        program = programs.start("server", "luot", "--config", file, "serve")
        program.process.wait(20)

    assert program.process.returncode == 2
    assert f"Không mở được 127.0.0.1:{port}" in program.log()
    assert "Traceback" not in program.log()


def test_with_a_certificate_pages_and_sockets_are_encrypted(
    tmp_path: Path, programs: Programs
) -> None:
    made = make_certificate(
        tmp_path / "tls", ["127.0.0.1", "localhost"], organisation="Bệnh viện", now_at=now_ms()
    )
    tls = {"tls_cert": str(made.cert), "tls_key": str(made.key)}
    with serve(tmp_path, programs, **tls) as served:
        trust = ssl.create_default_context(cafile=str(made.authority))
        with httpx.Client(verify=trust) as client:
            answer = client.get(f"https://{LOOPBACK}:{served.port}/signin")

    assert answer.status_code == 200
    assert answer.headers["Set-Cookie"].startswith("__Host-luot_form=")
    assert "Strict-Transport-Security" in answer.headers


SECRET = "k7Jq9Xw2Zr5Tn8Vb3Mc6Ld"


def say(port: int, words: bytes) -> bytes:
    """Send something to the server and read what it answers, if anything."""
    with closing(socket.create_connection((LOOPBACK, port), 5)) as caller:
        caller.sendall(words)
        try:
            return caller.recv(4_096)
        except ConnectionResetError:
            return b""


@pytest.mark.parametrize("mode", ["gevent", "threading"])
def test_what_cannot_be_read_fills_no_log_and_leaves_no_link_in_it(
    tmp_path: Path, programs: Programs, mode: str
) -> None:
    with serve(tmp_path, programs, mode=mode) as served:
        before = len(served.program.log())
        for _ in range(20):
            say(served.port, f"GET /t/{SECRET} HTTP/9.9\r\n\r\n".encode())
            say(served.port, b"\x16\x03\x01 a port scanner\r\n\r\n")
        httpx.get(f"{served.address}/healthz")

        assert served.program.log()[before:] == ""


@pytest.mark.parametrize("mode", ["gevent", "threading"])
def test_a_caller_who_does_not_shake_hands_holds_up_nobody_and_fills_no_log(
    tmp_path: Path, programs: Programs, mode: str
) -> None:
    made = make_certificate(tmp_path / "tls", ["127.0.0.1"], organisation="B", now_at=now_ms())
    tls = {"tls_cert": str(made.cert), "tls_key": str(made.key)}
    trust = ssl.create_default_context(cafile=str(made.authority))
    with (
        serve(tmp_path, programs, mode=mode, **tls) as served,
        closing(socket.create_connection((LOOPBACK, served.port), 5)),  # and says nothing
    ):
        before = len(served.program.log())
        for _ in range(5):
            say(served.port, b"GET / HTTP/1.1\r\n\r\n")
        answer = httpx.get(f"https://{LOOPBACK}:{served.port}/healthz", verify=trust)

        assert answer.status_code == 200
        assert served.program.log()[before:] == ""


def test_a_body_that_drips_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "ANSWER_WITHIN_S", 0.2)
    app, read = Flask("x"), list[bytes]()

    @app.post("/")
    def body() -> str:
        read.append(request.get_data())
        return "read"

    listener = serving.listener(app, mode="gevent", bind=LOOPBACK, port=0)
    assert isinstance(listener, serving.GreenletListener)
    served = gevent.spawn(listener.serve)
    dripping = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\na"
    asking = gevent.get_hub().threadpool.spawn(say, listener.port, dripping)

    assert b" 200 " not in asking.get(timeout=10), "hung up"
    assert read == []
    listener.stop()
    served.get(timeout=10)


def test_hashing_a_password_stops_no_board(tmp_path: Path) -> None:
    """Counted, not timed: the loop turns while a password is hashed, and not when it is blocked."""
    site = open_site(Server(database=f"sqlite:///{tmp_path / 'x.db'}", mode="gevent"))
    turns, never = [0], gevent.event.Event()

    def tick() -> None:
        while True:
            turns[0] += 1
            never.wait(0.001)

    ticker = gevent.spawn(tick)
    gevent.idle()
    before = turns[0]
    hash_secret("một câu rất dài")
    blocked = turns[0] - before
    for _ in range(3):
        site.off_loop(hash_secret, "một câu rất dài")
    pooled = turns[0] - before - blocked
    ticker.kill()
    site.close()

    assert blocked == 0
    assert pooled > 20


def test_a_listener_without_an_address_to_itself_is_refused() -> None:
    app, port = Flask("x"), free_port()
    first = serving.listener(app, mode="gevent", bind=LOOPBACK, port=port)

    with pytest.raises(OSError, match="in use"):
        serving.listener(app, mode="gevent", bind=LOOPBACK, port=port)
    assert isinstance(first, serving.GreenletListener)
    first.server.close()
