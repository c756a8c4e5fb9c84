"""Boards: the whole picture as facts, what is to be spoken, and the counters the relay compares."""

from __future__ import annotations

from typing import Final

from queue_server.core.access import Deed, check
from queue_server.core.board import (
    SPEAK_FOR_MS,
    Picture,
    Place,
    RoomRow,
    RoomState,
    Shown,
    still_to_speak,
    tells_something,
)
from queue_server.core.discipline import calling_order
from queue_server.core.refusal import Refusal
from queue_server.core.window import window_order
from queue_server.operations.context import Context, record
from queue_server.operations.hall import Hall, hall_of
from queue_server.operations.views import BoardFacts, SpokenCall, Versions
from queue_server.operations.work import again, begin
from queue_server.store import history, hospital, lines, turns
from queue_server.store.history import CallMade
from queue_server.store.hospital import Board, Room
from queue_server.store.turns import Turn, Waiter

LAST: Final = 5
"""A board lists so many calls below the current one."""

PREPARE: Final = 3
"""So many are told to be ready at each room."""

CALLS_READ: Final = 200
"""Twenty calls a second for ten seconds: more nobody could have heard."""

CALLS_BACK_MS: Final = 24 * 3_600_000


def board_picture(ctx: Context, *, board: str) -> BoardFacts:
    """What a board shows, without sounds: numbers and rooms, never a name, never a group.

    Raises Refusal("board_unknown") and ("not_allowed").
    """
    check(ctx.by.roles, Deed.WATCH_BOARD)
    with ctx.db.read() as tx:
        hall = hall_of(tx, ctx)
        there = next(
            (
                one
                for one in hospital.all_boards(tx, ctx.site).values()
                if one.code == board and one.active
            ),
            None,
        )
        if there is None:
            raise Refusal("board_unknown", board=board)
        return _facts(hall, there)


def versions(ctx: Context) -> Versions:
    """Every counter of the hospital's pictures: four small reads, asked at each look."""
    with ctx.db.read() as tx:
        now = lines.version_rows(tx, ctx.site)
    return Versions(epoch=now.epoch, reception=now.site, rooms=now.rooms, boards=now.boards)


def spoken(ctx: Context, *, call: str) -> bool:
    """A board has spoken this call; the "absent" key of its room works from a minute after that.

    1. The call is one of today's latest. 2. One event, told once however many boards speak it.

    The answer is whether it was news. Raises Refusal("not_allowed").
    """
    check(ctx.by.roles, Deed.WATCH_BOARD)
    return again(ctx, lambda tx: _keep_spoken(ctx, begin(tx, ctx, name="spoken").hall, call))


def _keep_spoken(ctx: Context, hall: Hall, call: str) -> bool:
    news = False
    for turn in turns.turns_of_call(hall.tx, ctx.site, call):
        if history.last_spoken_at(hall.tx, turn.id, turn.call_id or "") is None:
            record(
                hall.tx,
                ctx,
                act="spoken",
                day=hall.day,
                turn_id=turn.id,
                visit_id=turn.visit_id,
                service_id=turn.service_id,
                room_id=turn.room_id,
                detail={"call": turn.call_id},
            )
            lines.touch(hall.tx, ctx.site, service_ids=[], room_ids=[turn.room_id or 0])
            news = True
    return news


def _facts(hall: Hall, board: Board) -> BoardFacts:
    every = hospital.all_rooms(hall.tx, hall.site.id)
    rooms = {one: every[one] for one in board.rooms if every[one].active}
    since_at = hall.now - CALLS_BACK_MS
    made = history.calls_of_rooms(hall.tx, list(rooms), since_at=since_at, most=CALLS_READ)
    today = [one for one in made if one.day == hall.day and not one.silent]
    shown = [_shown(one, rooms) for one in _latest(today)]
    applied = hospital.applied(hall.tx, hall.site.id)
    return BoardFacts(
        board=board.code,
        picture=Picture(
            epoch=hall.site.epoch,
            version=board.version,
            at=hall.now,
            zone=hall.site.zone,
            hospital=applied.site.name_vi if applied else "",
            title=board.title_vi,
            places=tuple(_place(room) for room in rooms.values()),
            rooms=_rows(hall, list(rooms.values()), _served(every)),
            current=shown[0] if shown else None,
            last=tuple(shown[1 : LAST + 1]),
            to_speak=(),
        ),
        calls=_announcements(hall, today, rooms),
    )


