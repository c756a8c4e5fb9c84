"""Tries to guess a secret, counted before the hash: a hundred at once count as a hundred."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from queue_server.core.password import REMEMBERED_MS, check_pace
from queue_server.operations.context import Context
from queue_server.operations.hashes import digest
from queue_server.store import sessions

FORGET_AFTER_MS: Final = 24 * 3_600_000


@dataclass(frozen=True, slots=True)
class Tried:
    """What is guessed at and from where; a guesser is slow there, and nobody else anywhere."""

    account: str  # may be a mistyped password: only its hash is kept
    source: str

    def count(self, tx: Connection, ctx: Context) -> None:
        """Count one try. Raises Refusal("sign_in_wait") when it comes too soon."""
        known = sessions.attempts_at(
            tx, ctx.site, account=self._hash, source=self._place, since=ctx.now - REMEMBERED_MS
        )
        check_pace(known, ctx.now)
        sessions.insert_attempt(tx, ctx.site, account=self._hash, source=self._place, at=ctx.now)

    def forgive(self, tx: Connection, ctx: Context) -> None:
        """The secret was known: forget the tries before, and everybody's of yesterday."""
        sessions.forget_attempts(
            tx,
            ctx.site,
            account=self._hash,
            source=self._place,
            before=ctx.now - FORGET_AFTER_MS,
        )

    @property
    def _hash(self) -> str:
        return digest(self.account)

    @property
    def _place(self) -> str:
        return self.source[:64]
