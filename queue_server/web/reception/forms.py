"""What the reception screen sends with each deed; ``key`` makes a repeat of it harmless."""

from __future__ import annotations

from typing import Annotated

import msgspec

from queue_server.wire import Code, Id, Lang, Row, Text

Group = Annotated[str, msgspec.Meta(pattern=r"^([a-z0-9][a-z0-9_-]{0,31})?$")]
Printer = Annotated[str, msgspec.Meta(pattern=r"^([A-Za-z0-9_-]{8,64})?$")]


class Deed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every message of the screen."""

    key: Id


class Find(Deed, frozen=True, kw_only=True):
    """Look for a number of today, as printed."""

    number: Annotated[str, msgspec.Meta(min_length=1, max_length=32)]


class Give(Deed, frozen=True, kw_only=True):
    """A number on somebody's behalf; with a printer its slip is printed there."""

    service: Code
    group: Group = ""
    lang: Lang = "vi"
    printer: Printer = ""


class OfVisit(Deed, frozen=True, kw_only=True):
    """A deed about one patient's day."""

    visit: Id


class SetGroup(OfVisit, frozen=True, kw_only=True):
    """Mark or correct the priority group; ``checked``: the papers were seen."""

    group: Group
    checked: bool = False


class SetEmergency(OfVisit, frozen=True, kw_only=True):
    """Make this an emergency, or take that back."""

    emergency: bool


class SetKind(OfVisit, frozen=True, kw_only=True):
    """Set the kind of patient."""

    kind: Code


class Reprint(OfVisit, frozen=True, kw_only=True):
    """Print the slip again, marked as a reprint."""

    printer: Printer


class Void(OfVisit, frozen=True, kw_only=True):
    """Cancel a number, with the reason it keeps."""

    reason: Text


class Move(OfVisit, frozen=True, kw_only=True):
    """Move the patient's open turn to another service."""

    turn: Row
    service: Code


class RoomSlip(Move, frozen=True, kw_only=True):
    """Register for an examination: move there and print the room's number."""

    printer: Printer = ""


class AcceptHelp(Deed, frozen=True, kw_only=True):
    """I am coming."""

    help_id: Id


class OfTurn(OfVisit, frozen=True, kw_only=True):
    """A deed about one turn of the patient."""

    turn: Row
