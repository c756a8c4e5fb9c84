"""A hospital at work: short names for the deeds that tests about the queue do again and again."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, insert, select

from queue_server import wire
from queue_server.core.access import Role
from queue_server.operations import call, issue, queue_view, rooms
from queue_server.operations.context import Actor, Context
from queue_server.operations.views import PlaceView, RoomView
from queue_server.settings import Hospital, from_data
from queue_server.store import tables
from queue_server.store.migrations import migrate
from queue_server.store.session import Database
from queue_server.store.turns import Turn, insert_turn, turns_by_id
from tests.builders import Built, build_hospital
from tests.harness.clock import Clock

HOURS = {"weekdays": "07:00-11:30, 13:30-16:30"}

SMALL: dict[str, Any] = {
    "site": {"code": "small", "name_vi": "Bệnh viện Nhỏ", "name_en": "Small Hospital"},
    "services": {
        "tiep-don": {
            "name_vi": "Tiếp đón", "name_en": "Reception", "kind": "desk", "letter": "A",
            "priority_letter": "U", "at_kiosk": True, "where_vi": "Quầy 1–3, tầng 1",
        },
        "noi": {"name_vi": "Khám Nội", "name_en": "Internal", "kind": "room", "letter": "N",
                "at_kiosk": True},
        "nhi": {"name_vi": "Khám Nhi", "name_en": "Children", "kind": "room", "letter": "H"},
        "mau": {"name_vi": "Lấy máu", "name_en": "Blood", "kind": "test", "letter": "M"},
        "tra": {"name_vi": "Trả kết quả", "name_en": "Results", "kind": "desk", "letter": "R"},
    },
    "rooms": {
        "quay-1": {"name_vi": "Quầy ưu tiên số 1", "name_en": "Desk 1", "kind": "desk",
                   "number": "1", "services": ["tiep-don"], "priority_window": True},
        "quay-2": {"name_vi": "Quầy số 2", "name_en": "Desk 2", "kind": "desk", "number": "2",
                   "services": ["tiep-don"]},
        "pk-1": {"name_vi": "Phòng khám số 1", "name_en": "Room 1", "number": "1",
                 "services": ["noi"]},
        "pk-2": {"name_vi": "Phòng khám số 2", "name_en": "Room 2", "number": "2",
                 "services": ["noi"]},
        "pk-3": {"name_vi": "Phòng khám số 3", "name_en": "Room 3", "number": "3",
                 "services": ["noi", "nhi"]},
        "mau": {"name_vi": "Phòng lấy máu", "name_en": "Blood", "services": ["mau"],
                "places": 3},
        "tra": {"name_vi": "Quầy trả kết quả", "name_en": "Results", "kind": "desk",
                "services": ["tra"]},
    },
    "boards": {
        "sanh": {"title_vi": "Sảnh", "title_en": "Hall", "rooms": ["quay-1", "quay-2"]},
        "noi": {"title_vi": "Khu khám Nội", "title_en": "Internal",
                "rooms": ["pk-1", "pk-2", "pk-3", "mau"]},
    },
    "groups": {
        "elderly_75": {"name_vi": "Người từ đủ 75 tuổi", "name_en": "75 and over"},
        "pregnant": {"name_vi": "Phụ nữ có thai", "name_en": "Pregnant"},
        "emergency": {"name_vi": "Cấp cứu", "name_en": "Emergency", "staff_only": True},
    },
    "kinds": {"bhyt": {"name_vi": "Bảo hiểm", "name_en": "Insured"}},
    "hours": HOURS,
}  # fmt: skip


@dataclass
class AtWork:
    """One hospital, one kiosk, two people; deeds by short names, rows to look at."""

    built: Built
    clock: Clock
    kiosk: str = "kiosk-one"
    keys: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def db(self) -> Database:
        return self.built.db

    def staff(self, *roles: Role, id: str = "1") -> Context:
        return self.built.context(*(roles or (Role.RECEPTION, Role.ROOM)), id=id)

    @property
    def at_kiosk(self) -> Context:
        return self.built.context(Role.KIOSK, kind="kiosk", id=self.kiosk)

    @property
    def clockwork(self) -> Context:
        return self.built.by(Actor("clock", "", frozenset()))

    def key(self) -> str:
        return f"key-{next(self.keys):06}"

    def a_press(self, service: str = "noi", **chosen: Any) -> wire.Press:
        """A press as a kiosk makes it, with an id and a secret of its own."""
        key = self.key()
        said: dict[str, Any] = {
            "press_id": f"press-{key}",
            "service": service,
            "link_hash": hashlib.sha256(f"secret-{key}".encode()).hexdigest(),
            "pressed_at": self.clock(),
        }
        return wire.Press(**(said | chosen))

    def press(self, service: str = "noi", **chosen: Any) -> wire.Issued:
        return issue.press(self.at_kiosk, press=self.a_press(service, **chosen), device=self.kiosk)

    def number(self, service: str = "noi", **chosen: Any) -> str:
        return self.press(service, **chosen).number

    def open(self, *codes: str) -> None:
        for code in codes:
            rooms.open_room(self.staff(), room=code)

    def next(self, room: str = "pk-1", **said: Any) -> RoomView:
        """*Next* by somebody whose screen is right."""
        said.setdefault("current", self.here(room).turn)
        return call.call_next(self.staff(), room=room, **({"key": self.key()} | said))

    def view(self, room: str = "pk-1") -> RoomView:
        return queue_view.room_view(self.staff(), room=room)

    def here(self, room: str = "pk-1", place: int = 1) -> PlaceView:
        return self.view(room).places[place - 1]

    def called(self, room: str = "pk-1") -> str:
        """Call next and say the number."""
        return self.next(room).places[0].number

    def line(self, room: str = "pk-1") -> list[str]:
        return [one.number for one in self.view(room).waiting]

    def staff_number(self, service: str, **said: Any) -> str:
        """A number given at reception, as for lines no kiosk offers."""
        return issue.give(self.staff(), key=self.key(), service=service, **said).number

    def second_turn(self, turn: Turn, service: str) -> None:
        """The same patient waits in another line too, as parallel tests will have it."""
        with self.db.write() as tx:
            line = select(tables.services.c.id).where(tables.services.c.code == service)
            insert_turn(
                tx, site_id=turn.site_id, visit_id=turn.visit_id, day=turn.day, state="WAITING",
                service_id=tx.execute(line).scalar_one(), number=turn.number,
                joined_at=turn.joined_at, ready_at=turn.ready_at,
            )  # fmt: skip

    def press_card(self, number: str) -> str:
        """The public id of the visit with that number."""
        return self.rows("visits", id=self.turn(number).visit_id)[0]["public_id"]

    # ---- rows ----------------------------------------------------------------------------------

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        with self.db.read() as tx:
            yield tx

    def turn(self, number: str) -> Turn:
        """The latest turn of that number."""
        with self.looking() as tx:
            query = select(tables.turns.c.id).where(tables.turns.c.number == number)
            ids = list(tx.execute(query.order_by(tables.turns.c.id)).scalars())
            return turns_by_id(tx, ids)[ids[-1]]

    def rows(self, table: str, **wanted: object) -> list[dict[str, Any]]:
        there = tables.metadata.tables[table]
        query = select(there)
        for name, value in wanted.items():
            query = query.where(there.c[name] == value)
        if "id" in there.c:
            query = query.order_by(there.c.id)
        with self.looking() as tx:
            return [dict(row._mapping) for row in tx.execute(query)]

    def acts(self, number: str) -> list[str]:
        """What has happened to a number's turn, oldest first."""
        return [row["act"] for row in self.rows("events", turn_id=self.turn(number).id)]


