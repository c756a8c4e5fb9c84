"""The one exception when a rule says no: a code for programs, facts for the people's sentence."""

from __future__ import annotations


class Refusal(Exception):
    """A deed that a rule refuses; nothing has changed when it is raised.

    ``code`` is a lower-case word with underscores; `queue_server.words.refusals` holds one
    Vietnamese and one English sentence for each. ``facts`` fill the placeholders of that
    sentence and are safe to show: never a name, a card number or a secret.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{key}={value!r}" for key, value in self.facts.items())
        return f"{self.code}({facts})"
