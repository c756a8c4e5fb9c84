"""Many boards in one thread: bare websockets, so that watching costs little of what is measured."""

from __future__ import annotations

import contextlib
import json
import selectors
import threading
import time
from typing import Any, Final

import websocket

from tests.faults.ward import Ward
from tests.harness.waiting import wait_until

WATCH: Final = '42/live,["watch",{"what":"board"}]'
PICTURE: Final = '42/live,["picture",'


class Watchers:
    """Boards that note when each first showed which number in a room."""

    def __init__(self, ward: Ward, keys: list[str]) -> None:
        self.seen: list[dict[str, float]] = [{} for _ in keys]
        self._selector = selectors.DefaultSelector()
        self._over = threading.Event()
        self._links = [self._connect(ward, key, nth) for nth, key in enumerate(keys)]
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._over.set()
        self._thread.join(5)
        for link in self._links:
            with contextlib.suppress(OSError):
                link.close()
        self._selector.close()

    def wait_for(self, numbers: list[str], seconds: float = 30) -> None:
        """Until every board has shown all of them."""
        wait_until(
            lambda: all(number in seen for seen in self.seen for number in numbers), seconds,
            what="every board shows every call",
        )  # fmt: skip

    def _connect(self, ward: Ward, key: str, nth: int) -> websocket.WebSocket:
        address = ward.address.replace("http:", "ws:") + "/socket.io/?EIO=4&transport=websocket"
        link = websocket.create_connection(address, timeout=10, origin=ward.address)
        assert link.recv().startswith("0{")
        link.send("40/live," + json.dumps({"key": key}))
        assert link.recv().startswith("40/live,"), "the board is let in"
        link.send(WATCH)
        self._selector.register(link.sock, selectors.EVENT_READ, (link, nth))
        return link

    def _read(self) -> None:
        while not self._over.is_set():
            for ready, _ in self._selector.select(0.1):
                link, nth = ready.data
                self._hear(link, nth, link.recv())

    def _hear(self, link: websocket.WebSocket, nth: int, said: str) -> None:
        if said == "2":
            link.send("3")
        elif said.startswith(PICTURE):
            at = time.perf_counter()
            picture: dict[str, Any] = json.loads(said[len("42/live,") :])[1]
            for room in picture["rooms"]:
                for number in room["now"]:
                    self.seen[nth].setdefault(number, at)
