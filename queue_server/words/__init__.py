"""Every sentence people read, in Vietnamese and English, by plain look-up; no web library.

Each module here holds one table ``WORDS: dict[str, tuple[str, str]]`` from a key to its Vietnamese
and English sentence. Keys are unique over all tables and carry their table's name as prefix
(``slip.priority``, ``refusal.room_closed``), so a search for a key finds its one home.
"""

from __future__ import annotations

from typing import Final, Literal

from queue_server.words import (
    admin,
    board,
    cli,
    common,
    identity,
    kiosk,
    pad,
    patient,
    printer,
    reception,
    refusals,
    room,
    settings,
    slip,
    turns,
    voice,
)

Lang = Literal["vi", "en"]
LANGS: Final[tuple[Lang, ...]] = ("vi", "en")

_TABLES: Final = (
    admin,
    board,
    cli,
    common,
    identity,
    kiosk,
    pad,
    patient,
    printer,
    reception,
    refusals,
    room,
    settings,
    slip,
    turns,
    voice,
)
WORDS: Final[dict[str, tuple[str, str]]] = {
    key: pair for table in _TABLES for key, pair in table.WORDS.items()
}


def say(key: str, lang: Lang, **facts: object) -> str:
    """The sentence of ``key`` in ``lang`` with ``facts`` filled in.

    Raises KeyError for an unknown key or fact.
    """
    return WORDS[key][LANGS.index(lang)].format(**facts)


def table(prefix: str, lang: Lang) -> dict[str, str]:
    """All sentences whose key starts with ``prefix``, for a page that fills them in the browser."""
    at = LANGS.index(lang)
    return {key: pair[at] for key, pair in WORDS.items() if key.startswith(prefix)}