def _latest(made: list[CallMade]) -> list[CallMade]:
    """The latest call of each number, newest first: a recall moves its number to the top."""
    return [one for one in made if one.latest][: LAST + 1]


def _shown(one: CallMade, rooms: dict[int, Room]) -> Shown:
    out_of_order = one.right not in ("", "order", "undo")
    return Shown(
        call=one.call,
        number=one.number,
        room=rooms[one.room_id].code,
        priority=one.priority,
        reason=one.right if out_of_order else "",
        called_at=one.at,
        calls=one.recalls + 1,
    )


def _announcements(
    hall: Hall, made: list[CallMade], rooms: dict[int, Room]
) -> tuple[SpokenCall, ...]:
    """Calls of the last three minutes, oldest first; several of one announcement are one."""
    grouped: dict[str, list[CallMade]] = {}
    for one in reversed(made):
        if hall.now - one.at <= SPEAK_FOR_MS:
            grouped.setdefault(one.announcement or one.call, []).append(one)
    told = []
    for call, group in grouped.items():
        due = [
            one
            for one in group
            if still_to_speak(one.at, now=hall.now, finished=one.state != "CALLED")
        ]
        if due:
            room = rooms[due[0].room_id]
            told.append(
                SpokenCall(
                    call=call,
                    numbers=tuple(one.number for one in due),
                    room_kind=room.kind,
                    room_number=room.number,
                    room_vi=room.name_vi,
                    room_en=room.name_en,
                    called_at=due[0].at,
                )
            )
    return tuple(told)


def _place(room: Room) -> Place:
    return Place(
        code=room.code,
        kind="desk" if room.kind == "desk" else "room",
        number=room.number,
        name_vi=room.name_vi,
        name_en=room.name_en,
        floor=room.floor,
    )


def _served(every: dict[int, Room]) -> frozenset[int]:
    """Services that some room of the hospital, open or paused, takes people from."""
    at_work = [room for room in every.values() if room.active and room.state != "closed"]
    return frozenset(service for room in at_work for service in room.services)


def _rows(hall: Hall, rooms: list[Room], served: frozenset[int]) -> tuple[RoomRow, ...]:
    asked = {service for room in rooms for service in room.services}
    waiters = [
        one
        for one in turns.waiting_in(hall.tx, asked)
        if not one.elsewhere and one.turn.day == hall.day
    ]
    active = turns.active_in_rooms(hall.tx, [room.id for room in rooms])
    rows = [_row(hall, room, _theirs(room, waiters, served), active) for room in rooms]
    return tuple(row for row in rows if tells_something(row))


def _theirs(room: Room, waiters: list[Waiter], served: frozenset[int]) -> list[Waiter]:
    """Who may be called to this room; to a closed one only who has nowhere else to go."""
    return [
        one
        for one in waiters
        if one.turn.service_id in room.services
        and one.turn.bound_room_id in (None, room.id)
        and one.turn.bound_person_id in (None, room.person_id)
        and (
            room.state != "closed"
            or one.turn.bound_room_id == room.id
            or one.turn.service_id not in served
        )
    ]


def _row(hall: Hall, room: Room, mine: list[Waiter], active: list[Turn]) -> RoomRow:
    numbers = {one.turn.id: one.turn.number for one in mine}
    order = calling_order(hall.waiting(mine), hall.policies, openings=hall.openings)
    if room.priority_window:
        order = window_order(order)
    ready = order[:PREPARE] if room.state == "open" else []
    states: dict[str, RoomState] = {"open": "open", "paused": "paused"}
    return RoomRow(
        code=room.code,
        state=states.get(room.state, "closed"),
        resumes_at=room.resumes_at if room.state == "paused" else None,
        now=tuple(
            turn.number for turn in active if turn.room_id == room.id and turn.day == hall.day
        ),
        prepare=tuple(numbers[one.turn] for one, _ in ready),
        waiting=len(mine),
    )
