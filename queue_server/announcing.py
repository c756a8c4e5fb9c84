"""From called numbers to what a board says: the words of the core, the sounds of the voice.

A sound is made off the loop right after the call, or ahead for those who are next, so that the
board seldom waits for it. Without a voice (no engine on this machine) calls are shown, not spoken.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, Protocol

from queue_server.core.board import Picture, ToSpeak
from queue_server.core.numerals import Region
from queue_server.core.refusal import Refusal
from queue_server.core.speech import SpokenPlace, caption, spoken_call
from queue_server.operations.context import NOBODY
from queue_server.operations.setup import hospital_of
from queue_server.operations.views import BoardFacts, SpokenCall
from queue_server.settings import Hospital
from queue_server.site import Site

KEPT: Final = 2_000
"""Sentences whose sounds are known to be made; a hall says fewer in an hour."""

LONG_MOST: Final = 3
"""With more calls than this waiting to be spoken a board takes the short form (decision 20)."""

AHEAD_MOST: Final = 4
"""Sounds are made ahead for so many rooms at the most; each costs about 30 ms of a processor."""

log = logging.getLogger("luot.announcing")


class Voice(Protocol):
    """Makes the sound of words, or finds the one made before."""

    def sound(self, words: Sequence[str]) -> Path:
        """The WAV file. Raises Refusal("no_voice") on a machine that has none."""


class Announcer:
    """Fills a board's picture with what it says. Called off no loop; makes sounds off the loop."""

    def __init__(self, site: Site, voice_of: Callable[[Region], Voice]) -> None:
        self.site = site
        self._voice_of = voice_of
        self._made: OrderedDict[tuple[Region, tuple[str, ...]], str] = OrderedDict()
        self._mute = False

    def dress(self, facts: BoardFacts) -> Picture:
        """The board's picture with every call that is still to be spoken, oldest first."""
        if not facts.calls:
            return facts.picture
        hospital = self.site.look(hospital_of, NOBODY)
        crowded = len(facts.calls) > LONG_MOST
        spoken = tuple(self._announcement(call, hospital, crowded) for call in facts.calls)
        return replace(facts.picture, to_speak=spoken)

    def prepare(self, picture: Picture) -> None:
        """Make the sounds of those who are next in the rooms of ``picture``, one by one.

        Only a convenience: whatever goes wrong, the sound is made when it is needed.
        """
        try:
            self._prepare(picture)
        except Exception as error:  # also a site that closes meanwhile
            log.info("nothing prepared: %r", error)

    def _prepare(self, picture: Picture) -> None:
        hospital = self.site.look(hospital_of, NOBODY)
        calling = [row for row in picture.rooms if row.prepare and row.code in hospital.rooms]
        if len(calling) > AHEAD_MOST:  # which of many rooms will call a number, nobody knows yet
            return
        for row in calling:
            room = hospital.rooms[row.code]
            place = SpokenPlace(kind=room.kind, number=room.number, name_vi=room.name_vi)
            for number in row.prepare:
                self._sounds((number,), place, hospital, short=False)

    def _announcement(self, call: SpokenCall, hospital: Hospital, crowded: bool) -> ToSpeak:
        place = SpokenPlace(
            kind="desk" if call.room_kind == "desk" else "room",
            number=call.room_number,
            name_vi=call.room_vi,
            name_en=call.room_en,
        )
        return ToSpeak(
            call=call.call,
            sounds=self._sounds(call.numbers, place, hospital, short=False),
            short=self._sounds(call.numbers, place, hospital, short=True) if crowded else (),
            text_vi=caption(call.numbers, place, lang="vi"),
            text_en=caption(call.numbers, place, lang="en"),
            called_at=call.called_at,
        )

    def _sounds(
        self, numbers: Sequence[str], place: SpokenPlace, hospital: Hospital, *, short: bool
    ) -> tuple[str, ...]:
        """Addresses of the sounds; none when this machine cannot speak."""
        region, style = hospital.speech.region, hospital.speech.style
        words = spoken_call(numbers, place, region=region, style=style, short=short)
        known = self._made.get((region, words))
        if known is None and not self._mute:
            known = self._make(region, words)
        return (known,) if known else ()

    def _make(self, region: Region, words: tuple[str, ...]) -> str:
        try:
            file = self.site.off_loop(self._voice_of(region).sound, words)
        except (Refusal, OSError) as silent:
            self._mute = isinstance(silent, Refusal) and silent.code == "no_voice"
            log.error("no sound: %s", silent)
            return ""
        self._made[region, words] = address = f"/board/sounds/{file.stem}.wav"
        while len(self._made) > KEPT:
            self._made.popitem(last=False)
        return address
