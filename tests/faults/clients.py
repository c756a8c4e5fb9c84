"""Machines and people under load, each with a journal of its own that nobody else writes.

A journal is one JSON object a line, in its file before the next step: what was asked, with which
key, and what the client was told. The checker believes these, the database and the paper alone.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import httpx
import socketio
from socketio.exceptions import SocketIOError

from queue_server.site import now_ms, random_id
from tests.faults.ward import Ward

AGAIN: Final = frozenset({429, 500, 502, 503, 504})
"""Answers after which a client asks the same thing again, with the same key."""

REST_S: Final = 0.05
PATIENCE_S: Final = 40
CSRF: Final = re.compile(r'name="csrf" content="([0-9a-f]+)"')
PAGE: Final = re.compile(r'<script type="application/json" id="page">(.*?)</script>', re.DOTALL)


class Journal:
    """The lines of one client."""

    def __init__(self, folder: Path, who: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.who = who
        self._lock = threading.Lock()
        self._file = folder / f"{who}.jsonl"

    def add(self, what: str, **facts: Any) -> None:
        line = {"at": now_ms(), "who": self.who, "what": what, **facts}
        with self._lock, self._file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


class Client:
    """One thread that works until it is told to stop, or has done its share."""

    def __init__(self, ward: Ward, journal: Journal, *, share: int, port: int = 0) -> None:
        self.ward, self.journal, self.share = ward, journal, share
        self.enough = threading.Event()
        self.wrong: list[str] = []
        self.latency_s: list[float] = []
        address = f"http://127.0.0.1:{port or ward.port}"
        here = {"Origin": address}  # as a page of that program says it
        self.http = httpx.Client(base_url=address, timeout=3, trust_env=False, headers=here)
        self._thread = threading.Thread(target=self._run, name=journal.who, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def join(self, seconds: float = 60) -> None:
        self._thread.join(seconds)
        assert not self._thread.is_alive(), f"{self.journal.who} does not come to its end"
        self.http.close()
        assert not self.wrong, f"{self.journal.who}: {self.wrong[:3]}"

    def work(self, nth: int) -> None:
        """One piece of this client's share."""
        raise NotImplementedError

    def until_answered(self, method: str, path: str, **more: Any) -> httpx.Response:
        """The same request until somebody answers it; then its answer."""
        last = "no answer"
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                begin = time.perf_counter()
                answer = self.http.request(method, path, **more)
                if answer.status_code not in AGAIN:
                    self.latency_s.append(time.perf_counter() - begin)
                    return answer
                last = f"{answer.status_code} {answer.text[:200]}"
            except httpx.HTTPError as error:
                last = repr(error)  # not answered is not undone: ask again with the same key
            if self.enough.wait(REST_S) or time.monotonic() > until:
                raise TimeoutError(f"{path}: {last}")

    def _run(self) -> None:
        try:
            for nth in itertools.count():
                if self.enough.is_set() or nth >= self.share:
                    return
                self.work(nth)
        except Exception as error:  # told to the test, which fails in its own thread
            self.wrong.append(repr(error))


class Presser(Client):
    """A kiosk's wire without the kiosk: asks until it is answered, and never counts by itself."""

    def __init__(
        self, ward: Ward, journal: Journal, *, key: str, share: int, port: int = 0
    ) -> None:
        super().__init__(ward, journal, share=share, port=port)
        self.http.headers["Authorization"] = f"Bearer {key}"
        self.rest_s = REST_S

    def work(self, nth: int) -> None:
        press = a_press()
        self.journal.add("press", key=press["press_id"])
        answer = self.until_answered("POST", "/api/devices/press", json=press)
        self.keep(press["press_id"], answer)
        self.enough.wait(self.rest_s)

    def keep(self, key: str, answer: httpx.Response) -> dict[str, Any]:
        answer.raise_for_status()
        told: dict[str, Any] = answer.json()
        self.journal.add("number", key=key, number=told["number"], service=told["service"])
        return told


def a_press(service: str = "tiep-don") -> dict[str, Any]:
    """What a person chose, with an id and a secret of its own."""
    return {
        "press_id": random_id(),
        "service": service,
        "link_hash": hashlib.sha256(random_id().encode()).hexdigest(),
        "pressed_at": now_ms(),
    }


