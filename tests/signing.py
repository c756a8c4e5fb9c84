"""Signing in and switching at a desk as people do, with cheap hashes."""

from __future__ import annotations

from queue_server.operations import accounts, people
from queue_server.operations.context import NOBODY, Actor
from queue_server.operations.hashes import digest
from queue_server.operations.people import SessionInfo
from tests.builders import Built
from tests.cast import PASSWORD, PIN, cheap_hash, cheap_verify

DESK = "10.0.0.7"


def sign_in(built: Built, login: str = "lan", password: str = PASSWORD, source: str = DESK) -> str:
    return people.sign_in(
        built.by(NOBODY), login=login, password=password, source=source, verify=cheap_verify
    )


def session(built: Built, token: str) -> SessionInfo | None:
    return people.session(built.by(NOBODY), token_hash=digest(token))


def switch(built: Built, token: str, login: str, pin: str = PIN) -> str:
    return people.switch_by_pin(
        built.by(NOBODY), token_hash=digest(token), login=login, pin=pin, verify=cheap_verify
    )


def give_pin(built: Built, person: int) -> None:
    me = Actor("staff", str(person), frozenset())
    accounts.set_pin(built.by(me), password=PASSWORD, pin=PIN, verify=cheap_verify, hash=cheap_hash)
