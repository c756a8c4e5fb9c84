"""Calling a person: rings at reception until somebody accepts, and says honestly when it cannot."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal

from kiosk.server_link import Away, NotOurs, ServerLink
from queue_server.core.refusal import Refusal
from queue_server.wire import HelpCall

Reason = Literal["help", "emergency", "paper", "no_slip", "clock"]
State = Literal["calling", "rung", "accepted", "unreached"]

GIVE_UP_MS: Final = 10 * 60_000
"""After so long the person has been helped or has gone; a forgotten bell is a bell nobody heeds."""

SHOWN_MS: Final = 60_000
"""How long an accepted call is remembered, so that the screen can say that somebody comes."""


@dataclass(frozen=True, slots=True)
class Ringing:
    """One call and how far it got."""

    call: HelpCall
    state: State = "calling"
    accepted_at: int = 0


class Help:
    """The calls of one kiosk, at most one of each reason."""

    def __init__(
        self, link: ServerLink, *, clock: Callable[[], int], new_id: Callable[[], str]
    ) -> None:
        self._link, self._clock, self._new_id = link, clock, new_id
        self._lock = threading.Lock()
        self._calls: dict[str, Ringing] = {}

    def ring(self, reason: Reason) -> None:
        """Call a person. A reason that rings already rings on as the same call."""
        with self._lock:
            known = self._calls.get(reason)
            if known is None or known.state == "accepted":
                call = HelpCall(help_id=self._new_id(), reason=reason, called_at=self._clock())
                self._calls[reason] = Ringing(call)

    def state(self, *reasons: Reason) -> State | Literal[""]:
        """How far the newest call of these reasons got; nothing when none rings."""
        with self._lock:
            calls = [one for reason in reasons if (one := self._calls.get(reason))]
        return max(calls, key=lambda one: one.call.called_at).state if calls else ""

    def tell(self) -> None:
        """Ring what was not rung yet, look whether somebody came, forget what is over."""
        with self._lock:
            calls = dict(self._calls)
        for reason, ringing in calls.items():
            told = self._tell(ringing)
            with self._lock:
                if self._calls.get(reason) is ringing:
                    if told is None:
                        del self._calls[reason]
                    else:
                        self._calls[reason] = told

    def _tell(self, ringing: Ringing) -> Ringing | None:
        now = self._clock()
        if ringing.state == "accepted":
            return ringing if now - ringing.accepted_at < SHOWN_MS else None
        if abs(now - ringing.call.called_at) > GIVE_UP_MS:
            return None
        try:
            if ringing.state == "rung":
                accepted = self._link.accepted(ringing.call.help_id)
            else:
                accepted = self._link.ring(ringing.call)
        except (Away, NotOurs, Refusal):
            return replace(ringing, state="unreached")
        if accepted:
            return replace(ringing, state="accepted", accepted_at=now)
        return replace(ringing, state="rung")
