"""One thing wrong in a settings file, told as file, key, what was expected and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from queue_server.words import Lang, say


@dataclass(frozen=True, slots=True)
class Expected:
    """What a key wants, in a word that `queue_server.words.settings` explains."""

    what: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def phrase(self, lang: Lang) -> str:
        """``a whole number from 1 to 20``."""
        return say(f"settings.expects.{self.what}", lang, **self.facts)


@dataclass(frozen=True, slots=True)
class Problem:
    """Where something is wrong and a sentence about it; a warning does not stop anything."""

    key: str  # "rooms.pk-3.services[2]", "" for the file as a whole
    word: str  # key of the sentence
    facts: Mapping[str, object] = field(default_factory=dict)
    expected: Expected | None = None
    warning: bool = False

    def sentence(self, file: str, lang: Lang) -> str:
        """One line to print."""
        facts = dict(self.facts)
        if self.expected:
            facts["expected"] = self.expected.phrase(lang)
        place = f"{file}: {self.key}: " if self.key else f"{file}: "
        return place + say(self.word, lang, **facts)


class SettingsWrong(Exception):
    """A file that cannot be used; ``problems`` holds everything found, not only the first."""

    def __init__(self, file: str, problems: Iterable[Problem]) -> None:
        self.file = file
        self.problems = tuple(problems)
        super().__init__("\n".join(self.sentences("en")))

    def sentences(self, lang: Lang) -> list[str]:
        """One line a problem, to print."""
        return [problem.sentence(self.file, lang) for problem in self.problems]
