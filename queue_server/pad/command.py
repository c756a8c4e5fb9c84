"""`luot pad`: takes a USB key pad for itself and calls patients with it, whatever has the focus."""

from __future__ import annotations

import os
import secrets
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Final

import click
import msgspec

from queue_server.core.refusal import Refusal
from queue_server.pad import settings as reading_settings
from queue_server.pad.hand import Hand, Sound
from queue_server.pad.keymap import by_code
from queue_server.pad.link import Away, Link
from queue_server.pad.player import Player
from queue_server.pad.reading import DeviceGone, DeviceTaken, Keyboard, candidates, open_keyboard
from queue_server.pad.settings import Settings
from queue_server.words import WORDS, Lang, say

USUAL: Final = Path("config/pad.toml")
LOOK_EVERY_S: Final = 2.0
BEAT_EVERY_S: Final = 10.0
PLUG_EVERY_S: Final = 1.0
NOTHING: Final[Mapping[str, object]] = MappingProxyType({})


class Stopped(click.ClickException):
    """A sentence on stderr, and exit code 2."""

    exit_code = 2

    def show(self, file: object = None) -> None:
        """Only the sentence: no "Error:" before it."""
        click.echo(self.message, err=True)


@click.command("pad")
@click.option("--config", "file", type=click.Path(path_type=Path), help=f"Default: {USUAL}.")
@click.option("--server", default="", help="Address of the server.")
@click.option("--code", default="", help="One-time code, for the first start.")
@click.option("--device", default="", help="Which pad: a file under /dev/input/by-id.")
@click.pass_context
def pad(context: click.Context, /, file: Path | None, **chosen: str) -> None:
    """Bàn phím số USB để gọi người bệnh / a USB key pad that calls patients."""
    lang: Lang = context.find_root().params.get("lang", "vi")
    if sys.platform != "linux":
        raise Stopped(say("pad.linux_only", lang))
    settings = _settings(file, lang, chosen)
    folder = Path(settings.folder)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stop = threading.Event()
    for end in (signal.SIGINT, signal.SIGTERM):
        signal.signal(end, lambda *_: stop.set())
    link = Link(settings.server, authority=settings.authority)
    try:
        link.key = _key(link, folder / "key", settings, lang)
        run(settings, link, stop=stop, lang=lang)
    finally:
        link.close()


def run(settings: Settings, link: Link, *, stop: threading.Event, lang: Lang) -> None:
    """Read the pad until told to stop; unplugged, wait for it to come back.

    Raises Stopped when the pad belongs to another program or may not be read.
    """
    player = Player(Path(settings.folder), settings.player)
    tell = Voice(player, lang)
    hand = Hand(link, tell=tell, clock=time.monotonic, new_key=lambda: secrets.token_urlsafe(16))
    hand.look()
    if hand.room:
        name = hand.room.name_en if lang == "en" else hand.room.name_vi
        tell("pad.ready", {"room": name, "sitter": hand.room.sitter_name or "–"})
    while keyboard := _plugged_in(Path(settings.device), tell, stop=stop, lang=lang):
        _serve(keyboard, hand, link, settings=settings, stop=stop)
        keyboard.close()
    player.close()


@dataclass(frozen=True, slots=True)
class Voice:
    """Says sentences in one language and plays the two signals."""

    player: Player
    lang: Lang

    def __call__(
        self, word: str, /, facts: Mapping[str, object] = NOTHING, *, sound: Sound | None = None
    ) -> None:
        """See `hand.Tell`; a refusal this version does not know still says something."""
        known = word if word in WORDS else "refusal.failed"
        click.echo(say(known, self.lang, **{"id": "", **facts}))
        if sound:
            self.player(sound)


def _plugged_in(device: Path, tell: Voice, *, stop: threading.Event, lang: Lang) -> Keyboard | None:
    """The pad, as soon as it is there; None when told to stop."""
    missed = False
    while not stop.is_set():
        try:
            keyboard = open_keyboard(device)
        except (DeviceTaken, PermissionError) as why:
            word = "pad.taken" if isinstance(why, DeviceTaken) else "pad.forbidden"
            raise Stopped(say(word, lang, device=device)) from why
        except DeviceGone:
            if not missed:
                tell("pad.unplugged", {"device": device})
            missed = True
            stop.wait(PLUG_EVERY_S)
        else:
            if missed:
                tell("pad.plugged")
            return keyboard
    return None


def _serve(
    keyboard: Keyboard, hand: Hand, link: Link, *, settings: Settings, stop: threading.Event
) -> None:
    """Press by press, until the pad is unplugged or we are told to stop."""
    meanings = by_code(settings.keys)
    beat = Every(BEAT_EVERY_S, time.monotonic)
    look = Every(LOOK_EVERY_S, time.monotonic)
    while not stop.is_set():
        try:
            code = keyboard.press(patience_s=0.5)
            if code in meanings:
                hand.press(meanings[code])
                keyboard.forget()
            elif code is None and look.due():
                hand.look()
        except DeviceGone:
            return
        if beat.due():
            _beat(link)


def _beat(link: Link) -> None:
    try:
        link.beat(version("luot"))
    except (Away, Refusal):
        return  # `Hand.look` says it, once


class Every:
    """Says when so many seconds have passed again."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._seconds = seconds
        self._clock = clock
        self._next_s = clock()

    def due(self) -> bool:
        """True once, then not for so many seconds."""
        if self._clock() < self._next_s:
            return False
        self._next_s = self._clock() + self._seconds
        return True


def _settings(file: Path | None, lang: Lang, chosen: dict[str, str]) -> Settings:
    """The file's settings with what the command line says instead."""
    settings = Settings()
    if file or USUAL.is_file():
        try:
            settings = reading_settings.read(file or USUAL, lang)
        except reading_settings.WrongSettings as wrong:
            raise Stopped(str(wrong)) from wrong
    settings = msgspec.structs.replace(settings, **{key: one for key, one in chosen.items() if one})
    if not settings.device:
        there = "\n".join(f"  {path}" for path in candidates()) or say("pad.none_there", lang)
        raise Stopped(say("pad.which", lang, there=there))
    return settings


def _key(link: Link, file: Path, settings: Settings, lang: Lang) -> str:
    """The pad's key: a new one for a code not used yet, else the one kept here."""
    if settings.code and not (file.exists() and _kept(file)[1] == settings.code):
        try:
            key = link.enrol(settings.code, version("luot")).key
        except Refusal as no:
            raise Stopped(say(f"refusal.{no.code}", lang, **no.facts)) from no
        except Away as away:
            raise Stopped(say("pad.away_at_start", lang, server=settings.server)) from away
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as kept:
            kept.write(f"{key}\n{settings.code}\n")
    if not file.exists():
        raise Stopped(say("pad.no_key", lang))
    return _kept(file)[0]


def _kept(file: Path) -> list[str]:
    """Key and the code that earned it, so that a code left in the settings is used once."""
    return file.read_text("utf-8").split()
