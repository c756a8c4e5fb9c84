"""Signing in, working, switching at a shared desk, signing out: sessions live here, on the server.

`sign_in` and `switch_by_pin` hash for 65 ms: call them by ``site.run_slow``, which keeps them off
the event loop and out of the writers' line; they hash between their two transactions. A session's
token is 256 random bits, known to the browser only; the server keeps its hash.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection

from queue_server.core.access import Role
from queue_server.core.refusal import Refusal
from queue_server.operations.accounts import add_person, disable
from queue_server.operations.context import Actor, Context, record
from queue_server.operations.hashes import NOBODYS, Verify, digest, verify_secret
from queue_server.operations.tries import Tried
from queue_server.store import people as store
from queue_server.store import sessions
from queue_server.store.sessions import Session

__all__ = [
    "SessionInfo",
    "SessionLimits",
    "add_person",
    "disable",
    "session",
    "sign_in",
    "sign_out",
    "switch_by_pin",
]

BY_PASSWORD_ONLY: Final = frozenset({Role.ADMIN})
PIN_TRIES: Final = 10
"""Wrong PINs in one session, until somebody signs in anew: one chance in 100 000 to guess one."""

SEEN_EVERY_MS: Final = 60_000
"""A session's last use is written down once a minute, not at every request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLimits:
    """When a session ends by itself: a desk left alone, a shift over."""

    idle_minutes: int = 60
    shift_hours: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionInfo:
    """Who works at this browser now, and since when. Times are UTC ms."""

    person: int
    name: str
    login: str
    roles: frozenset[Role]
    opened_by: int  # who signed in for the shift; another than ``person`` after a switch
    opened_name: str
    must_change: bool  # a first password: nothing else may be done before it is changed
    opened_at: int
    dies_at: int

    @property
    def actor(self) -> Actor:
        """The person, acting."""
        return Actor("staff", str(self.person), self.roles)


def sign_in(
    ctx: Context,
    *,
    login: str,
    password: str,
    source: str,
    verify: Verify = verify_secret,
    limits: SessionLimits = SessionLimits(),  # noqa: B008  frozen
) -> str:
    """Open a session for whoever knows the password; the answer is its token, told once.

    1. Count the try, and refuse it when this account is tried too fast from this source.
    2. Hash outside any transaction; an unknown login takes as long as a wrong password.
    3. Forget the tries, open the session, write the event.

    ``source`` is where the request came from. Raises Refusal("sign_in_wait") and, without saying
    what was wrong, Refusal("sign_in_failed").
    """
    login = login.strip().lower()
    tried = Tried(login, source)
    with ctx.db.write() as tx:
        tried.count(tx, ctx)
        known = store.person_by_login(tx, ctx.site, login)
    right = verify(known.password_hash if known else NOBODYS, password)
    if known is None or not right:
        raise Refusal("sign_in_failed")
    with ctx.db.write() as tx:
        person = _able(tx, ctx, known.id, "sign_in_failed")
        tried.forgive(tx, ctx)
        token = _open(tx, ctx, _fresh(ctx, person.id, limits))
        _record(tx, ctx, person, act="sign_in", detail={"source": source[:64]})
    return token


def session(ctx: Context, *, token_hash: str) -> SessionInfo | None:
    """Whose session this is; None when it is unknown, ended, too old, or its person disabled.

    Whoever came by PIN at a shared desk is no administrator there: six digits that colleagues may
    see typed are enough to call patients, not to make accounts and machines.
    """
    with ctx.db.read() as tx:
        found = sessions.session_by_hash(tx, ctx.site, token_hash)
        if found is None or not found.is_open(ctx.now):
            return None
        person = store.person_by_id(tx, ctx.site, found.person_id)
        opener = store.person_by_id(tx, ctx.site, found.opened_by)
    if person is None or opener is None or person.disabled_at or opener.disabled_at:
        return None
    if ctx.now - found.seen_at >= SEEN_EVERY_MS:
        with ctx.db.write() as tx:
            sessions.set_session(tx, token_hash, seen_at=ctx.now)
    return SessionInfo(
        person=person.id,
        name=person.name,
        login=person.login,
        roles=person.roles if person.id == opener.id else person.roles - BY_PASSWORD_ONLY,
        opened_by=opener.id,
        opened_name=opener.name,
        must_change=person.must_change,
        opened_at=found.opened_at,
        dies_at=found.dies_at,
    )


