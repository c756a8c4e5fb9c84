"""Settings become an agent with the right way, words and limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from printer import build
from printer.devices import NetworkDevice, SerialDevice, UsbDevice, WindowsDevice
from printer.local_devices import FileDevice, VirtualDevice
from printer.settings import (
    FileWay,
    Kind,
    Machine,
    NetworkWay,
    SerialWay,
    Server,
    Settings,
    SpoolPlace,
    UsbWay,
    VirtualWay,
    WindowsWay,
)
from queue_server.core.refusal import Refusal


def settings(folder: Path, kind: Kind = "virtual", *, server: Server | None = None) -> Settings:
    return Settings(
        printer=Machine(
            kind=kind,
            paper_mm=58,
            mode="hybrid",
            dialect="mute" if kind == "windows" else "epson",
            acknowledge_s=3.5,
            keep_header=True,
        ),
        network=NetworkWay(host="192.0.2.7", port=9101),
        usb=UsbWay(vendor=0x04B8, product=0x0E15),
        windows=WindowsWay(queue="XP-80C"),
        serial=SerialWay(port="/dev/ttyS9", baud=19200),
        file=FileWay(path=str(folder / "lp0")),
        virtual=VirtualWay(folder=str(folder / "tickets")),
        spool=SpoolPlace(path=str(folder / "spool.db"), keep_hours=12),
        server=server or Server(),
    )


@pytest.mark.parametrize(
    "kind, way",
    [
        ("network", NetworkDevice),
        ("usb", UsbDevice),
        ("windows", WindowsDevice),
        ("serial", SerialDevice),
        ("file", FileDevice),
        ("virtual", VirtualDevice),
    ],
)
def test_each_kind_gets_its_way(tmp_path: Path, kind: Kind, way: type) -> None:
    chosen = settings(tmp_path, kind)
    agent = build.agent(chosen, build.spool(chosen))
    assert type(agent.device) is way


def test_the_manner_is_the_one_that_was_set(tmp_path: Path) -> None:
    chosen = settings(tmp_path)
    manner = build.agent(chosen, build.spool(chosen)).manner
    assert manner.renderer.profile.dots == 384
    assert manner.renderer.mode == "hybrid"
    assert manner.acknowledge_s == 3.5
    assert manner.keep_header
    assert manner.keep_ms == 12 * 3_600_000


def test_the_network_address_is_the_one_that_was_set(tmp_path: Path) -> None:
    chosen = settings(tmp_path, "network")
    device = build.agent(chosen, build.spool(chosen)).device
    assert isinstance(device, NetworkDevice)
    assert (device.driver.host, device.driver.port) == ("192.0.2.7", 9101)


def test_without_a_server_there_is_no_inbox(tmp_path: Path) -> None:
    chosen = settings(tmp_path)
    assert build.inbox(chosen, build.spool(chosen)) is None


def test_the_key_comes_from_its_file_and_goes_only_to_the_server(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("s3cret-key\n", "utf-8")
    chosen = settings(tmp_path, server=Server(url="http://127.0.0.1:1/", key_file=str(key)))
    inbox = build.inbox(chosen, build.spool(chosen))
    assert inbox is not None
    assert inbox.client.headers["Authorization"] == "Bearer s3cret-key"
    assert str(inbox.client.base_url) == "http://127.0.0.1:1"
    inbox.client.close()


def test_a_missing_key_file_is_a_clear_error(tmp_path: Path) -> None:
    chosen = settings(tmp_path, server=Server(url="http://127.0.0.1:1", key_file="/none/key"))
    with pytest.raises(Refusal) as no:
        build.inbox(chosen, build.spool(chosen))
    assert no.value.facts["entry"] == "server.key_file"
