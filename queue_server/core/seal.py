"""Each event seals the one before, so that nobody changes the past unseen; verify a whole day.

A seal is an HMAC over the seal before, the row's number and a keyed digest of the row. Whoever has
the database but not the key can change rows, but not their seals: an edited, deleted, added or
moved row shows. A tail cut off leaves a chain that is whole, so the *head* (last number and seal)
is printed on the day-end report and kept in a second place; `verify` takes it as an argument.

Erasure and proof live together (Law 91/2025/QH15 asks for the one, an audit for the other): texts
that may name a person are sealed by a digest of their own. `erased` turns such a text into that
digest, and the chain still verifies; without the key nobody can try names against it.
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from queue_server.core.refusal import Refusal

KEY_BYTES: Final = 16
"""A shorter key could be guessed; 32 random bytes are the norm."""

_TOLD: Final = 1000  # of one gap, no more numbers than anybody reads
_ERASED: Final = "erased:"
_HEAD: Final = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})|0:")

FaultKind = Literal["changed", "missing", "repeated", "cut", "head"]
"""What is wrong at a number: the row or its seal was changed or moved; it is gone; it stands twice;
from here to the outside head all is gone; the outside head has another seal for it."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last row's number and seal: what is kept outside. Before the first row: 0 and empty."""

    seq: int = 0
    seal: str = ""

    def __str__(self) -> str:
        return f"{self.seq}:{self.seal}"


@dataclass(frozen=True, slots=True)
class Sealed:
    """One row of history as stored: its number, everything in it but number and seal, its seal."""

    seq: int
    row: Mapping[str, Any]
    seal: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where the chain does not hold."""

    kind: FaultKind
    seq: int


@dataclass(slots=True)
class Verdict:
    """What a verification found: how many rows, where they end, and what is wrong."""

    head: Head
    rows: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


@dataclass(frozen=True, slots=True, repr=False)
class Sealer:
    """Seals and verifies with one hospital's key; ``erasable`` names the fields of free text.

    Raises Refusal("seal_key_short").
    """

    key: bytes
    erasable: Collection[str] = frozenset({"reason"})

    def __post_init__(self) -> None:
        if len(self.key) < KEY_BYTES:
            raise Refusal("seal_key_short", least=KEY_BYTES)

    def __repr__(self) -> str:
        return "Sealer(…)"

    def seal(self, before: Head, row: Mapping[str, Any]) -> Head:
        """The head once ``row`` stands behind ``before``: its number, its seal of 64 hex digits."""
        seq = before.seq + 1
        return Head(seq, self._seal(before.seal, seq, row))

    def erased(self, text: str) -> str:
        """What an erasable text is overwritten with when its person asks; the seals stay true.

        Empty and already erased texts stay as they are.
        """
        if not text or text.startswith(_ERASED):
            return text
        return f"{_ERASED}{self._mac('text', text)[:40]}"

    def verify(
        self, rows: Iterable[Sealed], *, after: Head | None = None, outside: Head | None = None
    ) -> Verdict:
        """Every fault in ``rows``, which come in order of number; one pass, no memory of the rows.

        ``after`` is the head before the first row (none: the beginning of all); ``outside`` is a
        head kept elsewhere, of any row since. Without it a cut tail cannot be seen.
        """
        verdict = Verdict(after or Head())
        for one in rows:
            self._check(one, verdict, outside)
            verdict.rows += 1
            verdict.head = Head(one.seq, one.seal)
        if outside is not None and outside.seq > verdict.head.seq:
            verdict.faults.append(Fault("cut", verdict.head.seq + 1))
        return verdict

    def _check(self, one: Sealed, verdict: Verdict, outside: Head | None) -> None:
        due = verdict.head.seq + 1
        if one.seq > due:
            # The seal cannot fit either, and says nothing more about this row.
            gap = range(due, min(one.seq, due + _TOLD))
            verdict.faults += [Fault("missing", seq) for seq in gap]
        elif one.seq < due:
            verdict.faults.append(Fault("repeated", one.seq))
        elif not hmac.compare_digest(
            self._seal(verdict.head.seal, one.seq, one.row).encode(), one.seal.encode()
        ):
            verdict.faults.append(Fault("changed", one.seq))
        if outside is not None and one.seq == outside.seq and one.seal != outside.seal:
            verdict.faults.append(Fault("head", one.seq))

    def _seal(self, before: str, seq: int, row: Mapping[str, Any]) -> str:
        kept = {
            name: self.erased(value) if name in self.erasable and isinstance(value, str) else value
            for name, value in row.items()
        }
        plain = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return self._mac("seal", f"{before}|{seq}|{self._mac('row', plain)}")

    def _mac(self, purpose: str, text: str) -> str:
        # The purpose keeps a digest made for one use from standing in for another.
        message = f"{purpose}\0{text}".encode(errors="surrogatepass")
        return hmac.digest(self.key, message, "sha256").hex()


def read_head(text: str) -> Head:
    """A head as printed, ``1042:9f…``. Raises Refusal("head_unreadable")."""
    match = _HEAD.fullmatch(text.strip().lower())
    if match is None:
        raise Refusal("head_unreadable")
    return Head(int(match[1] or 0), match[2] or "")
