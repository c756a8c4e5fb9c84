"""Somebody at the kiosk asks for a person: it rings until one goes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from queue_server import wire
from queue_server.core.access import Role
from queue_server.core.refusal import Refusal
from queue_server.operations.context import Context
from queue_server.operations.help import accept_help, help_accepted, ring_help, ringing
from queue_server.operations.machines import DeviceInfo
from queue_server.operations.views_desk import HelpLine
from queue_server.store.session import Database
from queue_server.store.tables import events, help_calls
from tests.builders import Built, build_hospital
from tests.cast import Cast, hire, install
from tests.harness.clock import Clock


@pytest.fixture
def built(database_url: str, clock: Clock) -> Iterator[Built]:
    db = Database(database_url)
    yield build_hospital(db, clock)
    db.close()


@pytest.fixture
def kiosk(built: Built) -> DeviceInfo:
    return install(built, "kiosk", "Máy lấy số 1")


@pytest.fixture
def lan(built: Built) -> Context:
    cast: Cast = hire(built)
    return built.context(Role.RECEPTION, id=str(cast.lan))


def ring(built: Built, kiosk: DeviceInfo, help_id: str = "help-0001") -> bool:
    call = wire.HelpCall(help_id=help_id, reason="paper", called_at=built.clock() - 500)
    return ring_help(built.by(kiosk.actor), call=call)


def rings(ctx: Context) -> tuple[HelpLine, ...]:
    with ctx.db.read() as tx:
        return ringing(tx, ctx)


def test_a_call_rings_at_reception_until_lan_goes(
    built: Built, kiosk: DeviceInfo, lan: Context, clock: Clock
) -> None:
    assert ring(built, kiosk) is False

    assert rings(lan) == (
        HelpLine(
            help_id="help-0001",
            device=kiosk.device,
            name="Máy lấy số 1",
            reason="paper",
            called_at=clock() - 500,
        ),
    )
    accept_help(lan, help_id="help-0001")

    assert rings(lan) == ()
    assert help_accepted(built.by(kiosk.actor), help_id="help-0001")
    assert ring(built, kiosk) is True, "the kiosk learns it by asking again"


def test_the_same_call_sent_again_rings_once(built: Built, kiosk: DeviceInfo, lan: Context) -> None:
    for _ in range(3):
        ring(built, kiosk)

    assert len(rings(lan)) == 1


def test_the_first_who_goes_is_kept_and_the_second_changes_nothing(
    built: Built, kiosk: DeviceInfo, lan: Context
) -> None:
    ring(built, kiosk)

    accept_help(lan, help_id="help-0001")
    accept_help(built.context(Role.SUPERVISOR, id="4"), help_id="help-0001")

    with built.db.read() as tx:
        assert tx.execute(select(help_calls.c.accepted_by)).scalar_one() == int(lan.by.id)
        acts = list(tx.execute(select(events.c.act)).scalars())
    assert acts.count("accept_help") == 1


def test_the_longest_wait_is_first(built: Built, kiosk: DeviceInfo, lan: Context) -> None:
    ring(built, kiosk, "help-0002")
    built.clock.forward(seconds=5)  # type: ignore[attr-defined]  # the tests' clock
    ring(built, kiosk, "help-0001")

    assert [one.help_id for one in rings(lan)] == ["help-0002", "help-0001"]


def test_a_kiosks_clock_running_ahead_does_not_ring_in_the_future(
    built: Built, kiosk: DeviceInfo, lan: Context, clock: Clock
) -> None:
    call = wire.HelpCall(help_id="help-0001", called_at=clock() + 3_600_000)

    ring_help(built.by(kiosk.actor), call=call)

    assert rings(lan)[0].called_at == clock()


def test_only_kiosks_ring_and_only_the_desk_answers(
    built: Built, kiosk: DeviceInfo, lan: Context
) -> None:
    ring(built, kiosk)

    with pytest.raises(Refusal, match="not_allowed"):
        ring_help(lan, call=wire.HelpCall(help_id="help-0009", called_at=built.clock()))
    for role in (Role.ROOM, Role.ADMIN, Role.AUDITOR, Role.KIOSK):
        with pytest.raises(Refusal, match="not_allowed"):
            accept_help(built.context(role), help_id="help-0001")


def test_a_call_nobody_made_can_be_neither_answered_nor_asked_after(
    built: Built, lan: Context
) -> None:
    with pytest.raises(Refusal, match="help_unknown"):
        accept_help(lan, help_id="help-0404")
    with pytest.raises(Refusal, match="help_unknown"):
        help_accepted(lan, help_id="help-0404")
