"""Reads config/kiosk.toml into typed, frozen settings; says which key of which file is wrong."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

from queue_server.words import say

Port = Annotated[int, Meta(ge=1, le=65_535)]
Url = Annotated[str, Meta(pattern=r"^https?://[^\s/]+$")]

BROWSER: Final = (
    "chromium",
    "--kiosk",
    "--app={address}",
    "--user-data-dir={profile}",
    "--incognito",
    "--no-first-run",
    "--noerrdialogs",
    "--disable-infobars",
    "--disable-session-crashed-bubble",
    "--hide-crash-restore-bubble",
    "--disable-pinch",
    "--overscroll-history-navigation=0",
    "--disable-features=Translate,TouchpadOverscrollHistoryNavigation,OverscrollHistoryNavigation",
    "--disable-translate",
    "--disable-component-update",
    "--disable-sync",
    "--check-for-update-interval=31536000",
    "--password-store=basic",
    "--autoplay-policy=no-user-gesture-required",
)
"""Chromium shut in: no address bar, no zoom by fingers, no swipe back, no bubbles over the page."""


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every table of the file: immutable, nothing unknown accepted."""


class Browser(Part, frozen=True, kw_only=True):
    """The browser in front of the patient, and when it counts as hung."""

    command: tuple[str, ...] = BROWSER
    hung_after_s: Annotated[int, Meta(ge=5, le=600)] = 30  # without a sign of life from the page
    start_within_s: Annotated[int, Meta(ge=5, le=600)] = 60  # a slow machine at power-on


class Screen(Part, frozen=True, kw_only=True):
    """How long screens stay, in seconds."""

    result_s: Annotated[int, Meta(ge=10, le=300)] = 20
    away_s: Annotated[int, Meta(ge=60, le=600)] = 60  # untouched so long: the page asks first
    warning_s: Annotated[int, Meta(ge=10, le=120)] = 20


class Settings(Part, frozen=True, kw_only=True):
    """Everything an IT person sets on one kiosk; what patients see comes from the server."""

    server: Url = "http://127.0.0.1:8080"
    authority: str = ""  # PEM file of the hospital's own certificate authority
    data: str = "var/kiosk"
    spool: str = "var/printer/spool.db"
    port: Port = 8090
    answer_within_ms: Annotated[int, Meta(ge=100, le=800)] = 700
    menu_every_s: Annotated[int, Meta(ge=2, le=3_600)] = 15
    beat_every_s: Annotated[int, Meta(ge=1, le=60)] = 5
    staff_pin_hash: str = ""  # made by `luot-kiosk pin`; empty: staff cannot leave by touch
    voice: bool = True
    screen: Screen = Screen()
    browser: Browser = Browser()


class SettingsWrong(Exception):
    """The file cannot be used; `told` says file, key and what is expected, in one language."""

    def __init__(self, file: str, key: str, *, word: str, **facts: object) -> None:
        super().__init__(f"{file}: {key}: {word}")
        self.file, self.key, self.word, self.facts = file, key, word, facts

    def told(self, lang: Any = "vi") -> str:
        """``kiosk.toml: screen.result_s: cần …`` for whoever edits the file."""
        at = f"{self.file}: {self.key}" if self.key else self.file
        return f"{at}: {say(self.word, lang, **self.facts)}"


def read(path: Path | None) -> Settings:
    """The settings of a file; without a file the shipped defaults. Raises SettingsWrong."""
    if path is None:
        return Settings()
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise SettingsWrong(
            path.name, "", word="settings.no_file", folder=str(path.parent.resolve())
        ) from None
    except UnicodeDecodeError:
        raise SettingsWrong(path.name, "", word="settings.not_utf8") from None
    except tomllib.TOMLDecodeError as wrong:
        raise SettingsWrong(path.name, "", word="settings.not_toml", found=str(wrong)) from None
    try:
        return msgspec.convert(data, Settings)
    except msgspec.ValidationError as wrong:
        raise _explained(path.name, data, str(wrong)) from None


_WHERE: Final = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<key>[^`]*)`)?$", re.DOTALL)
_UNKNOWN: Final = re.compile(r"unknown field `(?P<key>[^`]+)`")


def _explained(file: str, data: dict[str, Any], wrong: str) -> SettingsWrong:
    """The library's complaint as file, key and expectation."""
    match = _WHERE.match(wrong)
    what, key = (match["what"], match["key"] or "") if match else (wrong, "")
    if unknown := _UNKNOWN.search(what):
        return SettingsWrong(file, f"{key}.{unknown['key']}".strip("."), word="settings.unknown")
    found: Any = data
    for part in key.split("."):
        found = found.get(part) if isinstance(found, dict) else found
    expected = what.removeprefix("Expected ").split(", got")[0]
    return SettingsWrong(file, key, word="settings.wrong", expected=expected, found=repr(found))
