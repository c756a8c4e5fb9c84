"""The demo's hospital: a folder with a database, people, machines and a first patient in it.

It is always open, its passwords stand on the screen, and it listens on this machine alone.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from queue_server import wire
from queue_server.core.access import Role
from queue_server.operations import accounts, issue, machines, people
from queue_server.operations.context import COMMAND_LINE, NOBODY, Actor
from queue_server.operations.hashes import digest
from queue_server.operations.setup import apply_hospital
from queue_server.settings import Hospital, Server, read_hospital
from queue_server.settings.hospital import Hours
from queue_server.site import Site, open_site

PASSWORD: Final = "benh vien mau"
"""In the demo only; a real server has no account anybody could know beforehand."""

ALL_DAY: Final = Hours(weekdays="00:00-24:00", sat="00:00-24:00", sun="00:00-24:00")
FIRST_TICKETS: Final = 3


@dataclass(frozen=True, slots=True)
class Member:
    """One demo account."""

    login: str
    name: str
    pin: str
    roles: tuple[Role, ...]


STAFF: Final = (
    Member("hoa", "Nguyễn Thị Hoa", "274915", (Role.RECEPTION,)),
    Member("binh", "BS. Trần Văn Bình", "830462", (Role.ROOM,)),
    Member("lan", "Phạm Thị Lan", "591738", (Role.SUPERVISOR,)),
    Member("quantri", "Lê Quang Minh", "462089", (Role.ADMIN,)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """What was prepared: where things lie and what opens them."""

    folder: Path
    server_file: Path
    address: str
    kiosk_code: str  # the kiosk enrols itself, as any other would
    printer_key: Path
    boards: dict[str, str]  # address with its key, by code of the board
    patient: str  # address of a patient's page

    @property
    def tickets(self) -> Path:
        """Where the printed slips lie as pictures."""
        return self.folder / "tickets"


def prepare(folder: Path, example: Path, *, port: int) -> Hall:
    """A fresh demo hospital in ``folder``; what an earlier demo left there is removed.

    1. Settings of a server on this machine alone. 2. The example hospital, open all day.
    3. People with known passwords and PINs. 4. Boards and printer, enrolled; a code for the kiosk.
    5. A few numbers, so that there is somebody to call and a patient's page to open.

    Raises SettingsWrong and Refusal.
    """
    for name in ("luot.db", "luot.db-wal", "luot.db-shm", "kiosk", "printer", "tickets"):
        _remove(folder / name)
    (folder / "keys").mkdir(parents=True, exist_ok=True)
    address = f"http://127.0.0.1:{port}"
    server = _server(folder, port)
    site = open_site(msgspec.structs.replace(server, mode="threading"))
    try:
        hospital = open_all_day(read_hospital(example), address)
        site.run(apply_hospital, COMMAND_LINE, hospital=hospital)
        for member in STAFF:
            _hire(site, member)
        kiosk = site.run(
            machines.create_device, COMMAND_LINE, kind="kiosk", name="Máy lấy số cửa chính"
        )
        printer = _enrol(site, folder, "printer", "Máy in quầy tiếp đón")
        boards = {
            code: f"{address}/board#key={_enrol(site, folder, 'board', one.title_vi, code).key}"
            for code, one in hospital.boards.items()
        }
        secret = _first_tickets(site)
    finally:
        site.close()
    return Hall(
        folder=folder,
        server_file=folder / "server.toml",
        address=address,
        kiosk_code=kiosk.code,
        printer_key=folder / "keys" / printer.device,
        boards=boards,
        patient=f"{address}/t/{secret}",
    )


def open_all_day(hospital: Hospital, address: str) -> Hospital:
    """The example with every line open around the clock, and phones sent to ``address``."""
    services = {
        code: msgspec.structs.replace(service, hours=None)
        for code, service in hospital.services.items()
    }
    site = msgspec.structs.replace(hospital.site, public_url=address)
    return msgspec.structs.replace(hospital, site=site, services=services, hours=ALL_DAY)


def _server(folder: Path, port: int) -> Server:
    database = f"sqlite:///{folder / 'luot.db'}"
    file = folder / "server.toml"
    lines = {
        "bind": "127.0.0.1",
        "port": port,
        "database": database,
        "sounds": str(folder / "sounds"),
        "seal_key": str(folder / "seal.key"),
        "shift_hours": 48,
        "log_level": "warning",
    }
    # JSON's strings and numbers are TOML's too
    text = "".join(
        f"{key} = {msgspec.json.encode(value).decode()}\n" for key, value in lines.items()
    )
    file.write_text(text, "utf-8")
    return msgspec.convert(lines, Server)


def _hire(site: Site, member: Member) -> None:
    """An account whose first password is changed already, with its PIN."""
    first = f"{PASSWORD} {member.login}!"
    person = site.run_slow(
        accounts.add_person,
        COMMAND_LINE,
        login=member.login,
        name=member.name,
        roles=member.roles,
        password=first,
    )
    me = Actor("staff", str(person), frozenset(member.roles))
    token = site.run_slow(people.sign_in, NOBODY, login=member.login, password=first, source="demo")
    at_home = digest(token)
    site.run_slow(accounts.change_password, me, token_hash=at_home, old=first, new=PASSWORD)
    site.run_slow(accounts.set_pin, me, password=PASSWORD, pin=member.pin)
    site.run(people.sign_out, NOBODY, token_hash=at_home)


def _enrol(site: Site, folder: Path, kind: str, name: str, board: str = "") -> wire.Enrolled:
    made = site.run(machines.create_device, COMMAND_LINE, kind=kind, name=name, board=board)
    told = wire.Enrol(code=made.code, model="demo", version="demo")
    enrolled = site.run(machines.enrol, NOBODY, enrol=told)
    key = folder / "keys" / enrolled.device
    key.touch(mode=0o600)
    key.write_text(enrolled.key, "ascii")
    return enrolled


def _first_tickets(site: Site) -> str:
    """Some numbers at reception; the secret of the last one's page."""
    desk = Actor("staff", "1", frozenset({Role.RECEPTION}))
    given = [
        site.run(issue.give, desk, key=site.new_id(), service="tiep-don")
        for _ in range(FIRST_TICKETS)
    ]
    return given[-1].secret


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
