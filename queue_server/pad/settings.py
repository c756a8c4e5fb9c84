"""What config/pad.toml says: which server, which pad, what its keys mean."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec

from queue_server.pad.keymap import CODES, USUAL, Meaning
from queue_server.words import Lang, say

Address = Annotated[str, msgspec.Meta(pattern=r"^https?://[^/\s]+/?$")]


class WrongSettings(Exception):
    """The file cannot be used; the text says file, key and what was expected."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One pad. The keys and their meaning stand in config/pad.toml."""

    server: Address = "http://127.0.0.1:8080"
    device: str = ""
    code: str = ""  # enrolment code, used once on the first start
    folder: str = "var/pad"  # its key to the server lives there
    authority: str = ""  # certificate of the hospital's own authority (luot cert)
    keys: dict[str, Meaning] = msgspec.field(default_factory=USUAL.copy)
    player: tuple[str, ...] = ()  # program that plays a sound file; () looks for one


def read(file: Path, lang: Lang) -> Settings:
    """The settings in ``file``. Raises WrongSettings with a sentence for its writer."""
    try:
        settings = msgspec.toml.decode(file.read_bytes(), type=Settings)
    except OSError as missing:
        raise WrongSettings(say("pad.no_file", lang, file=file)) from missing
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise WrongSettings(say("pad.bad_file", lang, file=file, wrong=wrong)) from wrong
    for name in settings.keys:
        if name not in CODES:
            known = ", ".join(CODES)
            raise WrongSettings(say("pad.bad_key", lang, file=file, name=name, known=known))
    return settings