class Fingers(Client):
    """People in front of a real kiosk program: they touch, they read the number, they go."""

    def work(self, nth: int) -> None:
        key = self.until_answered("GET", "/state").json()["press"]
        self.journal.add("press", key=key)
        body = {"press": key, "service": "tiep-don"}
        picture = self.until_answered("POST", "/press", json=body)
        picture.raise_for_status()
        given = picture.json()["result"]["given"]
        self.journal.add("number", key=key, number=given["number"], service="tiep-don")
        self.until_answered("POST", "/idle", json={"press": key}).raise_for_status()
        self.enough.wait(REST_S)


class Caller(Client):
    """Somebody at a desk who presses *next*, and says the same key again when nothing answers."""

    def __init__(self, ward: Ward, journal: Journal, *, nth: int, room: str, share: int) -> None:
        super().__init__(ward, journal, share=share)
        self.room = room
        self.http.cookies.set("luot", ward.sessions[nth])
        self.current: int | None = None
        self.nobody = 0  # times in a row that nobody waited

    def open(self) -> None:
        """Look at the room's page as a browser does, and open the room."""
        self.look()
        done = self.until_answered("POST", f"/room/{self.room}/open", json={"key": random_id()})
        done.raise_for_status()

    def look(self) -> None:
        """The page: its token, and who is here now."""
        page = self.until_answered("GET", f"/room/{self.room}").raise_for_status().text
        token, data = CSRF.search(page), PAGE.search(page)
        assert token, page[:500]
        assert data, page[:500]
        self.http.headers["X-CSRF-Token"] = token.group(1)
        self.current = json.loads(data.group(1))["view"]["places"][0]["turn"]

    def work(self, nth: int) -> None:
        self.next(random_id())
        self.enough.wait(REST_S)

    def next(self, key: str) -> dict[str, Any] | None:
        """Press *next* with ``key``; None when the screen was not right and has been read again."""
        self.journal.add("next", key=key, room=self.room)
        body = {"key": key, "current": self.current}
        answer = self.until_answered("POST", f"/room/{self.room}/next", json=body)
        if answer.status_code == 409:
            self.journal.add("refused", key=key, code=answer.json()["code"])
            self.look()
            return None
        view: dict[str, Any] = answer.raise_for_status().json()
        self.current = view["places"][0]["turn"]
        self.nobody = self.nobody + 1 if view["outcome"]["nobody"] else 0
        called = list(view["outcome"]["numbers"]) if self.current is not None else []
        self.journal.add("called", key=key, room=self.room, numbers=called)
        return view


class Board:
    """A board without a screen: keeps every picture it is sent, and comes back by itself."""

    def __init__(self, ward: Ward, journal: Journal, *, key: str) -> None:
        self.journal = journal
        self.pictures: list[dict[str, Any]] = []
        self.seen_s: dict[str, float] = {}  # call id: when this board first had it
        self.client = socketio.Client(reconnection_delay=0.2, reconnection_delay_max=1)
        self.client.on("connect", self._watch, namespace="/live")
        self.client.on("picture", self._take, namespace="/live")
        self._address, self._key = ward.address, key

    def connect(self) -> None:
        self.client.connect(
            self._address, transports=["websocket"], namespaces=["/live"],
            auth={"key": self._key}, wait_timeout=10, retry=True,
        )  # fmt: skip

    def close(self) -> None:
        with suppress(SocketIOError):
            self.client.disconnect()
        self.client.shutdown()

    @property
    def version(self) -> int:
        return self.pictures[-1]["version"] if self.pictures else -1

    def _watch(self) -> None:
        with suppress(SocketIOError):
            self.client.emit("watch", {"what": "board"}, namespace="/live")

    def _take(self, picture: dict[str, Any]) -> None:
        self.pictures.append(picture)
        for call in picture["to_speak"]:
            self.seen_s.setdefault(call["call"], time.perf_counter())
        drawn = {key: value for key, value in picture.items() if key != "at"}
        self.journal.add(
            "picture",
            epoch=picture["epoch"],
            version=picture["version"],
            calls=sorted(shown(picture)),
            hash=hashlib.sha256(json.dumps(drawn, sort_keys=True).encode()).hexdigest(),
        )


def shown(picture: dict[str, Any]) -> Iterator[str]:
    """Every call id a picture shows or has spoken."""
    for one in [picture["current"], *picture["last"], *picture["to_speak"]]:
        if one:
            yield one["call"]
