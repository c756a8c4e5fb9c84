"""The people and machines of the tests, by name; passwords are hashed the cheap way.

Hà administers. Lan works at reception, Minh is a doctor, Hoa supervises, Tuấn audits. They sign in
with the sentences below.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from queue_server import wire
from queue_server.core.access import Role
from queue_server.operations import accounts, machines
from queue_server.operations.context import COMMAND_LINE, NOBODY, Actor
from queue_server.operations.hashes import NOBODYS, digest
from queue_server.operations.machines import DeviceInfo
from tests.builders import Built

PASSWORD: Final = "chín con trâu gặm cỏ"
PIN: Final = "482913"


def cheap_hash(secret: str) -> str:
    """Stands in for 65 ms of argon2 where a test is not about hashing."""
    return f"cheap:{digest(secret)}"


def cheap_verify(stored: str, secret: str) -> bool:
    """The other half of `cheap_hash`; nobody's hash fits nothing, as the real one."""
    return stored != NOBODYS and stored == cheap_hash(secret)


@dataclass(frozen=True)
class Cast:
    """Row ids of everybody."""

    ha: int
    lan: int
    minh: int
    hoa: int
    tuan: int


def hire(built: Built) -> Cast:
    """Give everybody an account by the real deed, as the command line does at first."""

    def account(login: str, name: str, *roles: Role) -> int:
        return accounts.add_person(
            built.by(COMMAND_LINE),
            login=login,
            name=name,
            roles=roles,
            password=PASSWORD,
            hash=cheap_hash,
        )

    return Cast(
        ha=account("ha", "Trần Thị Hà", Role.ADMIN),
        lan=account("lan", "Nguyễn Thị Lan", Role.RECEPTION),
        minh=account("minh", "BS. Lê Văn Minh", Role.ROOM),
        hoa=account("hoa", "Phạm Thị Hoa", Role.SUPERVISOR, Role.RECEPTION),
        tuan=account("tuan", "Đỗ Anh Tuấn", Role.AUDITOR),
    )


def install(built: Built, kind: str, name: str, *, board: str = "") -> DeviceInfo:
    """A machine enrolled by its one-time code, as somebody at the machine does it."""
    made = machines.create_device(built.by(COMMAND_LINE), kind=kind, name=name, board=board)
    told = machines.enrol(built.by(NOBODY), enrol=wire.Enrol(code=made.code))
    known = machines.device_by_key(built.by(NOBODY), key_hash=digest(told.key))
    assert known is not None
    return known


def admin(cast: Cast) -> Actor:
    """Hà, acting."""
    return Actor("staff", str(cast.ha), frozenset({Role.ADMIN}))
