"""One press, one number: asked of the server for 0.8 s at most, else the next of the own series.

Each step is on disk before the next begins, and each may be repeated. So whatever stops the machine
between two lines, the same press goes on where it stood and ends with the same number, and the
same slip.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from typing import Final

from kiosk import slips
from kiosk.entry import Entry, Given
from kiosk.parts import Parts
from kiosk.server_link import Away, NotOurs
from queue_server.core.numbering import own_series
from queue_server.core.refusal import Refusal
from queue_server.wire import Lang, Press

STALE_MS: Final = 120_000
"""A press found unfinished at start: after two minutes nobody stands there any more."""

MOST_DEADLINE_MS: Final = 800


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the person touched."""

    service: str
    priority: str = ""
    checked: bool = False
    lang: Lang = "vi"
    on_screen: bool = False  # there is no paper, and the person knows


class Issuing:
    """Gives numbers, one press at a time."""

    def __init__(self, parts: Parts, *, deadline_ms: int = MOST_DEADLINE_MS) -> None:
        self._ledger, self._link, self._spool = parts.ledger, parts.link, parts.spool
        self._menus, self._clock, self._chance = parts.menus, parts.clock, parts.chance
        self._deadline_ms = min(deadline_ms, MOST_DEADLINE_MS)
        self._lock = threading.Lock()  # a kiosk has one person in front of it
        self.working = ""  # the press a number is being made for

    def coming(self) -> str:
        """The id of the coming press: on disk, and the same for every tab that asks."""
        return self._ledger.coming(self._chance.new_id())

    def press(self, press_id: str, choice: Choice) -> Entry:
        """The number of a press, and its slip on the way.

        1. A press that has its number gets the same again, whatever was touched.
        2. What was chosen goes to disk.  3. The server is asked; else the own series counts on.
        4. The number goes to disk.  5. The slip goes to disk.  6. That it did goes to disk.

        Raises Refusal("press_over") for an id that is not the coming one, "service_not_here",
        "group_not_here", "service_closed", and whatever rule of the server says no: then nothing
        was given, and the next press has a new id.
        """
        with self._lock:
            known = self._ledger.find(press_id)
            if known is None:
                known = self._choose(press_id, choice)
            self.working = press_id
            try:
                return self._finish(known, on_screen=choice.on_screen)
            finally:
                self.working = ""

    def idle(self, press_id: str) -> str:
        """Back to the first screen: the id of the next press. A used id is never used again."""
        with self._lock:
            entry = self._ledger.find(press_id)
            if entry is None or not entry.paper:
                return self.coming()
            return self._ledger.replace(press_id, self._chance.new_id())

    def recover(self) -> list[Entry]:
        """At start: finish what a power cut left, oldest first.

        Who pressed a moment ago still stands there and gets the number and the slip. Of an older
        press nobody saw a number: it becomes a void number of the own series, for the record.
        """
        return [self._finish_or_void(entry) for entry in self._ledger.unfinished()]

    # ---- steps --------------------------------------------------------------------------------

    def _choose(self, press_id: str, choice: Choice) -> Entry:
        if press_id != self.coming():
            raise Refusal("press_over")
        now = self._clock.now()
        offer = self._menus.offer(choice.service, now)
        self._menus.check_group(choice.priority)
        if not offer.open:
            code = "service_closed" if offer.opens else "service_closed_for_now"
            raise Refusal(code, opens=offer.opens)
        secret = self._chance.new_secret()
        press = Press(
            press_id=press_id,
            service=choice.service,
            priority=choice.priority,
            checked=choice.checked,
            lang=choice.lang,
            link_hash=hashlib.sha256(secret.encode()).hexdigest(),
            pressed_at=now,
        )
        return self._ledger.choose(
            press,
            service=offer.service,
            day=self._menus.day(now),
            secret=secret,
            run=self._chance.run,
            correction_ms=self._clock.correction_ms,
        )

    def _finish(self, entry: Entry, *, on_screen: bool) -> Entry:
        if entry.given is None:
            entry = self._number(entry)
        if not entry.paper:
            entry = self._paper(entry, on_screen=on_screen)
        return entry

    def _number(self, entry: Entry) -> Entry:
        try:
            issued = self._link.number_for(entry.press, self._deadline_ms)
        except Away:
            return self._own_number(entry)
        except NotOurs:
            self._ledger.forget(entry.press_id, self._chance.new_id())
            raise Refusal("kiosk_not_ready") from None
        except Refusal as refusal:
            if refusal.facts.get("status") != 409:  # not a rule but a quarrel between programs
                return self._own_number(entry)
            self._ledger.forget(entry.press_id, self._chance.new_id())
            raise
        return self._ledger.settle(entry.press_id, slips.from_server(issued, entry))

    def _own_number(self, entry: Entry) -> Entry:
        press, service = entry.press, entry.service
        letters = (press.priority and service.priority_letter) or service.letter
        series = own_series(letters, self._menus.need().kiosk_number)
        given = slips.from_own_series(press, service)
        return self._ledger.settle_own(entry.press_id, given, series=series)

    def _paper(self, entry: Entry, *, on_screen: bool) -> Entry:
        given = _given(entry)
        in_spool = self._spool.state(entry.press_id) is not None
        if on_screen and not in_spool:
            return self._ledger.decide_paper(entry.press_id, "screen")
        if not in_spool:
            local = self._menus.local(given.issued_at)
            self._spool.put(slips.slip(entry, given, menu=self._menus.need(), local=local))
        return self._ledger.decide_paper(entry.press_id, "slip")

    def _finish_or_void(self, entry: Entry) -> Entry:
        if abs(self._clock.now() - entry.press.pressed_at) <= STALE_MS:
            return self._finish(entry, on_screen=False)
        if entry.given is None:
            entry = self._own_number(entry)
        put = self._spool.state(entry.press_id) is not None
        on_paper = put and not self._spool.withdraw(entry.press_id)
        entry = self._ledger.decide_paper(entry.press_id, "slip" if on_paper else "never")
        self._ledger.replace(entry.press_id, self._chance.new_id())
        return entry


def _given(entry: Entry) -> Given:
    if entry.given is None:
        raise LookupError(f"press {entry.press_id} has no number yet")
    return entry.given
