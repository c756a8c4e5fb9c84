"""Who is connected as whom, and which things they watch; one process's own sockets only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from queue_server.core import access
from queue_server.core.access import Deed
from queue_server.core.refusal import Refusal
from queue_server.operations.context import Actor

What = Literal["board", "room", "reception"]

MAY_WATCH: Final[dict[What, Deed]] = {
    "board": Deed.WATCH_BOARD,
    "room": Deed.SEE_QUEUE,
    "reception": Deed.SEE_QUEUE,
}
"""The right each watched thing asks for: the same table of roles and deeds as for pages."""

MOST_TOPICS: Final = 8
"""A page watches one thing; a socket that asks for many is not one of our pages."""


class Topic(NamedTuple):
    """One thing that can be watched."""

    what: What
    code: str  # of the room or board; "" for reception

    @property
    def room(self) -> str:
        """The Socket.IO room of everybody who watches this."""
        return f"{self.what}:{self.code}"


@dataclass(slots=True)
class Seat:
    """One connected socket: who it is and by which secret (hashed) they came in."""

    sid: str
    actor: Actor
    secret: str  # hash of the session token or device key; when that dies, the socket is cut
    board: str = ""  # code of the one board this device may watch
    topics: set[Topic] = field(default_factory=set)
    sound: bool = True  # a board says when its browser may not play


class Watching:
    """The seats of this process. Every method is quick and waits for nobody."""

    def __init__(self) -> None:
        self._seats: dict[str, Seat] = {}
        self._watched: dict[Topic, set[str]] = defaultdict(set)

    def sit(self, seat: Seat) -> None:
        """Somebody has connected."""
        self._seats[seat.sid] = seat

    def seat(self, sid: str) -> Seat:
        """Who ``sid`` is. Raises Refusal("not_signed_in") for a socket that was cut meanwhile."""
        known = self._seats.get(sid)
        if known is None:
            raise Refusal("not_signed_in")
        return known

    def watch(self, sid: str, topic: Topic) -> None:
        """``sid`` wants to follow ``topic``. Raises Refusal("not_allowed") and ("too_many")."""
        seat = self.seat(sid)
        access.check(seat.actor.roles, MAY_WATCH[topic.what])
        if topic.what == "board" and topic.code != seat.board:
            raise Refusal("not_allowed", deed=str(Deed.WATCH_BOARD))
        if len(seat.topics | {topic}) > MOST_TOPICS:
            raise Refusal("too_many", seconds=60)
        seat.topics.add(topic)
        self._watched[topic].add(sid)

    def leave(self, sid: str) -> None:
        """Somebody is gone."""
        seat = self._seats.pop(sid, None)
        for topic in seat.topics if seat else ():
            self._watched[topic].discard(sid)
            if not self._watched[topic]:
                del self._watched[topic]

    def topics(self) -> list[Topic]:
        """Everything somebody watches now."""
        return sorted(self._watched)

    def seats(self) -> Iterable[Seat]:
        """Everybody connected now."""
        return tuple(self._seats.values())
