"""A whole server in this process, and the people and machines who come to it by HTTP and socket."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from queue_server import wire
from queue_server.app import Front, create_front
from queue_server.core.access import Role
from queue_server.operations import accounts, issue, machines, people, rooms
from queue_server.operations.context import COMMAND_LINE, NOBODY, Actor
from queue_server.operations.setup import apply_hospital
from queue_server.settings import Hospital, Server
from queue_server.site import Site, open_site
from tests.at_work import small_hospital

PASSWORD = "mot cau rat dai 7"
ORIGIN = "http://localhost"


def cheap(secret: str) -> str:
    """A true hash that costs nothing, so that a hundred sign-ins do not cost a minute."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(secret)


@dataclass
class House:
    """One server with a small hospital; everybody who works there comes from here."""

    front: Front
    clock: Any  # a Clock to move, or the machine's own
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def site(self) -> Site:
        return self.front.site

    def hire(self, login: str, *roles: Role, must_change: bool = False) -> Actor:
        """Somebody with an account; the password is PASSWORD."""
        person = self.site.run(
            accounts.add_person, COMMAND_LINE, login=login, name=f"Cô {login.title()}",
            roles=roles, password=PASSWORD + "!", hash=cheap,
        )  # fmt: skip
        who = Actor("staff", str(person), frozenset(roles))
        if not must_change:
            self.site.run(
                accounts.change_password, who, token_hash="", old=PASSWORD + "!", new=PASSWORD,
                hash=cheap,
            )  # fmt: skip
        return who

    def token(self, login: str) -> str:
        """A session of ``login``, as a browser's cookie holds it."""
        return self.site.run(people.sign_in, NOBODY, login=login, password=PASSWORD, source="here")

    def visitor(self) -> Visitor:
        """A browser nobody has signed in at."""
        return Visitor(self.front.flask.test_client())

    def signed_in(self, login: str, *roles: Role) -> Visitor:
        """A browser at which a new member of staff has signed in."""
        self.hire(login, *roles)
        visitor = self.visitor()
        visitor.client.set_cookie("luot", self.token(login), domain="localhost")
        return visitor

    def machine(self, kind: str, name: str = "Máy", *, board: str = "", room: str = "") -> Machine:
        """An enrolled machine."""
        code = self.site.run(
            machines.create_device, COMMAND_LINE, kind=kind, name=name, board=board, room=room
        ).code
        told = self.site.run(machines.enrol, NOBODY, enrol=wire.Enrol(code=code))
        return Machine(self.front.flask.test_client(), told.device, told.key)

    def give(self, service: str = "tiep-don") -> tuple[str, str]:
        """A number given at reception, and the secret of its page."""
        desk = Actor("staff", "1", frozenset({Role.RECEPTION}))
        given = self.site.run(issue.give, desk, key=self.key(), service=service)
        return given.number, given.secret

    def open_room(self, code: str = "quay-2") -> None:
        self.site.run(rooms.open_room, Actor("staff", "1", frozenset({Role.ROOM})), room=code)

    def key(self) -> str:
        return f"key-{next(self.ids):08}"

    def close(self) -> None:
        self.front.relay.stop()
        self.site.close()


@dataclass
class Visitor:
    """A browser: keeps cookies, fills in forms with what the page gave it."""

    client: FlaskClient

    def get(self, address: str, **more: Any) -> TestResponse:
        return self.client.get(address, **more)

    def csrf(self, address: str = "/") -> str:
        """The token a page of ours holds."""
        found = re.search(r'name="csrf" content="([^"]+)"', self.get(address).text)
        assert found
        return found[1]

    def post(self, address: str, page: str = "/", **fields: Any) -> TestResponse:
        """A form of ``page``, filled in and sent."""
        data = {"csrf": self.csrf(page), **fields}
        return self.client.post(address, data=data, headers={"Origin": ORIGIN})

    def deed(self, address: str, **body: Any) -> TestResponse:
        """What a page's script sends."""
        headers = {"Origin": ORIGIN, "X-CSRF-Token": self.csrf()}
        return self.client.post(address, json=body, headers=headers)


@dataclass
class Machine:
    """A kiosk, board or printer with its key."""

    client: FlaskClient
    device: str
    key: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"}

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(f"/api/devices/{path}", headers={**self.headers, **headers})

    def post(self, path: str, message: wire.Message | bytes) -> TestResponse:
        data = message if isinstance(message, bytes) else wire.encode(message)
        return self.client.post(f"/api/devices/{path}", data=data, headers=self.headers)


def build_house(
    folder: Path, clock: Callable[[], int], *, hospital: Hospital | None = None, **settings: Any
) -> House:
    """The small hospital behind a whole server; threads, so that a test may wait as it likes."""
    said = {"database": f"sqlite:///{folder / 'luot.db'}", "mode": "threading", **settings}
    site = open_site(Server(**said), clock=clock)
    site.run(apply_hospital, COMMAND_LINE, hospital=hospital or small_hospital())
    return House(create_front(site, sounds=folder / "sounds"), clock)
