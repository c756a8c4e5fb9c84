"""The kiosk's quiet half: meets the server again, hands in own numbers, keeps menu and clock."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import msgspec
import structlog

from kiosk.entry import Entry
from kiosk.help import Help
from kiosk.parts import Parts
from kiosk.server_link import Away, NotOurs
from queue_server.core.refusal import Refusal
from queue_server.wire import HandIn, Heartbeat

TICK_S: Final = 1.0
TROUBLE: Final = frozenset({"paper_out", "cover_open", "error", "offline", "unknown"})
"""With these no slip may be promised. *mute* is a printer set up as one that never answers."""

TROUBLE_MS: Final = 4_000
"""Trouble that lasts: a lid shut again, or an agent that starts a second later, is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often the server is asked, in milliseconds."""

    beat_ms: int = 5_000
    probe_ms: int = 2_000  # while it is away
    menu_ms: int = 15_000


class Sync:
    """One thread's work; `step` does what is due and may be called as often as one likes."""

    def __init__(
        self, parts: Parts, *, help_calls: Help, pace: Pace | None = None, version: str = ""
    ) -> None:
        self._ledger, self._link, self._spool = parts.ledger, parts.link, parts.spool
        self._menus, self._clock, self._run = parts.menus, parts.clock, parts.chance.run
        self._help, self._pace, self._version = help_calls, pace or Pace(), version
        self._beat_due = self._menu_due = 0
        self._day = ""
        self._trouble_since: int | None = None
        self._told_trouble = False
        self._log = structlog.get_logger("kiosk")

    def step(self) -> bool:
        """Do what is due; True when the server was met. Never raises for a server's sake."""
        now = self._clock.raw()
        met = False
        if now >= self._beat_due:
            self._beat_due = now + (self._pace.beat_ms if self._link.here else self._pace.probe_ms)
            met = self._reach(self._meet)
        self._watch_paper()
        self._help.tell()
        self._turn_day()
        return met

    def run(self, stop: threading.Event, wake: Callable[[float], None] | None = None) -> None:
        """Step until told to stop; a fault of one step is written down and the next one made."""
        wait = wake or stop.wait
        while not stop.is_set():
            try:
                self.step()
            except Exception:  # the loop must outlive a full disk
                self._log.exception("kiosk.sync_failed")
            wait(TICK_S)

    # ---- with the server ----------------------------------------------------------------------

    def _reach(self, deed: Callable[[], None]) -> bool:
        was = self._link.here
        try:
            deed()
        except Away as why:
            self._link.here = False
            if was:
                self._log.warning("kiosk.server_away", why=str(why))
            return False
        except NotOurs:
            self._link.here = False
            self._log.warning("kiosk.key_unknown")
            return False
        except Refusal as refusal:
            self._log.warning("kiosk.server_refuses", code=refusal.code)
            return False
        return True

    def _meet(self) -> None:
        """Beat, measure the clock, fetch the menu, hand in; then numbers come from there again."""
        asked = self._clock.raw()
        server_at = self._link.heartbeat(self._heartbeat())
        if server_at:
            self._clock.measure(server_at, asked_raw=asked, heard_raw=self._clock.raw())
            self._ledger.keep("offset_ms", str(self._clock.offset_ms))
            self._ledger.keep("newest_at", str(server_at))
        if not self._link.here or asked >= self._menu_due:
            self._menu_due = asked + self._pace.menu_ms
            menu = self._link.menu()
            if menu is not None:
                self._menus.take(menu)
        self.hand_in_all()
        if not self._link.here:
            self._log.info("kiosk.server_here")
        self._link.here = True

    def _heartbeat(self) -> Heartbeat:
        refused = self._ledger.refused()
        return Heartbeat(
            version=self._version,
            paper=self._spool.report(),
            detail=f"hand_in_refused:{refused}" if refused else "",
        )

    def hand_in_all(self) -> int:
        """Own numbers to the server, oldest first; how many it took. Raises Away, NotOurs.

        An answer that got lost is asked for again: the same press is the same number there too. A
        number the server will never take is set aside and reported, and holds up nobody behind it.
        """
        taken = 0
        for entry in self._ledger.to_hand_in():
            try:
                self._link.hand_in(self._hand_in(entry))
            except Refusal as refusal:
                self._ledger.handed(entry.press_id, "refused", note=refusal.code)
                self._log.error("kiosk.hand_in_refused", code=refusal.code)
                continue
            self._ledger.handed(entry.press_id, "taken")
            taken += 1
        return taken

    def _hand_in(self, entry: Entry) -> HandIn:
        if entry.given is None:
            raise LookupError(entry.press_id)
        never = entry.paper == "never"
        return HandIn(
            press=msgspec.structs.replace(entry.press, pressed_at=self._pressed_at(entry)),
            number=entry.given.number,
            printed=not never,
            reason="power_cut" if never else "",
        )

    def _pressed_at(self, entry: Entry) -> int:
        """When it was pressed, with the clock's error as known now.

        What was measured since holds for presses of this run; of an earlier run nobody knows
        whether the machine's clock was the same, and the server sets bounds to the time anyway.
        """
        if entry.run != self._run:
            return entry.press.pressed_at
        return max(0, entry.press.pressed_at + self._clock.correction_ms - entry.correction_ms)

    # ---- by itself ----------------------------------------------------------------------------

    def _watch_paper(self) -> None:
        """Call a person when the printer falls into trouble; once for each time."""
        if self._spool.report().paper not in TROUBLE:
            self._trouble_since, self._told_trouble = None, False
            return
        now = self._clock.raw()
        if self._trouble_since is None:
            self._trouble_since = now
        if now - self._trouble_since >= TROUBLE_MS and not self._told_trouble:
            self._told_trouble = True
            self._help.ring("paper")

    def _turn_day(self) -> None:
        if self._menus.menu is None:
            return
        day = self._menus.day(self._clock.now())
        if day > self._day:
            self._day = day
            self._ledger.end_day(day)
