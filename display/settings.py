"""What the watchdog is told in board.toml: which server, which screen; and what is wrong there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlencode

import msgspec

from queue_server.words import Lang, say

Inches = Annotated[float, msgspec.Meta(ge=10, le=120)]
Metres = Annotated[float, msgspec.Meta(ge=1, le=30)]
Seconds = Annotated[float, msgspec.Meta(ge=1, le=600)]
Address = Annotated[str, msgspec.Meta(pattern=r"^https?://[^/\s]+/?$")]


class WrongSettingsError(Exception):
    """The file cannot be used; the text says file, key and what was expected."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One screen. The keys and their meaning stand in config/board.toml."""

    server: Address
    inches: Inches = 43
    farthest_m: Metres = 6
    lang: Literal["vi", "en"] = "vi"
    code: str = ""  # enrolment code, used once on the first start
    browser: str = ""  # program to start; "" looks for Chromium
    folder: str = "var/board"  # the browser's own files: the board's key lives there
    hung_s: Seconds = 15  # a page that has not moved for so long is started again
    options: tuple[str, ...] = ()  # further switches for the browser

    def address(self) -> str:
        """The page to show; the code stands behind ``#``, which browsers never send."""
        screen = urlencode({"inches": self.inches, "far": self.farthest_m, "lang": self.lang})
        code = "#" + urlencode({"code": self.code}) if self.code else ""
        return f"{self.server.rstrip('/')}/board?{screen}{code}"


def read(file: Path, lang: Lang = "vi") -> Settings:
    """The settings in ``file``. Raises WrongSettingsError with a sentence for its writer."""
    try:
        return msgspec.toml.decode(file.read_bytes(), type=Settings)
    except OSError as missing:
        raise WrongSettingsError(say("board.watch_no_file", lang, file=file)) from missing
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise WrongSettingsError(
            say("board.watch_bad_file", lang, file=file, wrong=wrong)
        ) from wrong
