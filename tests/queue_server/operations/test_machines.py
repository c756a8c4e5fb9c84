"""Machines: enrolled once, known by their key, heard, and out the moment they are revoked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from queue_server import wire
from queue_server.core.access import Role
from queue_server.core.refusal import Refusal
from queue_server.operations import machines
from queue_server.operations.context import COMMAND_LINE, NOBODY, Actor
from queue_server.operations.hashes import digest
from queue_server.operations.machines import DeviceInfo, NewCode
from queue_server.store.session import Database
from queue_server.store.tables import devices, events, sites
from tests.builders import Built, build_hospital
from tests.cast import install
from tests.harness.clock import Clock


@pytest.fixture
def built(database_url: str, clock: Clock) -> Iterator[Built]:
    db = Database(database_url)
    yield build_hospital(db, clock)
    db.close()


def create(built: Built, kind: str = "kiosk", name: str = "Máy lấy số 1", **more: str) -> NewCode:
    return machines.create_device(built.by(COMMAND_LINE), kind=kind, name=name, **more)


def enrol(built: Built, code: str) -> wire.Enrolled:
    message = wire.Enrol(code=code, model="Kiosk 21", version="0.1")
    return machines.enrol(built.by(NOBODY), enrol=message)


def known(built: Built, key: str) -> DeviceInfo | None:
    return machines.device_by_key(built.by(NOBODY), key_hash=digest(key))


def version(built: Built) -> int:
    with built.db.read() as tx:
        return tx.execute(select(sites.c.version)).scalar_one()


# ---- enrolling ----------------------------------------------------------------------------------


def test_a_kiosk_swaps_its_code_for_a_key_and_gets_the_number_of_its_series(built: Built) -> None:
    told = enrol(built, create(built).code.lower().replace("-", " "))

    kiosk = known(built, told.key)
    assert kiosk == DeviceInfo(
        device=told.device, kind="kiosk", name="Máy lấy số 1", number=1, board="", printer=""
    )
    assert kiosk.actor == Actor("kiosk", told.device, frozenset({Role.KIOSK}))


def test_neither_code_nor_key_is_kept_as_itself(built: Built) -> None:
    made = create(built)
    told = enrol(built, made.code)

    with built.db.read() as tx:
        kept = repr(tx.execute(select(devices)).all() + tx.execute(select(events)).all())
    assert len(bytes.fromhex(digest(told.key))) == 32
    assert told.key not in kept
    assert made.code not in kept
    assert digest(told.key) in kept


def test_a_code_works_once(built: Built) -> None:
    made = create(built)
    told = enrol(built, made.code)

    with pytest.raises(Refusal, match="code_wrong"):
        enrol(built, made.code)

    assert known(built, told.key), "the first key is not harmed"


def test_a_code_is_good_for_ten_minutes(built: Built, clock: Clock) -> None:
    early, late = create(built), create(built, name="Máy lấy số 2")

    clock.forward(minutes=10, ms=-1)
    assert enrol(built, early.code)
    clock.forward(ms=1)

    with pytest.raises(Refusal, match="code_wrong"):
        enrol(built, late.code)


@pytest.mark.parametrize("code", ["AAAAAA", "K7M-2PX-9QD", "'; DROP TABLE devices"])
def test_a_guessed_code_enrols_nothing(built: Built, code: str) -> None:
    create(built)

    with pytest.raises(Refusal, match="code_wrong"):
        enrol(built, code)


def test_another_code_gives_another_key_and_the_kiosk_keeps_its_number(built: Built) -> None:
    old = enrol(built, create(built).code)

    made = machines.new_code(built.by(COMMAND_LINE), device=old.device)
    assert known(built, old.key), "until the new code is used the machine goes on working"
    new = enrol(built, made.code)

    assert known(built, old.key) is None
    kiosk = known(built, new.key)
    assert kiosk
    assert (kiosk.device, kiosk.number) == (old.device, 1)


def test_a_board_knows_which_board_it_draws_and_a_kiosk_its_printer(built: Built) -> None:
    printer = install(built, "printer", "Máy in quầy 1")
    board = install(built, "board", "Bảng sảnh", board="sanh")
    kiosk = enrol(built, create(built, printer=printer.device).code)

    assert (board.kind, board.board, board.number) == ("board", "sanh", None)
    found = known(built, kiosk.key)
    assert found
    assert found.printer == printer.device


@pytest.mark.parametrize(
    "asked,code",
    [
        ({"kind": "camera"}, "device_kind"),
        ({"name": "  "}, "name_missing"),
        ({"kind": "board", "board": "khong-co"}, "board_unknown"),
        ({"printer": "khong-co"}, "printer_unknown"),
    ],
)
def test_a_machine_that_would_not_do_is_not_made(
    built: Built, asked: dict[str, str], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        create(built, **asked)

    assert refused.value.code == code
    with built.db.read() as tx:
        assert tx.execute(select(devices)).all() == []


# ---- numbers of kiosks --------------------------------------------------------------------------


def test_a_number_given_back_today_is_nobodys_until_tomorrow(built: Built, clock: Clock) -> None:
    first = install(built, "kiosk", "Máy 1")
    install(built, "kiosk", "Máy 2")
    machines.revoke(built.by(COMMAND_LINE), device=first.device)

    assert install(built, "kiosk", "Máy 3").number == 3, "A1-007 is still in somebody's hand"
    clock.forward(hours=24)

    assert install(built, "kiosk", "Máy 4").number == 1


def test_the_service_day_counts_not_midnight(built: Built, clock: Clock) -> None:
    first = install(built, "kiosk", "Máy 1")
    clock.forward(hours=14)
    machines.revoke(built.by(COMMAND_LINE), device=first.device)  # 21:30
    clock.forward(hours=5)  # 02:30 is still the same service day

    assert install(built, "kiosk", "Máy 2").number == 2
    clock.forward(minutes=30)

    assert install(built, "kiosk", "Máy 3").number == 1


# ---- revoking -----------------------------------------------------------------------------------


def test_a_revoked_machine_is_out_at_once_and_stays_listed(built: Built) -> None:
    told = enrol(built, create(built).code)
    before = version(built)

    machines.revoke(built.by(COMMAND_LINE), device=told.device)
    machines.revoke(built.by(COMMAND_LINE), device=told.device)

    assert known(built, told.key) is None
    assert version(built) == before + 1, "the second time changed nothing"
    with pytest.raises(Refusal, match="device_unknown"):
        machines.new_code(built.by(COMMAND_LINE), device=told.device)
    with built.db.read() as tx:
        assert tx.execute(select(devices.c.revoked_at)).scalar_one() is not None


def test_a_code_taken_back_before_it_was_used_enrols_nothing(built: Built) -> None:
    made = create(built)

    machines.revoke(built.by(COMMAND_LINE), device=made.device)

    with pytest.raises(Refusal, match="code_wrong"):
        enrol(built, made.code)


def test_a_key_of_one_hospital_is_nobodys_in_another(built: Built, clock: Clock) -> None:
    told = enrol(built, create(built).code)
    elsewhere = Built(built.db, clock, built.hospital, built.site + 1)

    assert known(elsewhere, told.key) is None
    with pytest.raises(Refusal, match="device_unknown"):
        machines.revoke(elsewhere.by(COMMAND_LINE), device=told.device)


def test_only_an_administrator_makes_and_revokes_machines(built: Built) -> None:
    kiosk = install(built, "kiosk", "Máy 1")

    for role in set(Role) - {Role.ADMIN}:
        ctx = built.context(role)
        with pytest.raises(Refusal, match="not_allowed"):
            machines.create_device(ctx, kind="kiosk", name="x")
        with pytest.raises(Refusal, match="not_allowed"):
            machines.new_code(ctx, device=kiosk.device)
        with pytest.raises(Refusal, match="not_allowed"):
            machines.revoke(ctx, device=kiosk.device)


# ---- heartbeats ---------------------------------------------------------------------------------


def beat(built: Built, device: DeviceInfo, paper: str = "ok", at: int | None = None) -> int:
    report = wire.PrinterReport(paper=paper, at=built.clock())  # type: ignore[arg-type]  # a state
    message = wire.Heartbeat(version="0.2", paper=report, at=at)
    return machines.heartbeat(built.by(device.actor), beat=message)


def test_a_heartbeat_is_answered_with_the_servers_time_and_kept(built: Built, clock: Clock) -> None:
    kiosk = install(built, "kiosk", "Máy 1")
    clock.forward(seconds=10)

    assert beat(built, kiosk, at=clock() - 90_000) == clock()

    with built.db.read() as tx:
        row = tx.execute(select(devices)).one()
    assert row.seen_at == clock()
    assert row.version == "0.2"
    assert row.report == {"paper": "ok", "paper_at": clock(), "detail": "", "offset_ms": -90_000}


def test_only_a_change_of_the_paper_changes_receptions_picture(built: Built) -> None:
    kiosk = install(built, "kiosk", "Máy 1")
    beat(built, kiosk)
    before = version(built)

    beat(built, kiosk)
    assert version(built) == before
    beat(built, kiosk, "paper_out")

    assert version(built) == before + 1


def test_a_revoked_machine_is_heard_no_more(built: Built) -> None:
    kiosk = install(built, "kiosk", "Máy 1")
    machines.revoke(built.by(COMMAND_LINE), device=kiosk.device)

    with pytest.raises(Refusal, match="device_unknown"):
        beat(built, kiosk)
