"""Machines: enrolled by a one-time code, known by a key, heard by their heartbeat, revoked at once.

Each machine has exactly one role. Its key is 256 random bits, told once at enrolment and kept here
as a hash; the code that earns it is shown once, lives ten minutes and works once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from queue_server import wire
from queue_server.core.access import Deed, Role, check
from queue_server.core.calendar import day_bounds
from queue_server.core.enrolment import GOOD_FOR_MS, free_kiosk_number, make_code, read_code
from queue_server.core.refusal import Refusal
from queue_server.operations.context import Actor, Context, day_of, record, site_of
from queue_server.operations.device_view import DeviceView, devices_view
from queue_server.operations.hashes import digest
from queue_server.operations.help import accept_help, help_accepted, ring_help
from queue_server.store import machines as store
from queue_server.store.hospital import raise_site

__all__ = [
    "DeviceInfo",
    "DeviceView",
    "NewCode",
    "accept_help",
    "create_device",
    "device_by_key",
    "devices_view",
    "enrol",
    "heartbeat",
    "help_accepted",
    "new_code",
    "revoke",
    "ring_help",
]

Kind = Literal["kiosk", "board", "printer", "pad"]
ROLES: Final[dict[str, Role]] = {
    "kiosk": Role.KIOSK,
    "board": Role.BOARD,
    "printer": Role.PRINTER,
    "pad": Role.PAD,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCode:
    """What the administrator reads from the screen, once."""

    device: str
    code: str
    dies_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceInfo:
    """Who is talking, as its key proves."""

    device: str
    kind: Kind
    name: str
    number: int | None  # of a kiosk
    board: str  # code of the board it draws, "" for none
    printer: str  # id of its printer, "" for none
    room: str = ""  # code of the room a key pad works for, "" for none

    @property
    def actor(self) -> Actor:
        """The machine, acting."""
        return Actor(self.kind, self.device, frozenset({ROLES[self.kind]}))


def create_device(
    ctx: Context, *, kind: str, name: str, board: str = "", room: str = "", printer: str = ""
) -> NewCode:
    """A new machine and its one-time code.

    Raises Refusal("not_allowed"), Refusal("device_kind"), Refusal("name_missing"),
    Refusal("board_unknown"), Refusal("room_unknown") and Refusal("printer_unknown").
    """
    check(ctx.by.roles, Deed.ENROL_DEVICE)
    if kind not in get_args(Kind):
        raise Refusal("device_kind", kind=kind)
    if not name.strip():
        raise Refusal("name_missing")
    made = _code(ctx, ctx.new_id())
    with ctx.db.write() as tx:
        store.insert_device(
            tx,
            id=made.device,
            site_id=ctx.site,
            kind=kind,
            name=name.strip()[:120],
            board_id=_board(tx, ctx, board) if kind == "board" else None,
            room_id=_room(tx, ctx, room) if kind == "pad" else None,
            printer_id=_printer(tx, ctx, printer) if printer else None,
            code_hash=digest(made.code),
            code_dies_at=made.dies_at,
            created_at=ctx.now,
            report={},
        )
        record(tx, ctx, act="create_device", detail={"device": made.device, "kind": kind})
    return made


def new_code(ctx: Context, *, device: str) -> NewCode:
    """Another code for a known machine: it keeps its number and gets a new key by it.

    The old key works until then. Raises Refusal("not_allowed") and Refusal("device_unknown").
    """
    check(ctx.by.roles, Deed.ENROL_DEVICE)
    made = _code(ctx, device)
    with ctx.db.write() as tx:
        _known(tx, ctx, device)
        store.set_device(tx, device, code_hash=digest(made.code), code_dies_at=made.dies_at)
        record(tx, ctx, act="new_code", detail={"device": device})
    return made


def enrol(ctx: Context, *, enrol: wire.Enrol) -> wire.Enrolled:
    """A machine swaps its code for a key; a kiosk also gets the number of its own series.

    Raises Refusal("code_wrong") for a code that is unknown, used, too old or taken back, and
    Refusal("kiosks_enough").
    """
    key = ctx.new_id() + ctx.new_id()
    with ctx.db.write() as tx:
        device = store.device_by_code(tx, ctx.site, digest(read_code(enrol.code)))
        if device is None or device.revoked_at or ctx.now >= (device.code_dies_at or 0):
            raise Refusal("code_wrong")
        number = device.number
        if device.kind == "kiosk" and number is None:
            number = free_kiosk_number(_numbers_of_today(tx, ctx))
        store.set_device(
            tx,
            device.id,
            code_hash=None,
            code_dies_at=None,
            key_hash=digest(key),
            number=number,
            enrolled_at=ctx.now,
            seen_at=ctx.now,
            model=enrol.model,
            version=enrol.version,
        )
        raise_site(tx, ctx.site)
        record(tx, ctx, act="enrol", detail={"device": device.id, "number": number})
    kind: Kind = device.kind  # type: ignore[assignment]  # the column holds nothing else
    return wire.Enrolled(device=device.id, kind=kind, name=device.name, key=key)


def device_by_key(ctx: Context, *, key_hash: str) -> DeviceInfo | None:
    """Whose key this is; None for an unknown or a revoked one."""
    with ctx.db.read() as tx:
        device = store.device_by_key(tx, ctx.site, key_hash)
    if device is None or device.revoked_at is not None:
        return None
    return DeviceInfo(
        device=device.id,
        kind=device.kind,  # type: ignore[arg-type]  # the column holds nothing else
        name=device.name,
        number=device.number,
        board=device.board,
        printer=device.printer_id or "",
        room=device.room,
    )


def heartbeat(ctx: Context, *, beat: wire.Heartbeat) -> int:
    """The machine in ``ctx.by`` lives; keep what it says. The answer is the server's time.

    Reception's picture changes only when the machine's trouble does, not at every beat. Raises
    Refusal("device_unknown").
    """
    with ctx.db.write() as tx:
        before = _known(tx, ctx, ctx.by.id)
        said = {
            "paper": beat.paper.paper if beat.paper else "",
            "paper_at": beat.paper.at if beat.paper else None,
            "detail": beat.detail or (beat.paper.detail if beat.paper else ""),
            "offset_ms": None if beat.at is None else beat.at - ctx.now,
        }
        store.set_device(
            tx,
            before.id,
            seen_at=ctx.now,
            version=beat.version or before.version,
            report=said,
        )
        if said["paper"] != before.report.get("paper", ""):
            raise_site(tx, ctx.site)
            detail = {"device": before.id, "paper": said["paper"]}
            record(tx, ctx, act="device_report", detail=detail)
    return ctx.now


def revoke(ctx: Context, *, device: str) -> None:
    """Take a machine's key away at once; it stays in the list. A second time does nothing.

    Raises Refusal("not_allowed") and Refusal("device_unknown").
    """
    check(ctx.by.roles, Deed.ENROL_DEVICE)
    with ctx.db.write() as tx:
        found = store.device_by_id(tx, ctx.site, device)
        if found is None:
            raise Refusal("device_unknown")
        if found.revoked_at is not None:
            return
        store.set_device(tx, device, revoked_at=ctx.now, key_hash=None, code_hash=None)
        raise_site(tx, ctx.site)
        record(tx, ctx, act="revoke_device", detail={"device": device})


def _code(ctx: Context, device: str) -> NewCode:
    randomness = int(digest(ctx.new_id()), 16)
    return NewCode(device=device, code=make_code(randomness), dies_at=ctx.now + GOOD_FOR_MS)


def _known(tx: Connection, ctx: Context, device: str) -> store.Device:
    found = store.device_by_id(tx, ctx.site, device)
    if found is None or found.revoked_at is not None:
        raise Refusal("device_unknown")
    return found


def _board(tx: Connection, ctx: Context, code: str) -> int:
    found = store.board_id(tx, ctx.site, code)
    if found is None:
        raise Refusal("board_unknown", board=code)
    return found


def _room(tx: Connection, ctx: Context, code: str) -> int:
    found = store.room_id(tx, ctx.site, code)
    if found is None:
        raise Refusal("room_unknown", room=code)
    return found


def _printer(tx: Connection, ctx: Context, device: str) -> str:
    found = store.device_by_id(tx, ctx.site, device)
    if found is None or found.kind != "printer" or found.revoked_at is not None:
        raise Refusal("printer_unknown")
    return found.id


def _numbers_of_today(tx: Connection, ctx: Context) -> list[int]:
    """A kiosk revoked this morning has printed numbers of its series: nobody gets them today."""
    site = site_of(tx, ctx)
    today = date.fromisoformat(day_of(site, ctx.now))
    start, _ = day_bounds(today, ZoneInfo(site.zone), day_start=site.day_start)
    return store.kiosk_numbers(tx, ctx.site, revoked_since=start)
