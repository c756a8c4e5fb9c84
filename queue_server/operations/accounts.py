"""Accounts: made by an administrator, their password changed by their owner, disabled at once.

Nothing here hashes inside a transaction, and there is no account anybody could know beforehand:
the first one is made by ``luot user add`` with a password drawn for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from queue_server.core.access import STAFF, Deed, Role, check
from queue_server.core.password import check_password, check_pin, read_login
from queue_server.core.refusal import Refusal
from queue_server.operations.context import Context, record
from queue_server.operations.hashes import Hash, Verify, hash_secret, verify_secret
from queue_server.operations.tries import Tried
from queue_server.store import people as store
from queue_server.store import sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """One account as a list shows it; no hash leaves the deeds."""

    person: int
    login: str
    name: str
    roles: tuple[Role, ...]
    has_pin: bool
    must_change: bool
    disabled_at: int | None


def add_person(
    ctx: Context,
    *,
    login: str,
    name: str,
    roles: Iterable[Role],
    password: str,
    hash: Hash = hash_secret,
) -> int:
    """A new account whose first password must be changed; the answer is its id.

    Raises Refusal("not_allowed"), Refusal("login_unreadable"), Refusal("login_taken"),
    Refusal("name_missing"), Refusal("not_a_staff_role") and those of `check_password`.
    """
    check(ctx.by.roles, Deed.MANAGE_PEOPLE)
    login, kept = read_login(login), _staff_roles(roles)
    check_password(password, login)
    if not name.strip():
        raise Refusal("name_missing")
    hashed = hash(password)
    try:
        with ctx.db.write() as tx:
            person = store.insert_person(
                tx, ctx.site, login=login, name=name.strip(), roles=kept, password_hash=hashed
            )
            detail = {"person": person, "roles": sorted(kept)}
            record(tx, ctx, act="add_person", detail=detail)
    except IntegrityError as taken:
        raise Refusal("login_taken", login=login) from taken
    return person


def set_roles(ctx: Context, *, person: int, roles: Iterable[Role]) -> None:
    """Give somebody other roles; it holds from their next act on.

    Whoever loses one is signed out: a screen they left open would go on showing what they may no
    longer see, because a socket asks for rights only when it begins to watch.

    Raises Refusal("not_allowed"), Refusal("no_such_person"), Refusal("not_a_staff_role") and
    Refusal("last_admin").
    """
    check(ctx.by.roles, Deed.MANAGE_PEOPLE)
    kept = _staff_roles(roles)
    with ctx.db.write() as tx:
        lost = _found(tx, ctx, person).roles - kept
        store.set_person(tx, person, roles=kept)
        _still_an_admin(tx, ctx)
        if lost:
            sessions.end_sessions_of(tx, person, at=ctx.now)
        record(tx, ctx, act="set_roles", detail={"person": person, "roles": sorted(kept)})


def disable(ctx: Context, *, person: int) -> None:
    """Close an account at once: its sessions end with it. A second time does nothing.

    Raises Refusal("not_allowed"), Refusal("no_such_person") and Refusal("last_admin").
    """
    check(ctx.by.roles, Deed.MANAGE_PEOPLE)
    with ctx.db.write() as tx:
        if _found(tx, ctx, person).disabled_at is not None:
            return
        store.set_person(tx, person, disabled_at=ctx.now)
        _still_an_admin(tx, ctx)
        ended = sessions.end_sessions_of(tx, person, at=ctx.now)
        record(tx, ctx, act="disable_person", detail={"person": person, "sessions": ended})


def enable(ctx: Context, *, person: int) -> None:
    """Open a disabled account again, with its old password. Raises as `disable`."""
    check(ctx.by.roles, Deed.MANAGE_PEOPLE)
    with ctx.db.write() as tx:
        _found(tx, ctx, person)
        store.set_person(tx, person, disabled_at=None)
        record(tx, ctx, act="enable_person", detail={"person": person})


def reset_password(ctx: Context, *, person: int, password: str, hash: Hash = hash_secret) -> None:
    """An administrator gives a new first password; all sessions of that person end.

    Raises Refusal("not_allowed"), Refusal("no_such_person") and those of `check_password`.
    """
    check(ctx.by.roles, Deed.MANAGE_PEOPLE)
    check_password(password)
    hashed = hash(password)
    with ctx.db.write() as tx:
        _found(tx, ctx, person)
        store.set_person(tx, person, password_hash=hashed, must_change=True)
        sessions.end_sessions_of(tx, person, at=ctx.now)
        record(tx, ctx, act="reset_password", detail={"person": person})


def change_password(
    ctx: Context,
    *,
    token_hash: str,
    old: str,
    new: str,
    verify: Verify = verify_secret,
    hash: Hash = hash_secret,
) -> None:
    """Somebody changes the password they know; their sessions elsewhere end.

    Raises Refusal("sign_in_wait"), Refusal("password_wrong"), Refusal("password_same") and those of
    `check_password`.
    """
    me = _proven(ctx, old, verify)
    if new == old:
        raise Refusal("password_same")
    check_password(new, me.login)
    hashed = hash(new)
    with ctx.db.write() as tx:
        store.set_person(tx, me.id, password_hash=hashed, must_change=False)
        sessions.end_sessions_of(tx, me.id, at=ctx.now, but=token_hash)
        record(tx, ctx, act="change_password")


def set_pin(
    ctx: Context,
    *,
    password: str,
    pin: str,
    verify: Verify = verify_secret,
    hash: Hash = hash_secret,
) -> None:
    """Somebody chooses the six digits they take over a shared desk with.

    Raises Refusal("sign_in_wait"), Refusal("password_wrong") and those of `check_pin`.
    """
    check_pin(pin)
    me = _proven(ctx, password, verify)
    hashed = hash(pin)
    with ctx.db.write() as tx:
        store.set_person(tx, me.id, pin_hash=hashed)
        record(tx, ctx, act="set_pin")


def people_view(ctx: Context) -> list[PersonView]:
    """Every account, for the administrator. Raises Refusal("not_allowed")."""
    check(ctx.by.roles, Deed.MANAGE_PEOPLE)
    with ctx.db.read() as tx:
        return [_view(person) for person in store.all_people(tx, ctx.site)]


def colleagues(ctx: Context) -> list[PersonView]:
    """Who may take over this desk by PIN; asked only by somebody who has signed in."""
    with ctx.db.read() as tx:
        _myself(tx, ctx)
        everybody = store.all_people(tx, ctx.site)
    return [_view(one) for one in everybody if one.pin_hash and one.disabled_at is None]


def _view(person: store.Person) -> PersonView:
    return PersonView(
        person=person.id,
        login=person.login,
        name=person.name,
        roles=tuple(sorted(person.roles)),
        has_pin=bool(person.pin_hash),
        must_change=person.must_change,
        disabled_at=person.disabled_at,
    )


def _staff_roles(roles: Iterable[Role]) -> frozenset[Role]:
    kept = frozenset(roles)
    if not kept or not kept <= set(STAFF):
        raise Refusal("not_a_staff_role")
    return kept


def _found(tx: Connection, ctx: Context, person: int) -> store.Person:
    found = store.person_by_id(tx, ctx.site, person)
    if found is None:
        raise Refusal("no_such_person")
    return found


def _myself(tx: Connection, ctx: Context) -> store.Person:
    """The person acting. Raises Refusal("not_signed_in") for a machine or a stranger."""
    if ctx.by.kind != "staff":
        raise Refusal("not_signed_in")
    return _found(tx, ctx, int(ctx.by.id))


def _proven(ctx: Context, password: str, verify: Verify) -> store.Person:
    """The person acting, who knows the password: an open screen somebody left proves nothing.

    Raises Refusal("sign_in_wait") and Refusal("password_wrong").
    """
    with ctx.db.write() as tx:
        me = _myself(tx, ctx)
        tried = Tried(f"own password of {me.login}", "at their own screen")
        tried.count(tx, ctx)
    if not verify(me.password_hash, password):
        raise Refusal("password_wrong")
    with ctx.db.write() as tx:
        tried.forgive(tx, ctx)
    return me


def _still_an_admin(tx: Connection, ctx: Context) -> None:
    """A hospital without an administrator could never make one again from its own screens."""
    everybody = store.all_people(tx, ctx.site)
    if not any(Role.ADMIN in one.roles and one.disabled_at is None for one in everybody):
        raise Refusal("last_admin")
