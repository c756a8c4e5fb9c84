"""The pad's wire to the server: its room as far as it matters here, and one question at a time."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from typing import Final, TypeVar

import httpx
import msgspec

from queue_server.core.refusal import Refusal
from queue_server.wire import Enrol, Enrolled, Heartbeat, Message, PadKey, Trouble, decode, encode

TIMEOUT: Final = httpx.Timeout(3.0, connect=1.0)
PAUSES_S: Final = (0.3, 0.9)
AWAY: Final = frozenset({502, 503, 504})

T = TypeVar("T")


class Away(Exception):
    """No answer; whether the deed was done is not known."""


class PlaceNow(msgspec.Struct, frozen=True):
    """Who is at one place of the room."""

    turn: int | None = None
    number: str = ""
    state: str = ""
    last_call_at: int | None = None


class OutcomeNow(msgspec.Struct, frozen=True):
    """What the deed has done."""

    nobody: bool = False


class RoomNow(msgspec.Struct, frozen=True):
    """The part of the room's picture (`queue_server.operations.views.RoomView`) a pad needs."""

    name_vi: str
    name_en: str
    records_start: bool
    places: tuple[PlaceNow, ...]
    sitter_name: str = ""
    outcome: OutcomeNow | None = None

    @property
    def current(self) -> PlaceNow | None:
        """Whom the keys are about: the only one here, or the one called last."""
        here = [place for place in self.places if place.turn is not None]
        return max(here, key=lambda place: place.last_call_at or 0, default=None)

    @property
    def seen_by_next(self) -> int | None:
        """The turn *next* must name: the one it finishes; nobody where it fills a free place."""
        return self.places[0].turn if len(self.places) == 1 else None


class Link:
    """One pad's connection."""

    def __init__(
        self,
        server: str,
        *,
        key: str = "",
        authority: str = "",
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        verify = ssl.create_default_context(cafile=authority) if authority else True
        # no proxy from the environment: the server is on the hospital's own network
        self._http = httpx.Client(
            base_url=server, timeout=TIMEOUT, trust_env=False, verify=verify, follow_redirects=False
        )
        self._pause = pause
        self._tag = ""
        self.key = key

    def close(self) -> None:
        """Hang up."""
        self._http.close()

    def enrol(self, code: str, version: str) -> Enrolled:
        """Swap the one-time code for a key. Raises Away and Refusal."""
        answer = self._ask("POST", "enrol", Enrol(code=code, model="pad", version=version))
        return decode(answer.content, Enrolled)

    def room(self) -> RoomNow | None:
        """The room if it has changed since the last time. Raises Away and Refusal."""
        answer = self._ask("GET", "room")
        if answer.status_code == httpx.codes.NOT_MODIFIED:
            return None
        self._tag = answer.headers.get("ETag", "")
        return _room(answer)

    def press(self, deed: str, pressed: PadKey) -> RoomNow:
        """Do a key's deed, asking again with the same key while no answer comes.

        Raises Away and Refusal.
        """
        for pause_s in PAUSES_S:
            try:
                return _room(self._ask("POST", f"room/{deed}", pressed))
            except Away:
                self._pause(pause_s)
        return _room(self._ask("POST", f"room/{deed}", pressed))

    def beat(self, version: str) -> None:
        """Say that the pad lives. Raises Away and Refusal."""
        self._ask("POST", "heartbeat", Heartbeat(version=version))

    def _ask(self, method: str, path: str, message: Message | None = None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        if method == "GET" and self._tag:
            headers["If-None-Match"] = self._tag
        content = None if message is None else encode(message)
        try:
            answer = self._http.request(
                method, f"/api/devices/{path}", content=content, headers=headers
            )
        except httpx.HTTPError as away:
            raise Away(str(away)) from away
        if answer.status_code in AWAY:
            raise Away(f"HTTP {answer.status_code}")
        if answer.is_error:
            raise _refusal(answer)
        return answer


def _refusal(answer: httpx.Response) -> Refusal:
    try:
        trouble = msgspec.json.decode(answer.content, type=Trouble)
    except msgspec.DecodeError:
        return Refusal("failed")
    return Refusal(trouble.code, **trouble.facts)


def _room(answer: httpx.Response) -> RoomNow:
    try:
        return msgspec.json.decode(answer.content, type=RoomNow)
    except msgspec.DecodeError as strange:
        raise Away("not our server") from strange
