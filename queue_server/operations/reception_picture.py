"""The reception screen, whole: every line, every room, who calls for help, which machine fails."""

from __future__ import annotations

from dataclasses import replace

from queue_server.core.access import Deed, check
from queue_server.operations.context import Context
from queue_server.operations.device_view import troubles
from queue_server.operations.hall import Hall, hall_of
from queue_server.operations.help import ringing
from queue_server.operations.tickets import gives_numbers, when
from queue_server.operations.views_desk import GroupLine, ReceptionView, RoomLine, ServiceLine
from queue_server.store import counts, hospital, lines, turns
from queue_server.store.counts import LineCount
from queue_server.store.hospital import Room, Service


def reception_view(ctx: Context) -> ReceptionView:
    """The picture of the whole hospital for reception. Raises Refusal("not_allowed")."""
    check(ctx.by.roles, Deed.SEE_QUEUE)
    with ctx.db.read() as tx:
        hall = hall_of(tx, ctx)
        applied = hospital.applied(tx, ctx.site)
        groups = applied.groups if applied else {}
        return ReceptionView(
            epoch=hall.site.epoch,
            version=hall.site.version,
            at=hall.now,
            services=_services(hall),
            rooms=_rooms(hall),
            groups=tuple(
                GroupLine(code=code, name_vi=one.name_vi, name_en=one.name_en)
                for code, one in groups.items()
            ),
            kinds=tuple(applied.kinds) if applied else (),
            help=ringing(tx, ctx),
            troubles=troubles(tx, ctx),
        )


def _services(hall: Hall) -> tuple[ServiceLine, ...]:
    today = counts.lines_today(hall.tx, hall.site.id, hall.days)
    shown = [one for one in hall.services.values() if one.active]
    rooms = lines.rooms_open(hall.tx, [one.id for one in shown])
    return tuple(
        replace(
            _service(hall, one, today.get(one.id, LineCount())), rooms_open=rooms.get(one.id, 0)
        )
        for one in shown
    )


def _service(hall: Hall, service: Service, count: LineCount) -> ServiceLine:
    gives = gives_numbers(hall, service, hall.now)
    opens_at = None if gives else service.hours.next_opening(hall.now, hall.zone)
    since = count.longest_since
    return ServiceLine(
        code=service.code,
        name_vi=service.name_vi,
        name_en=service.name_en,
        letter=service.letter,
        kind=service.kind,
        at_kiosk=service.at_kiosk,
        open=gives,
        opens="" if opens_at is None else when(hall, opens_at),
        waiting=count.waiting,
        priority_waiting=count.priority_waiting,
        absent=count.absent,
        called=count.called,
        done=count.done,
        longest_ms=0 if since is None else max(0, hall.now - since),
        rooms_open=0,
    )


def _rooms(hall: Hall) -> tuple[RoomLine, ...]:
    shown = [one for one in hospital.all_rooms(hall.tx, hall.site.id).values() if one.active]
    names = lines.names_of(hall.tx, [one.person_id for one in shown if one.person_id])
    now: dict[int, list[str]] = {}
    for turn in turns.active_in_rooms(hall.tx, [one.id for one in shown]):
        now.setdefault(turn.room_id or 0, []).append(turn.number)
    waiting = counts.waiting_for(hall.tx, hall.services)
    return tuple(
        RoomLine(
            code=one.code,
            name_vi=one.name_vi,
            name_en=one.name_en,
            kind=one.kind,
            number=one.number,
            floor=one.floor,
            state=one.state,
            pause_reason=one.pause_reason,
            resumes_at=one.resumes_at,
            sitter=one.person_id,
            sitter_name=names.get(one.person_id or 0, ""),
            services=tuple(hall.services[service].code for service in one.services),
            now=tuple(now.get(one.id, ())),
            waiting=waiting_at(one, waiting),
        )
        for one in shown
    )


def waiting_at(room: Room, waiting: dict[tuple[int, int | None], int]) -> int:
    """How many wait whom this room may call: its lines' free turns, and those bound to it."""
    return sum(
        count
        for (service, bound), count in waiting.items()
        if service in room.services and bound in (None, room.id)
    )
