"""Applying settings: what is named is there, what is not is switched off, nobody's turn is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import msgspec
import pytest
from sqlalchemy import Table, func, select

from queue_server.core.access import Deed, Role, may
from queue_server.core.refusal import Refusal
from queue_server.operations.context import COMMAND_LINE, Context
from queue_server.operations.issue import give
from queue_server.operations.setup import Applied, apply_hospital, find_site, hospital_of
from queue_server.settings import Hospital, read_hospital
from queue_server.store import hospital as store
from queue_server.store.session import Database
from queue_server.store.tables import boards, events, metadata, rooms, services, sites, turns
from tests.builders import DISTRICT, PROVINCIAL, Built, build_hospital
from tests.harness.clock import Clock


@pytest.fixture
def built(database_url: str, clock: Clock) -> Iterator[Built]:
    db = Database(database_url)
    yield build_hospital(db, clock)
    db.close()


def apply(built: Built, hospital: Hospital) -> Applied:
    return apply_hospital(built.by(COMMAND_LINE), hospital=hospital)


def everything(built: Built) -> dict[str, list[object]]:
    with built.db.read() as tx:
        return {
            name: sorted((tuple(row) for row in tx.execute(select(table))), key=repr)
            for name, table in metadata.tables.items()
        }


def count(built: Built, table: Table) -> int:
    with built.db.read() as tx:
        return int(tx.execute(select(func.count()).select_from(table)).scalar_one())


def without(hospital: Hospital, room: str) -> Hospital:
    kept = {code: one for code, one in hospital.rooms.items() if code != room}
    shown = {
        code: msgspec.structs.replace(one, rooms=tuple(r for r in one.rooms if r != room))
        for code, one in hospital.boards.items()
    }
    return msgspec.structs.replace(hospital, rooms=kept, boards=shown)


def renamed(hospital: Hospital, room: str, name: str) -> Hospital:
    changed = msgspec.structs.replace(hospital.rooms[room], name_vi=name)
    return msgspec.structs.replace(hospital, rooms=hospital.rooms | {room: changed})


# ---- the first time and again -------------------------------------------------------------------


def test_a_fresh_database_gets_the_whole_hospital_and_one_event(built: Built) -> None:
    assert count(built, services) == len(built.hospital.services)
    assert count(built, rooms) == len(built.hospital.rooms)
    assert count(built, boards) == len(built.hospital.boards)
    assert hospital_of(built.by(COMMAND_LINE)) == built.hospital
    with built.db.read() as tx:
        [event] = tx.execute(select(events)).all()
    assert (event.act, event.by_kind, event.day) == ("apply_hospital", "cli", "2026-11-23")
    assert "rooms.pk-1" in event.detail["added"]


def test_applying_the_same_again_changes_nothing_at_all(built: Built) -> None:
    before = everything(built)

    assert apply(built, built.hospital) == Applied(site=built.site)

    assert everything(built) == before


def test_a_service_keeps_its_numbers_as_the_settings_say_them(built: Built) -> None:
    with built.db.read() as tx:
        known = {one.code: one for one in store.all_services(tx, built.site).values()}

    assert known["tiep-don"].policy.calling.guard_minutes == 10, "a desk"
    assert known["noi"].policy.calling.guard_minutes == 20
    assert known["lay-mau"].policy.calling.mean_service_s == 120
    assert str(known["tiep-don"].hours.weekly[0][0]) == "06:30-11:30"
    assert [one.position for one in known.values()] == list(range(len(known)))


# ---- changes ------------------------------------------------------------------------------------


def test_a_new_name_changes_that_room_and_nothing_else(built: Built) -> None:
    before = everything(built)

    done = apply(built, renamed(built.hospital, "pk-3", "Phòng khám số 3 – Nội, Lão khoa"))

    assert done == Applied(site=built.site, changed=("rooms.pk-3", "site"))
    after = everything(built)
    assert after["services"] == before["services"]
    assert len([room for room in after["rooms"] if room not in before["rooms"]]) == 1


def test_a_room_no_longer_named_is_switched_off_and_its_turn_is_still_there(built: Built) -> None:
    ctx = built.context(Role.RECEPTION)
    give(ctx, key="key-00000001", service="san")
    before = everything(built)["turns"]

    done = apply(built, without(built.hospital, "pk-8"))

    assert done.retired == ("rooms.pk-8",)
    assert everything(built)["turns"] == before
    assert count(built, turns) == 1
    with built.db.read() as tx:
        room = store.room_by_code(tx, built.site, "pk-8")
    assert room is not None
    assert not room.active


def test_a_room_named_again_comes_back_as_the_same_room(built: Built) -> None:
    with built.db.read() as tx:
        first = store.room_by_code(tx, built.site, "pk-8")
    apply(built, without(built.hospital, "pk-8"))

    apply(built, built.hospital)

    with built.db.read() as tx:
        again = store.room_by_code(tx, built.site, "pk-8")
    assert first
    assert again == replace(first, version=again.version if again else -1)


def test_an_open_room_stays_open_with_whoever_sits_there(built: Built) -> None:
    with built.db.write() as tx:
        tx.execute(rooms.update().where(rooms.c.code == "pk-3").values(state="open"))

    apply(built, renamed(built.hospital, "pk-3", "Phòng 3"))

    with built.db.read() as tx:
        room = store.room_by_code(tx, built.site, "pk-3")
    assert room
    assert (room.state, room.name_vi) == ("open", "Phòng 3")


def test_the_order_of_a_rooms_services_is_kept_and_can_be_turned(built: Built) -> None:
    room = msgspec.structs.replace(built.hospital.rooms["pk-5"], services=("noi", "ngoai"))
    turned = msgspec.structs.replace(built.hospital, rooms=built.hospital.rooms | {"pk-5": room})

    assert apply(built, turned).changed == ("rooms.pk-5", "site")

    with built.db.read() as tx:
        codes = {one.id: one.code for one in store.all_services(tx, built.site).values()}
        known = store.room_by_code(tx, built.site, "pk-5")
    assert known
    assert [codes[one] for one in known.services] == ["noi", "ngoai"]


def test_a_change_of_the_speech_alone_is_a_change_of_the_site(built: Built) -> None:
    speech = msgspec.structs.replace(built.hospital.speech, region="south")

    done = apply(built, msgspec.structs.replace(built.hospital, speech=speech))

    assert done == Applied(site=built.site, changed=("site",))
    assert hospital_of(built.by(COMMAND_LINE)).speech.region == "south"


# ---- several hospitals, and who may --------------------------------------------------------------


def test_a_second_hospital_on_the_same_server_touches_nothing_of_the_first(built: Built) -> None:
    first = everything(built)

    second = apply(built, read_hospital(PROVINCIAL))

    assert second.site != built.site
    assert hospital_of(built.by(COMMAND_LINE)) == built.hospital
    after = everything(built)
    assert all(row in after["rooms"] for row in first["rooms"])
    assert find_site(built.db, code="ttyt-mau") == built.site
    assert find_site(built.db, code="bvdk-tinh-mau") == second.site
    assert find_site(built.db) == 0, "it does not guess"
    assert find_site(built.db, code="khong-co") == 0


def test_only_an_administrator_applies_settings(built: Built) -> None:
    before = everything(built)

    for role in Role:
        if not may([role], Deed.CHANGE_SETTINGS):
            with pytest.raises(Refusal, match="not_allowed"):
                apply_hospital(built.context(role), hospital=read_hospital(PROVINCIAL))

    assert everything(built) == before


def test_settings_that_break_a_promise_of_the_database_leave_the_old_ones(built: Built) -> None:
    before = everything(built)
    room = msgspec.structs.replace(built.hospital.rooms["pk-1"], services=("noi", "khong-co"))
    wrong = msgspec.structs.replace(built.hospital, rooms=built.hospital.rooms | {"pk-1": room})

    with pytest.raises(KeyError):
        apply(built, wrong)

    assert everything(built) == before


def test_before_any_settings_there_is_no_hospital(sqlite_url: str, clock: Clock) -> None:
    db = Database(sqlite_url)
    built = build_hospital(db, clock)
    nowhere = Context(db, built.site + 1, clock(), COMMAND_LINE, built.new_id)

    with pytest.raises(Refusal, match="no_hospital"):
        hospital_of(nowhere)
    db.close()


def test_the_epoch_is_new_with_the_site_and_stays(built: Built) -> None:
    with built.db.read() as tx:
        before = tx.execute(select(sites.c.epoch)).scalar_one()

    apply(built, renamed(read_hospital(DISTRICT), "pk-3", "Phòng 3"))

    with built.db.read() as tx:
        assert tx.execute(select(sites.c.epoch)).scalar_one() == before != ""
