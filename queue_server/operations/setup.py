"""Applying a hospital's settings: what is named is added or changed, the rest is switched off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import Connection

from queue_server.core.access import Deed, check
from queue_server.core.refusal import Refusal
from queue_server.operations.context import Context, record
from queue_server.settings import Hospital, as_data, hours_of, policy_of
from queue_server.store import hospital as store
from queue_server.store.session import Database
from queue_server.store.tables import board_rooms, boards, room_services, rooms, services


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What applying did: codes as ``services.noi``. All empty: nothing was different."""

    site: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()


def apply_hospital(ctx: Context, *, hospital: Hospital) -> Applied:
    """Make the database say what the settings say. Doing it twice changes nothing.

    1. The site by its code: a new one gets an epoch, a known one new settings.
    2. Services, rooms and boards by their codes: added, changed, or left alone.
    3. What the settings no longer name is switched off, never deleted; no turn is touched.
    4. One event with everything that changed; none when nothing did.

    ``ctx.site`` is not asked: the settings name their own site. Raises Refusal("not_allowed").
    """
    check(ctx.by.roles, Deed.CHANGE_SETTINGS)
    with ctx.db.write() as tx:
        before = store.site_by_code(tx, hospital.site.code)
        site = before.id if before else _new_site(tx, ctx, hospital)
        change = _Changes(tx, site)
        change.services(hospital)
        change.rooms(hospital)
        change.boards(hospital)
        same = before is not None and store.applied(tx, site) == hospital
        done = change.done(same)
        if not same or any((done.added, done.changed, done.retired)):
            store.change_site(tx, site, values=_site_values(hospital))
            detail = {"added": done.added, "changed": done.changed, "retired": done.retired}
            record(tx, replace(ctx, site=site), act="apply_hospital", detail=detail)
    return done


def hospital_of(ctx: Context) -> Hospital:
    """The settings this hospital runs on. Raises Refusal("no_hospital") before any were applied."""
    with ctx.db.read() as tx:
        hospital = store.applied(tx, ctx.site)
    if hospital is None:
        raise Refusal("no_hospital")
    return hospital


def find_site(db: Database, *, code: str = "") -> int:
    """Row id of the hospital ``code``, or of the only one when no code is given; 0: none yet."""
    with db.read() as tx:
        if code:
            site = store.site_by_code(tx, code)
            return site.id if site else 0
        ids = store.site_ids(tx)
    return ids[0] if len(ids) == 1 else 0


class _Changes:
    """What one application has changed so far."""

    def __init__(self, tx: Connection, site: int) -> None:
        self.tx = tx
        self.site = site
        self.changes: dict[str, store.Change] = {}
        self.retired: list[str] = []
        self.service_ids: dict[str, int] = {}
        self.room_ids: dict[str, int] = {}

    def services(self, hospital: Hospital) -> None:
        for position, (code, service) in enumerate(hospital.services.items()):
            values = msgspec.structs.asdict(service) | {
                "position": position,
                "policy": msgspec.to_builtins(policy_of(hospital, service)),
                "hours": _as_json(hours_of(hospital, service)),
            }
            values.pop("most_a_day")  # a number of the policy, kept with it
            id_, change = store.put(self.tx, services, site=self.site, code=code, values=values)
            self.service_ids[code] = id_
            self.changes[f"services.{code}"] = change
        self._retire("services", services, hospital.services)

    def rooms(self, hospital: Hospital) -> None:
        for position, (code, room) in enumerate(hospital.rooms.items()):
            values = msgspec.structs.asdict(room) | {"position": position}
            serves = [self.service_ids[one] for one in values.pop("services")]
            values.pop("printer")
            id_, change = store.put(self.tx, rooms, site=self.site, code=code, values=values)
            moved = store.put_list(self.tx, room_services, owner=("room_id", id_), members=serves)
            self.room_ids[code] = id_
            self._note(f"rooms.{code}", change, moved, rooms)
        self._retire("rooms", rooms, hospital.rooms)

    def boards(self, hospital: Hospital) -> None:
        for position, (code, board) in enumerate(hospital.boards.items()):
            values = msgspec.structs.asdict(board) | {"position": position}
            shows = [self.room_ids[one] for one in values.pop("rooms")]
            id_, change = store.put(self.tx, boards, site=self.site, code=code, values=values)
            moved = store.put_list(self.tx, board_rooms, owner=("board_id", id_), members=shows)
            self._note(f"boards.{code}", change, moved, boards)
        self._retire("boards", boards, hospital.boards)

    def done(self, same: bool) -> Applied:
        by = {
            kind: tuple(what for what, change in self.changes.items() if change == kind)
            for kind in ("added", "changed")
        }
        changed = by["changed"] if same or by["added"] else (*by["changed"], "site")
        return Applied(
            site=self.site, added=by["added"], changed=changed, retired=tuple(self.retired)
        )

    def _note(self, what: str, change: store.Change, moved: bool, table: Any) -> None:
        self.changes[what] = "changed" if moved and change == "same" else change

    def _retire(self, kind: str, table: Any, keep: dict[str, Any]) -> None:
        gone = store.retire(self.tx, table, site=self.site, keep=keep)
        self.retired += [f"{kind}.{code}" for code in gone]


def _new_site(tx: Connection, ctx: Context, hospital: Hospital) -> int:
    epoch = ctx.new_id()[:32]
    values = _site_values(hospital) | {"code": hospital.site.code, "epoch": epoch}
    return store.add_site(tx, values=values)


def _site_values(hospital: Hospital) -> dict[str, Any]:
    return {
        "hospital": as_data(hospital),
        "zone": hospital.site.zone,
        "day_start": hospital.site.day_start,
    }


def _as_json(value: Any) -> Any:
    """As it comes back from a JSON column, so that the same settings compare as the same."""
    return msgspec.json.decode(msgspec.json.encode(value))
