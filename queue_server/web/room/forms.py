"""What the room screen sends with each deed; ``key`` makes a repeat of it harmless."""

from __future__ import annotations

import msgspec

from queue_server.wire import Code, Id, Millis, Row, Text


class Deed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A deed about the room itself."""

    key: Id


class Next(Deed, frozen=True, kw_only=True):
    """Call the next; ``current`` is the turn the screen shows, so two tabs never call two."""

    current: Row | None
    place: int | None = None


class OfTurn(Deed, frozen=True, kw_only=True):
    """A deed about one turn."""

    turn: Row


class CallThis(OfTurn, frozen=True, kw_only=True):
    """Call somebody out of order, and say why."""

    reason: Text


class SendOn(OfTurn, frozen=True, kw_only=True):
    """Send a patient on to another service."""

    service: Code


class Pause(Deed, frozen=True, kw_only=True):
    """Pause the room; boards show until when."""

    reason: Text
    resumes_at: Millis | None = None