def switch_by_pin(
    ctx: Context, *, token_hash: str, login: str, pin: str, verify: Verify = verify_secret
) -> str:
    """Another person takes over an open session at a shared desk; the answer is a new token.

    1. Count the try in this session, before hashing, so that tries at once count as many; and
       against whoever signed in here, who would else sign in anew for ten more guesses.
    2. Hash outside any transaction.
    3. End the old token, open a new one for the rest of the shift, write the event.

    Raises Refusal("signed_out"), Refusal("pin_locked") after ten wrong PINs in one session,
    Refusal("sign_in_wait") and Refusal("pin_wrong").
    """
    login = login.strip().lower()
    with ctx.db.write() as tx:
        old = _live(tx, ctx, token_hash)
        if old.pin_tries >= PIN_TRIES:
            raise Refusal("pin_locked")
        tried = Tried(f"PIN of {login}", f"opened by {old.opened_by}")
        tried.count(tx, ctx)
        sessions.set_session(tx, token_hash, pin_tries=old.pin_tries + 1)
        known = store.person_by_login(tx, ctx.site, login)
    right = verify(known.pin_hash if known and known.pin_hash else NOBODYS, pin)
    if known is None or not right:
        raise Refusal("pin_wrong")
    with ctx.db.write() as tx:
        person = _able(tx, ctx, known.id, "pin_wrong")
        old = _live(tx, ctx, token_hash)
        tried.forgive(tx, ctx)
        sessions.set_session(tx, token_hash, ended_at=ctx.now)
        new = replace(
            old, person_id=person.id, seen_at=ctx.now, pin_tries=max(0, old.pin_tries - 1)
        )
        token = _open(tx, ctx, new)
        _record(tx, ctx, person, act="switch", detail={"opened_by": old.opened_by})
    return token


def sign_out(ctx: Context, *, token_hash: str) -> None:
    """End a session; nobody's turn changes. A second time does nothing."""
    with ctx.db.write() as tx:
        found = sessions.session_by_hash(tx, ctx.site, token_hash)
        if found is None or found.ended_at is not None:
            return
        sessions.set_session(tx, token_hash, ended_at=ctx.now)
        person = store.person_by_id(tx, ctx.site, found.person_id)
        if person:
            _record(tx, ctx, person, act="sign_out")


def _live(tx: Connection, ctx: Context, token_hash: str) -> Session:
    found = sessions.session_by_hash(tx, ctx.site, token_hash)
    if found is None or not found.is_open(ctx.now):
        raise Refusal("signed_out")
    _able(tx, ctx, found.opened_by, "signed_out")
    return found


def _able(tx: Connection, ctx: Context, person: int, otherwise: str) -> store.Person:
    """Asked again after the hash: the account may have been disabled meanwhile."""
    found = store.person_by_id(tx, ctx.site, person)
    if found is None or found.disabled_at is not None:
        raise Refusal(otherwise)
    return found


def _fresh(ctx: Context, person: int, limits: SessionLimits) -> Session:
    return Session(
        token_hash="",
        site_id=ctx.site,
        opened_by=person,
        person_id=person,
        room_id=None,
        opened_at=ctx.now,
        seen_at=ctx.now,
        idle_ms=limits.idle_minutes * 60_000,
        dies_at=ctx.now + limits.shift_hours * 3_600_000,
        ended_at=None,
        pin_tries=0,
    )


def _open(tx: Connection, ctx: Context, session: Session) -> str:
    token = ctx.new_id() + ctx.new_id()
    sessions.insert_session(tx, replace(session, token_hash=digest(token), ended_at=None))
    return token


def _record(
    tx: Connection,
    ctx: Context,
    person: store.Person,
    *,
    act: str,
    detail: dict[str, object] | None = None,
) -> None:
    by = Actor("staff", str(person.id), person.roles)
    record(tx, replace(ctx, by=by), act=act, detail=detail)
