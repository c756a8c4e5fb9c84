"""What is known of the machines: for the administrator's list and for the desk that must act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from queue_server.core.access import Deed, check
from queue_server.operations.context import Context
from queue_server.operations.views_desk import TroubleLine
from queue_server.store import machines as store
from queue_server.store.machines import Device

SILENT_AFTER_MS: Final = 30_000
"""Three heartbeats missed: somebody should look at the machine."""

CLOCK_WRONG_MS: Final = 60_000

PAPER_TROUBLES: Final = ("paper_out", "near_end", "cover_open", "error", "offline")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceView:
    """One machine as the administrator sees it. Times are UTC ms."""

    device: str
    kind: str
    name: str
    number: int | None
    board: str
    state: str  # new, enrolled, revoked
    trouble: str  # "" or as `views_desk.TroubleLine`
    code_dies_at: int | None  # while a one-time code is good
    enrolled_at: int | None
    seen_at: int | None
    revoked_at: int | None
    model: str
    version: str
    paper: str
    detail: str
    offset_ms: int | None  # how far its clock is ahead of ours


def devices_view(ctx: Context) -> list[DeviceView]:
    """Every machine of the hospital. Raises Refusal("not_allowed")."""
    check(ctx.by.roles, Deed.SEE_DEVICES)
    with ctx.db.read() as tx:
        return [_view(ctx, one) for one in store.all_devices(tx, ctx.site)]


def troubles(tx: Connection, ctx: Context) -> tuple[TroubleLine, ...]:
    """Machines that need somebody now, for reception's picture."""
    lines = []
    for one in store.all_devices(tx, ctx.site):
        trouble = trouble_of(one, ctx.now)
        if trouble:
            since = one.seen_at if trouble == "silent" else one.report.get("paper_at")
            lines.append(
                TroubleLine(
                    device=one.id, name=one.name, kind=one.kind, trouble=trouble, since=since
                )
            )
    return tuple(lines)


def trouble_of(device: Device, now: int) -> str:
    """What is wrong with an enrolled machine: silent, its paper, its clock; "" for nothing.

    A machine that was never in touch is not yet in use, which is no trouble of reception's.
    """
    if device.enrolled_at is None or device.revoked_at is not None or device.seen_at is None:
        return ""
    if now - device.seen_at > SILENT_AFTER_MS:
        return "silent"
    paper = str(device.report.get("paper", ""))
    if paper in PAPER_TROUBLES:
        return paper
    offset_ms = device.report.get("offset_ms") or 0
    return "clock" if abs(offset_ms) > CLOCK_WRONG_MS else ""


def _view(ctx: Context, one: Device) -> DeviceView:
    state = "revoked" if one.revoked_at else "enrolled" if one.enrolled_at else "new"
    good = one.code_dies_at is not None and one.code_dies_at > ctx.now and not one.revoked_at
    return DeviceView(
        device=one.id,
        kind=one.kind,
        name=one.name,
        number=one.number,
        board=one.board,
        state=state,
        trouble=trouble_of(one, ctx.now),
        code_dies_at=one.code_dies_at if good else None,
        enrolled_at=one.enrolled_at,
        seen_at=one.seen_at,
        revoked_at=one.revoked_at,
        model=one.model,
        version=one.version,
        paper=str(one.report.get("paper", "")),
        detail=str(one.report.get("detail", "")),
        offset_ms=one.report.get("offset_ms"),
    )
