"""What one press of a pad may do: one deed, for the patient the pad knows, never two.

1. A press within a second of the last, or of a change in the room, is the same press or a hand
   that has not seen the change: it does nothing.
2. *Next* names whom the pad knows as called; another one is refused by the server, the pad takes
   the new picture and sounds low.
3. A press whose answer was lost is kept: pressed again, it is the same press with the same key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from queue_server.core.refusal import Refusal
from queue_server.pad.keymap import Meaning
from queue_server.pad.link import Away, Link, RoomNow
from queue_server.wire import PadKey

QUIET_S: Final = 1.0
KEPT_S: Final = 20.0
"""After so long, whoever pressed has looked at the screen: a new press is a new wish."""

Sound = Literal["heard", "refused"]


class Tell(Protocol):
    """Says a word (key of `queue_server.words`) and sounds, to whoever pressed."""

    def __call__(
        self, word: str, /, facts: Mapping[str, object] = ..., *, sound: Sound | None = None
    ) -> None:
        """Say it; without ``sound`` in silence."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A press nobody knows the end of."""

    deed: str
    pressed: PadKey
    at_s: float


class Hand:
    """One pad at one room. ``clock`` counts seconds and never goes back."""

    def __init__(
        self, link: Link, *, tell: Tell, clock: Callable[[], float], new_key: Callable[[], str]
    ) -> None:
        self._link = link
        self._tell = tell
        self._clock = clock
        self._new_key = new_key
        self._quiet_until_s = 0.0
        self._lost: Unanswered | None = None
        self._away = False
        self.room: RoomNow | None = None

    def look(self) -> None:
        """Take the newest picture; a patient who has changed meanwhile holds the keys a second."""
        try:
            told = self._link.room()
        except (Away, Refusal) as why:
            self._missing(why)
            return
        self._back()
        if told is not None:
            changed = self.room is not None and _who(told) != _who(self.room)
            self.room = told
            if changed:
                self._quiet_until_s = self._clock() + QUIET_S

    def press(self, meaning: Meaning) -> None:
        """One key was pressed."""
        if self._clock() < self._quiet_until_s:
            return
        if self.room is None:
            self.look()
        if self.room is not None:
            self._do(*self._wish(meaning, self.room))
        else:
            self._tell("pad.away", sound="refused")
        self._quiet_until_s = self._clock() + QUIET_S

    def _wish(self, meaning: Meaning, room: RoomNow) -> tuple[str, PadKey]:
        """The deed a key stands for now, or again the one whose answer was lost."""
        current = room.current
        deed: str = meaning
        if meaning == "serve":
            starts = room.records_start and current is not None and current.state == "CALLED"
            deed = "start" if starts else "finish"
        lost, self._lost = self._lost, None
        if lost and lost.deed == deed and self._clock() - lost.at_s < KEPT_S:
            return deed, lost.pressed
        turn = room.seen_by_next if deed == "next" else current.turn if current else None
        return deed, PadKey(key=self._new_key(), turn=turn)

    def _do(self, deed: str, pressed: PadKey) -> None:
        try:
            self.room = self._link.press(deed, pressed)
        except Away:
            self._lost = Unanswered(deed, pressed, self._clock())
            self._away = True
            self._tell("pad.away", sound="refused")
        except Refusal as no:
            self._tell(f"refusal.{no.code}", no.facts, sound="refused")
            self.look()
        else:
            self._back()
            self._done(deed, self.room)

    def _done(self, deed: str, room: RoomNow) -> None:
        if deed == "next" and room.outcome and room.outcome.nobody:
            self._tell("room.nobody_waits", sound="refused")
            return
        current = room.current
        number = current.number if current else "–"
        self._tell(f"pad.done.{deed}", {"number": number}, sound="heard")

    def _missing(self, why: Away | Refusal) -> None:
        if isinstance(why, Refusal):
            self._tell(f"refusal.{why.code}", why.facts)
        elif not self._away:
            self._tell("pad.away")
        self._away = True

    def _back(self) -> None:
        if self._away:
            self._tell("pad.back")
        self._away = False


def _who(room: RoomNow) -> list[int | None]:
    return [place.turn for place in room.places]
