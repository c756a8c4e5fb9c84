"""A cable that loses answers: the request arrives and is done, the answer never comes back.

The crash between commit and answer, made exact: the first byte of the server's answer is the proof
that the deed is committed; at that byte the client's connection is broken.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import Self

from tests.harness.ports import LOOPBACK


class LostAnswers:
    """A proxy before ``to_port``; it loses the next ``lose`` answers, then is a plain cable."""

    def __init__(self, to_port: int) -> None:
        self.to_port = to_port
        self.lose = 0
        self.lost = 0
        self._listener = socket.create_server((LOOPBACK, 0))
        self.port: int = self._listener.getsockname()[1]
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def __enter__(self) -> Self:
        self._listener.settimeout(0.1)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(5)
        self._listener.close()

    def _accept(self) -> None:
        while not self._over.is_set():
            with contextlib.suppress(TimeoutError):
                near, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        with near, contextlib.suppress(OSError):
            far = socket.create_connection((LOOPBACK, self.to_port))
            with far:
                there = threading.Thread(target=self._pump, args=(near, far), daemon=True)
                there.start()
                self._back(far, near)

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)

    def _back(self, far: socket.socket, near: socket.socket) -> None:
        while data := far.recv(65_536):
            with self._lock:
                losing = self.lose > 0
                self.lose -= losing
                self.lost += losing
            if losing:
                near.shutdown(socket.SHUT_RDWR)  # also wakes the thread that reads from it
                return
            near.sendall(data)
