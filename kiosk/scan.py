"""A scanned card becomes an offer: a priority group by birthday, or a kind sentence.

The scanner is a keyboard to the browser; the page collects its keys and sends them here. What it
read lives in these two functions' arguments and nowhere else: not in a log, not on disk.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from queue_server.core.identity import read_card
from queue_server.core.refusal import Refusal
from queue_server.wire import Menu


class Scanned(msgspec.Struct, frozen=True, kw_only=True):
    """What the screen says after a scan; whatever it is, a number can be had."""

    kind: Literal["priority", "read", "no_birthday", "unreadable"]
    group: str = ""  # code of the group the birthday gives
    checked: bool = False  # the card proves it; else a person looks at it at the desk
    code: str = ""  # why it could not be read: a refusal code


def scanned(text: str, *, on: date, menu: Menu) -> Scanned:
    """The offer that a card makes on the local date ``on``."""
    try:
        person = read_card(text)
    except Refusal as refusal:
        return Scanned(kind="unreadable", code=refusal.code)
    found = person.age_group(on)
    if found and found.group in {group.code for group in menu.groups}:
        return Scanned(kind="priority", group=str(found.group), checked=not found.to_check)
    return Scanned(kind="read" if person.birth else "no_birthday")
