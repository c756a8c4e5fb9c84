"""A hospital under load: one real server on any database, machines and staff that come by wire."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from argon2 import PasswordHasher

from queue_server import wire
from queue_server.core.access import Role
from queue_server.hall import open_all_day
from queue_server.operations import accounts, machines, people
from queue_server.operations.context import COMMAND_LINE, NOBODY, Actor
from queue_server.operations.setup import apply_hospital
from queue_server.settings import Hospital, Server, read_hospital
from queue_server.site import Site, open_site
from tests.builders import DISTRICT
from tests.harness.ports import LOOPBACK, free_port
from tests.harness.programs import Program, Programs

PASSWORD = "mot cau rat dai 7"
DESKS = ("quay-1", "quay-2", "quay-3")


def cheap(secret: str) -> str:
    """A true hash that costs nothing."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(secret)


@dataclass
class Ward:
    """The server's folder, its programs, and the keys of everybody who comes."""

    programs: Programs
    folder: Path
    database: str
    redis: str = ""
    port: int = field(default_factory=free_port)
    kiosk_keys: list[str] = field(default_factory=list)
    board_keys: list[str] = field(default_factory=list)
    sessions: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def settings(self) -> Server:
        return msgspec.convert(self._lines(), Server)

    def open(
        self,
        *,
        kiosks: int = 4,
        boards: int = 3,
        callers: int = 3,
        hospital: Hospital | None = None,
    ) -> None:
        """Apply the district hospital (or another), enrol its machines, sign its people in."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lines = self._lines().items()
        text = "".join(f"{key} = {msgspec.json.encode(value).decode()}\n" for key, value in lines)
        (self.folder / "server.toml").write_text(text, "utf-8")
        site = open_site(msgspec.structs.replace(self.settings, mode="threading", redis=""))
        with contextlib.closing(site):
            wanted = open_all_day(hospital or read_hospital(DISTRICT), self.address)
            site.run(apply_hospital, COMMAND_LINE, hospital=wanted)
            self.kiosk_keys = [self._enrol(site, "kiosk", nth) for nth in range(kiosks)]
            self.board_keys = [self._enrol(site, "board", nth) for nth in range(boards)]
            self.sessions = [self._sign_in(site, nth) for nth in range(callers)]

    def enrolment_code(self, name: str) -> str:
        """A code for a real kiosk program."""
        site = open_site(msgspec.structs.replace(self.settings, mode="threading", redis=""))
        with contextlib.closing(site):
            made = site.run(machines.create_device, COMMAND_LINE, kind="kiosk", name=name)
        return made.code

    def serve(self) -> Program:
        """Start the server, and wait until it accepts connections."""
        server = self.programs.start(
            "server", "luot", "--config", self.folder / "server.toml", "serve"
        )
        server.wait_for_port(self.port, 30)
        return server

    def _lines(self) -> dict[str, Any]:
        return {
            "bind": LOOPBACK,
            "port": self.port,
            "database": self.database,
            "redis": self.redis,
            "sounds": str(self.folder / "sounds"),
            "seal_key": str(self.folder / "seal.key"),
            "log_level": "warning",
        }

    def _enrol(self, site: Site, kind: str, nth: int) -> str:
        board = "sanh" if kind == "board" else ""
        name = f"{kind} {nth + 1}"
        made = site.run(machines.create_device, COMMAND_LINE, kind=kind, name=name, board=board)
        return site.run(machines.enrol, NOBODY, enrol=wire.Enrol(code=made.code)).key

    def _sign_in(self, site: Site, nth: int) -> str:
        login = f"user{nth + 1}"
        roles = (Role.ROOM, Role.RECEPTION)
        person = site.run(
            accounts.add_person, COMMAND_LINE, login=login, name=login.title(), roles=roles,
            password=PASSWORD + "!", hash=cheap,
        )  # fmt: skip
        me = Actor("staff", str(person), frozenset(roles))
        site.run(
            accounts.change_password,
            me,
            token_hash="",
            old=PASSWORD + "!",
            new=PASSWORD,
            hash=cheap,
        )
        return site.run(people.sign_in, NOBODY, login=login, password=PASSWORD, source="here")
