"""Reads config/printer.toml; says which file, which key and what was expected when it is wrong."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from printer.profile import names
from printer.render import Mode
from printer.status import DialectName
from queue_server.core.refusal import Refusal

Kind = Literal["network", "usb", "windows", "serial", "file", "virtual"]
Seconds = Annotated[float, msgspec.Meta(gt=0, le=120)]


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the file; a key nobody knows is a slip of the pen, not a wish to be ignored."""


class Machine(_Table, frozen=True, kw_only=True):
    """``[printer]``: the printer itself."""

    name: str = "Máy in phiếu"
    kind: Kind = "virtual"
    profile: str = "default"
    paper_mm: Literal[58, 72, 80] = 80
    mode: Mode = "bands"
    dialect: DialectName = "epson"
    acknowledge_s: Seconds = 2.0
    give_up_s: Seconds = 4.0
    keep_header: bool = False


class NetworkWay(_Table, frozen=True, kw_only=True):
    """``[network]``: where the printer listens."""

    host: str = ""
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)] = 9100


class UsbWay(_Table, frozen=True, kw_only=True):
    """``[usb]``: the printer's two numbers, as ``lsusb`` shows them."""

    vendor: Annotated[int, msgspec.Meta(ge=0, le=0xFFFF)] = 0
    product: Annotated[int, msgspec.Meta(ge=0, le=0xFFFF)] = 0


class WindowsWay(_Table, frozen=True, kw_only=True):
    """``[windows]``: the name of the print queue."""

    queue: str = ""


class SerialWay(_Table, frozen=True, kw_only=True):
    """``[serial]``: the port and its speed."""

    port: str = ""
    baud: Annotated[int, msgspec.Meta(ge=1200, le=1_000_000)] = 115_200


class FileWay(_Table, frozen=True, kw_only=True):
    """``[file]``: a device file or a plain file."""

    path: str = ""


class VirtualWay(_Table, frozen=True, kw_only=True):
    """``[virtual]``: the folder of the pictures."""

    folder: str = "var/tickets"


class SpoolPlace(_Table, frozen=True, kw_only=True):
    """``[spool]``: where slips wait and how long they are remembered."""

    path: str = "var/printer/spool.db"
    keep_hours: Annotated[int, msgspec.Meta(ge=1, le=48)] = 24


class Server(_Table, frozen=True, kw_only=True):
    """``[server]``: whom to ask for print jobs; an empty ``url`` asks nobody."""

    url: str = ""
    key_file: str = ""
    ca_file: str = ""


class Settings(_Table, frozen=True, kw_only=True):
    """The whole file."""

    printer: Machine = Machine()
    network: NetworkWay = NetworkWay()
    usb: UsbWay = UsbWay()
    windows: WindowsWay = WindowsWay()
    serial: SerialWay = SerialWay()
    file: FileWay = FileWay()
    virtual: VirtualWay = VirtualWay()
    spool: SpoolPlace = SpoolPlace()
    server: Server = Server()


NEEDED = {
    "network": "host",
    "usb": "vendor",
    "windows": "queue",
    "serial": "port",
    "file": "path",
    "virtual": "folder",
}


def read(path: Path) -> Settings:
    """The settings in ``path``. Raises Refusal("printer_settings"): file, key, expectation."""
    try:
        settings = msgspec.toml.decode(path.read_bytes(), type=Settings)
    except msgspec.ValidationError as wrong:
        raise _refusal(path, *_key_and_expectation(str(wrong))) from wrong
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise _refusal(path, "?", f"TOML ({wrong})") from wrong
    except OSError as wrong:
        raise _refusal(path, "?", f"a readable file ({wrong.strerror})") from wrong
    check(settings, path)
    return settings


def check(settings: Settings, path: Path) -> None:
    """What types cannot say: the profile exists, the chosen way has its address, who can answer."""
    machine = settings.printer
    if machine.profile not in names():
        raise _refusal(path, "printer.profile", f"one of {', '.join(names())}")
    key = NEEDED[machine.kind]
    if not getattr(getattr(settings, machine.kind), key):
        raise _refusal(path, f"{machine.kind}.{key}", "a value, because printer.kind names it")
    if machine.kind == "windows" and machine.dialect != "mute":
        raise _refusal(path, "printer.dialect", '"mute": a Windows queue passes no answers on')
    if settings.server.url and not settings.server.key_file:
        raise _refusal(path, "server.key_file", "the file with this printer's key")


def _key_and_expectation(message: str) -> tuple[str, str]:
    """Msgspec's ``Expected `int`, got `str` - at `$.network.port``` in two parts."""
    at = re.search(r" - at `\$\.?([^`]*)`$", message)
    return (at.group(1) or "?", message[: at.start()]) if at else ("?", message)


def _refusal(path: Path, key: str, expected: str) -> Refusal:
    return Refusal("printer_settings", file=str(path), entry=key, expected=expected)