def small_hospital(**changes: Any) -> Hospital:
    """Two desks, three rooms, blood taking with three places; changed by whole tables."""
    return from_data(SMALL | changes)


def at_work(url: str, clock: Clock, hospital: Hospital | Path | None = None) -> AtWork:
    """A hospital on a fresh database, with its kiosk number 2 and two people, rooms closed."""
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).write_bytes(_migrated())
    built = build_hospital(Database(url), clock, hospital=hospital or small_hospital())
    work = AtWork(built, clock)
    with built.db.write() as tx:
        for id, name in ((1, "Bác sĩ An"), (2, "Điều dưỡng Bình")):
            tx.execute(
                insert(tables.people).values(
                    id=id, site_id=built.site, login=f"user{id}", name=name, roles=["room"],
                    password_hash="",
                )
            )  # fmt: skip
        tx.execute(
            insert(tables.devices).values(
                id=work.kiosk, site_id=built.site, kind="kiosk", name="Kiosk 2", number=2,
                created_at=clock(),
            )
        )  # fmt: skip
    return work


@cache
def _migrated() -> bytes:
    """An SQLite file of today's shape, made once: every test begins with a copy of it."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "shape.db"
        db = Database(f"sqlite:///{file}")
        migrate(db)
        db.close()
        return file.read_bytes()


def with_policy(service: str, **calling: Any) -> Hospital:
    """The small hospital with other numbers for one line."""
    services = {code: dict(one) for code, one in SMALL["services"].items()}
    services[service]["policy"] = {"calling": calling}
    return small_hospital(services=services)
