"""Accounts: made by an administrator, changed by their owner, closed at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select

from queue_server.core.access import Role
from queue_server.core.refusal import Refusal
from queue_server.operations import accounts, people
from queue_server.operations.context import COMMAND_LINE, NOBODY, Actor, Context
from queue_server.operations.hashes import digest
from queue_server.store.session import Database
from queue_server.store.tables import events
from queue_server.store.tables import people as table
from tests.builders import Built, build_hospital
from tests.cast import PASSWORD, PIN, Cast, admin, cheap_hash, cheap_verify, hire
from tests.harness.clock import Clock

NEW = "con mèo mà trèo cây cau"


@pytest.fixture
def built(sqlite_url: str, clock: Clock) -> Iterator[Built]:
    db = Database(sqlite_url)
    yield build_hospital(db, clock)
    db.close()


@pytest.fixture
def cast(built: Built) -> Cast:
    return hire(built)


def add(built: Built, by: Actor, **more: Any) -> int:
    asked = {"login": "mai", "name": "Mai", "roles": [Role.ROOM], "password": PASSWORD} | more
    return accounts.add_person(built.by(by), hash=cheap_hash, **asked)


def myself(built: Built, person: int) -> Context:
    return built.by(Actor("staff", str(person), frozenset()))


def sign_in(built: Built, login: str, password: str = PASSWORD) -> str:
    return people.sign_in(
        built.by(NOBODY), login=login, password=password, source="desk", verify=cheap_verify
    )


def is_open(built: Built, token: str) -> bool:
    return people.session(built.by(NOBODY), token_hash=digest(token)) is not None


# ---- making -------------------------------------------------------------------------------------


def test_a_fresh_hospital_has_no_account_anybody_could_know(built: Built) -> None:
    with built.db.read() as tx:
        assert tx.execute(select(table)).all() == []


def test_an_account_is_listed_with_its_roles_and_without_any_hash(built: Built, cast: Cast) -> None:
    listed = {one.login: one for one in accounts.people_view(built.by(admin(cast)))}

    assert set(listed) == {"ha", "lan", "minh", "hoa", "tuan"}
    assert listed["hoa"].roles == (Role.RECEPTION, Role.SUPERVISOR)
    assert listed["lan"].must_change
    assert "cheap:" not in repr(listed)


@pytest.mark.parametrize(
    "wrong,code",
    [
        ({"login": "lan"}, "login_taken"),
        ({"login": "LAN "}, "login_taken"),
        ({"login": "nguyễn"}, "login_unreadable"),
        ({"name": "  "}, "name_missing"),
        ({"roles": []}, "not_a_staff_role"),
        ({"roles": [Role.KIOSK]}, "not_a_staff_role"),
        ({"password": "ngắn"}, "password_short"),
        ({"password": "matkhau123"}, "password_common"),
    ],
)
def test_an_account_that_would_not_do_is_refused_and_not_made(
    built: Built, cast: Cast, wrong: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        add(built, admin(cast), **wrong)

    assert refused.value.code == code
    assert len(accounts.people_view(built.by(admin(cast)))) == 5


DEEDS: list[Callable[[Built, Cast, Actor], object]] = [
    lambda built, cast, by: add(built, by),
    lambda built, cast, by: accounts.disable(built.by(by), person=cast.lan),
    lambda built, cast, by: accounts.enable(built.by(by), person=cast.lan),
    lambda built, cast, by: accounts.set_roles(built.by(by), person=cast.lan, roles=[Role.ADMIN]),
    lambda built, cast, by: accounts.reset_password(
        built.by(by), person=cast.lan, password=NEW, hash=cheap_hash
    ),
    lambda built, cast, by: accounts.people_view(built.by(by)),
]


@pytest.mark.parametrize("deed", DEEDS)
def test_only_an_administrator_manages_accounts(
    built: Built, cast: Cast, deed: Callable[[Built, Cast, Actor], object]
) -> None:
    with built.db.read() as tx:
        before = tx.execute(select(table)).all()

    for role in set(Role) - {Role.ADMIN}:
        with pytest.raises(Refusal, match="not_allowed"):
            deed(built, cast, Actor("staff", "99", frozenset({role})))

    with built.db.read() as tx:
        assert tx.execute(select(table)).all() == before


# ---- closing ------------------------------------------------------------------------------------


def test_a_disabled_account_is_out_at_once_and_may_come_back(built: Built, cast: Cast) -> None:
    token = sign_in(built, "lan")

    accounts.disable(built.by(admin(cast)), person=cast.lan)
    accounts.disable(built.by(admin(cast)), person=cast.lan)

    assert not is_open(built, token)
    with pytest.raises(Refusal, match="sign_in_failed"):
        sign_in(built, "lan")
    accounts.enable(built.by(admin(cast)), person=cast.lan)
    assert not is_open(built, token), "the old session stays ended"
    assert sign_in(built, "lan")


def test_the_last_administrator_can_neither_be_disabled_nor_lose_the_role(
    built: Built, cast: Cast
) -> None:
    with pytest.raises(Refusal, match="last_admin"):
        accounts.disable(built.by(admin(cast)), person=cast.ha)
    with pytest.raises(Refusal, match="last_admin"):
        accounts.set_roles(built.by(admin(cast)), person=cast.ha, roles=[Role.ROOM])

    token = sign_in(built, "ha")
    assert is_open(built, token), "nothing of the refused deed was kept"
    accounts.set_roles(built.by(admin(cast)), person=cast.hoa, roles=[Role.ADMIN])
    accounts.disable(built.by(admin(cast)), person=cast.ha)
    assert not is_open(built, token)


def test_another_role_holds_from_the_next_act_on(built: Built, cast: Cast) -> None:
    token = sign_in(built, "lan")

    roles = [Role.RECEPTION, Role.AUDITOR]
    accounts.set_roles(built.by(admin(cast)), person=cast.lan, roles=roles)

    known = people.session(built.by(NOBODY), token_hash=digest(token))
    assert known
    assert known.roles == set(roles)


def test_whoever_loses_a_role_is_signed_out_and_comes_back_without_it(
    built: Built, cast: Cast
) -> None:
    """Else the screen they left open goes on hearing of every patient by its socket."""
    token = sign_in(built, "lan")

    accounts.set_roles(built.by(admin(cast)), person=cast.lan, roles=[Role.AUDITOR])

    assert not is_open(built, token)
    known = people.session(built.by(NOBODY), token_hash=digest(sign_in(built, "lan")))
    assert known
    assert known.roles == {Role.AUDITOR}


@pytest.mark.parametrize("deed", DEEDS[1:5])
def test_nobody_at_another_hospital_can_be_touched(
    built: Built, cast: Cast, clock: Clock, deed: Callable[[Built, Cast, Actor], object]
) -> None:
    elsewhere = Built(built.db, clock, built.hospital, built.site + 1)

    with pytest.raises(Refusal, match="no_such_person"):
        deed(elsewhere, cast, COMMAND_LINE)


# ---- one's own secrets --------------------------------------------------------------------------


def test_lan_changes_her_first_password_and_other_browsers_are_out(
    built: Built, cast: Cast
) -> None:
    here, there = sign_in(built, "lan"), sign_in(built, "lan")

    accounts.change_password(
        myself(built, cast.lan),
        token_hash=digest(here),
        old=PASSWORD,
        new=NEW,
        verify=cheap_verify,
        hash=cheap_hash,
    )

    known = people.session(built.by(NOBODY), token_hash=digest(here))
    assert known
    assert not known.must_change
    assert not is_open(built, there)
    assert sign_in(built, "lan", NEW)


@pytest.mark.parametrize(
    "old,new,code",
    [
        ("không phải đâu", NEW, "password_wrong"),
        (PASSWORD, PASSWORD, "password_same"),
        (PASSWORD, "ngắn", "password_short"),
        (PASSWORD, "lan", "password_short"),
    ],
)
def test_a_password_is_changed_only_by_who_knows_it_into_a_good_one(
    built: Built, cast: Cast, old: str, new: str, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        accounts.change_password(
            myself(built, cast.lan), token_hash="", old=old, new=new, verify=cheap_verify,
            hash=cheap_hash,
        )  # fmt: skip

    assert refused.value.code == code
    assert sign_in(built, "lan")


def test_a_reset_password_must_be_changed_and_ends_every_session(built: Built, cast: Cast) -> None:
    token = sign_in(built, "lan")

    accounts.reset_password(built.by(admin(cast)), person=cast.lan, password=NEW, hash=cheap_hash)

    assert not is_open(built, token)
    known = people.session(built.by(NOBODY), token_hash=digest(sign_in(built, "lan", NEW)))
    assert known
    assert known.must_change


def test_a_pin_is_set_with_the_password_and_makes_a_colleague(built: Built, cast: Cast) -> None:
    assert accounts.colleagues(myself(built, cast.lan)) == []

    with pytest.raises(Refusal, match="password_wrong"):
        accounts.set_pin(
            myself(built, cast.hoa), password="không", pin=PIN, verify=cheap_verify, hash=cheap_hash
        )
    with pytest.raises(Refusal, match="pin_common"):
        accounts.set_pin(myself(built, cast.hoa), password=PASSWORD, pin="123456")
    accounts.set_pin(
        myself(built, cast.hoa), password=PASSWORD, pin=PIN, verify=cheap_verify, hash=cheap_hash
    )

    assert [one.login for one in accounts.colleagues(myself(built, cast.lan))] == ["hoa"]


def test_a_stranger_or_a_machine_has_no_password_to_change(built: Built, cast: Cast) -> None:
    for stranger in (NOBODY, Actor("kiosk", "k1", frozenset({Role.KIOSK}))):
        with pytest.raises(Refusal, match="not_signed_in"):
            accounts.colleagues(built.by(stranger))


def test_every_change_of_an_account_is_an_event_without_any_secret(
    built: Built, cast: Cast
) -> None:
    accounts.reset_password(built.by(admin(cast)), person=cast.lan, password=NEW, hash=cheap_hash)
    accounts.disable(built.by(admin(cast)), person=cast.lan)

    with built.db.read() as tx:
        rows = tx.execute(select(events.c.act, events.c.by_id, events.c.detail)).all()
    acts = [row.act for row in rows]
    assert acts.count("add_person") == 5
    assert acts[-2:] == ["reset_password", "disable_person"]
    assert rows[-1].by_id == str(cast.ha)
    assert NEW not in repr(rows)
    assert "cheap:" not in repr(rows)
