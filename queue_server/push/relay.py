"""Tells live pages what the database already knows: whole pictures, by version, to all who watch.

Each server process runs one for its own sockets and remembers what it last sent; nothing is
marked in the database (decision 18). Lost rings, dead Redis, a restart: the next look mends it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Protocol

import msgspec

from queue_server.core.access import Role
from queue_server.core.board import Picture
from queue_server.core.refusal import Refusal
from queue_server.operations import pictures, queue_view
from queue_server.operations.context import Actor
from queue_server.operations.views import BoardFacts, Versions
from queue_server.push.watching import Seat, Topic, Watching
from queue_server.site import Site

LOOK_EVERY_S: Final = 1.0
"""Longest a picture is late when a ring was lost."""

BEAT_EVERY_MS: Final = 5_000
"""A board says it has lost contact after two of these."""

LATE_AFTER_MS: Final = 5_000

ALIVE_EVERY_MS: Final = 15_000
"""A connected board needs no heartbeat of its own: its socket is one, told this often."""

AGAIN_EVERY_MS: Final = 60_000
"""Pictures also age without a change (waits, opening hours): each is told anew this often."""

READER: Final = Actor("clock", "relay", frozenset({Role.AUDITOR, Role.BOARD}))
"""Sees everything that may be watched and may change nothing."""

log = logging.getLogger("luot.push")


class Send(Protocol):
    """How a message leaves this process."""

    def __call__(self, event: str, data: Any, *, to: str) -> None:
        """Send ``event`` to a Socket.IO room or socket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What the relay works through; the front door puts it together."""

    send: Send
    cut: Callable[[str], None]  # end one socket
    dress: Callable[[BoardFacts], Picture]  # fill a board's picture with its sounds
    living: Callable[[list[Seat]], set[str]]  # whose secrets still open a door
    heard: Callable[[Seat], None]  # a board is there


@dataclass(slots=True)
class Sent:
    """What the watchers of one topic have."""

    epoch: str
    version: int
    at: int
    message: dict[str, Any]


class Relay:
    """Looks at every ring and every second; sends what is newer than what was last sent."""

    def __init__(self, site: Site, watching: Watching, *, reach: Reach) -> None:
        self.site, self.watching, self.reach = site, watching, reach
        self._sent: dict[Topic, Sent] = {}
        self._beat_at = self._heard_at = 0
        self._looked_at = 0
        self._stopped = False

    def state(self) -> str:
        """For the health page: ``ok`` while looks succeed, ``late`` otherwise."""
        return "ok" if self.site.clock() - self._looked_at <= LATE_AFTER_MS else "late"

    def run(self) -> None:
        """Until stopped. What goes wrong in one look is written down; the next one tries again."""
        ear = self.site.bell.ear()
        while not self._stopped:
            try:
                self.look()
            except Refusal as no:  # the database is busy or away; no beat is sent meanwhile,
                log.warning("cannot look: %s", no)  # so boards say so by themselves
            except Exception as error:
                log.error("relay: %r", error)
            ear.wait(LOOK_EVERY_S)

    def stop(self) -> None:
        """End `run` at its next look."""
        self._stopped = True
        self.site.bell.ring()

    def look(self) -> int:
        """Cut whose session ended, send what is newer, beat when it is time; how many were sent.

        Versions are read before pictures, so a change in between is found at the next look.
        """
        self._cut_the_dead()
        self._keep_alive()
        topics = self.watching.topics()
        for gone in self._sent.keys() - set(topics):
            del self._sent[gone]
        newest = self.site.look(pictures.versions, READER)
        self._looked_at = self.site.clock()
        told = sum(self._tell(topic) for topic in topics if self._is_due(topic, newest))
        self._beat(topics)
        return told

    def picture(self, topic: Topic) -> dict[str, Any]:
        """The whole picture for whoever begins to watch. Raises Refusal for an unknown code."""
        known = self._sent.get(topic)
        return known.message if known else self._paint(topic).message

    def _tell(self, topic: Topic) -> bool:
        try:
            self.reach.send("picture", self._paint(topic).message, to=topic.room)
        except Refusal as no:  # one room taken out of the settings must not silence the others
            log.warning("cannot paint %s: %s", topic.room, no)
            return False
        return True

    def _is_due(self, topic: Topic, newest: Versions) -> bool:
        known = self._sent.get(topic)
        if known is None:  # nobody here was told anything yet: `picture` tells them as they come
            return False
        older = (known.epoch, known.version) != (newest.epoch, version_of(topic, newest))
        return older or self.site.clock() - known.at >= AGAIN_EVERY_MS

    def _paint(self, topic: Topic) -> Sent:
        picture = self._ask(topic)
        facts: dict[str, Any] = msgspec.to_builtins(picture)
        message = {**facts, "what": topic.what, "code": topic.code}
        sent = Sent(picture.epoch, picture.version, self.site.clock(), message)
        self._sent[topic] = sent
        return sent

    def _ask(self, topic: Topic) -> Any:
        if topic.what == "room":
            return self.site.look(queue_view.room_view, READER, room=topic.code)
        if topic.what == "reception":
            return self.site.look(queue_view.reception_view, READER)
        return self.reach.dress(self.site.look(pictures.board_picture, READER, board=topic.code))

    def _beat(self, topics: list[Topic]) -> None:
        now = self.site.clock()
        if 0 <= now - self._beat_at < BEAT_EVERY_MS:
            return
        self._beat_at = now
        for topic in topics:
            if sent := self._sent.get(topic):
                self.reach.send("beat", {"at": now, "version": sent.version}, to=topic.room)

    def _keep_alive(self) -> None:
        now = self.site.clock()
        if 0 <= now - self._heard_at < ALIVE_EVERY_MS:
            return
        self._heard_at = now
        for seat in self.watching.seats():
            if seat.board:
                self.reach.heard(seat)

    def _cut_the_dead(self) -> None:
        seats = list(self.watching.seats())
        alive = self.reach.living(seats) if seats else set()
        for seat in seats:
            if seat.secret not in alive:
                self.reach.send("signed_out", {}, to=seat.sid)
                self.reach.cut(seat.sid)


def version_of(topic: Topic, newest: Versions) -> int:
    """The version the database has of ``topic``; -1 for a room or board that is gone."""
    if topic.what == "reception":
        return newest.reception
    lines = newest.rooms if topic.what == "room" else newest.boards
    return dict(lines).get(topic.code, -1)
