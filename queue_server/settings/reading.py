"""From a TOML file to typed settings, or one list of everything that is wrong with it, in words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from queue_server.settings.hospital import Hospital
from queue_server.words import Lang, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong in a file: where, and a sentence with its facts. A warning does not stop."""

    key: str  # "rooms.pk3.services", "" for the file as a whole
    word: str  # key of the sentence
    facts: dict[str, object] = field(default_factory=dict)
    warning: bool = False

    def sentence(self, file: str, lang: Lang) -> str:
        """What to print: file, key, what was expected and what was found."""
        return f"{file}: {self.key}: " + say(self.word, lang, **self.facts)


class SettingsWrong(Exception):
    """A file that cannot be used; ``problems`` holds everything found, not only the first."""

    def __init__(self, file: str, problems: Iterable[Problem]) -> None:
        self.file = file
        self.problems = tuple(problems)
        super().__init__("\n".join(self.sentences("en")))

    def sentences(self, lang: Lang) -> list[str]:
        """One line a problem."""
        return [problem.sentence(self.file, lang) for problem in self.problems]


S = TypeVar("S", bound=msgspec.Struct)


def read_hospital(path: Path) -> Hospital:
    """The hospital described by the file at ``path``. Raises SettingsWrong."""
    return read(path, Hospital)


def read(path: Path, kind: type[S]) -> S:
    """One settings file as ``kind``. Raises SettingsWrong."""
    data: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as wrong:
        problem = Problem(key="", word="settings.wrong", facts={"found": str(wrong)})
        raise SettingsWrong(path.name, [problem]) from wrong
