"""Puts an agent together from its settings: the only place that knows every piece."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from printer.agent import Agent, Manner
from printer.devices import (
    Device,
    NetworkDevice,
    SerialDevice,
    UsbDevice,
    WindowsDevice,
)
from printer.inbox import Inbox, client
from printer.local_devices import FileDevice, VirtualDevice
from printer.profile import Profile, profile
from printer.render import Renderer
from printer.settings import Settings
from printer.spool import Spool
from printer.status import DIALECTS
from printer.virtual import VirtualPrinter
from queue_server.core.refusal import Refusal


def device(settings: Settings, abilities: Profile) -> Device:
    """The way to the printer that the settings name."""
    match settings.printer.kind:
        case "network":
            return NetworkDevice(settings.network.host, settings.network.port)
        case "usb":
            return UsbDevice(settings.usb.vendor, settings.usb.product)
        case "windows":
            return WindowsDevice(settings.windows.queue)
        case "serial":
            return SerialDevice(settings.serial.port, settings.serial.baud)
        case "file":
            return FileDevice(settings.file.path)
        case "virtual":
            return VirtualDevice(VirtualPrinter(settings.virtual.folder, abilities.dots))


def spool(settings: Settings) -> Spool:
    """The spool the settings name."""
    return Spool(Path(settings.spool.path))


def agent(
    settings: Settings, slips: Spool, *, at: Callable[[str], None] = lambda phase: None
) -> Agent:
    """An agent ready to start; ``at`` is told each phase of a print as it is reached."""
    machine = settings.printer
    abilities = profile(machine.profile, machine.paper_mm)
    return Agent(
        slips,
        device(settings, abilities),
        manner=Manner(
            renderer=Renderer(abilities, machine.mode),
            dialect=DIALECTS[machine.dialect],
            acknowledge_s=machine.acknowledge_s,
            give_up_s=machine.give_up_s,
            keep_header=machine.keep_header,
            keep_ms=settings.spool.keep_hours * 3_600_000,
        ),
        at=at,
    )


def inbox(settings: Settings, slips: Spool) -> Inbox | None:
    """The line to the server; None when this printer serves only its own machine."""
    server = settings.server
    if not server.url:
        return None
    try:
        key = Path(server.key_file).read_text("utf-8").strip()
    except OSError as wrong:
        raise Refusal(
            "printer_settings",
            file=server.key_file,
            entry="server.key_file",
            expected=f"a readable file ({wrong.strerror})",
        ) from wrong
    return Inbox(slips, client(server.url, key, ca_file=server.ca_file), clock=slips.clock)
