"""The command luot-printer: run the agent, print a test slip, reprint, say how the printer is."""

from __future__ import annotations

import signal
import sys
import threading
import uuid
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, Final

import click
import msgspec

from printer import build
from printer.claim import Claim
from printer.profile import names, profile
from printer.settings import Settings, check, read
from printer.spool import Print, Spool
from printer.virtual import FAULTS, VirtualPrinter
from printer.virtual_server import VirtualServer
from queue_server.core.refusal import Refusal
from queue_server.wire import Slip
from queue_server.words import Lang, say

USUAL_FILE: Final = Path("config/printer.toml")
TEST_WAIT_S: Final = 30.0
TEST_LINK: Final = "https://example.org/luot/thu-ma-qr-0123456789"


def in_words(deed: Callable[..., None]) -> Callable[..., None]:
    """A refusal becomes its sentence on stderr and exit code 2."""

    @wraps(deed)
    def told(*args: Any, **kwargs: Any) -> None:
        lang: Lang = click.get_current_context().find_root().params["lang"]
        try:
            deed(*args, **kwargs)
        except Refusal as no:
            click.echo(f"{say('refusal.' + no.code, lang, **no.facts)} [{no.code}]", err=True)
            sys.exit(2)

    return told


@click.group()
@click.option("--config", type=click.Path(path_type=Path), help="Default: config/printer.toml")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", envvar="LUOT_LANG")
@click.option("--spool", type=click.Path(path_type=Path), help="Overrides spool.path.")
@click.option("--virtual", type=click.Path(path_type=Path), help="No paper: pictures to a folder.")
@click.pass_context
@in_words
def main(
    context: click.Context, config: Path | None, lang: str, spool: Path | None, virtual: Path | None
) -> None:
    """Máy in phiếu: in, in thử, in lại, xem trạng thái."""
    file = config or USUAL_FILE
    settings = read(file) if config or file.exists() else Settings()
    replace = msgspec.structs.replace
    if virtual:
        settings = replace(
            settings,
            printer=replace(settings.printer, kind="virtual", dialect="epson"),
            virtual=replace(settings.virtual, folder=str(virtual)),
        )
    if spool:
        settings = replace(settings, spool=replace(settings.spool, path=str(spool)))
    check(settings, file)
    context.obj = settings


def lang_now() -> Lang:
    """The language chosen on the command line."""
    lang: Lang = click.get_current_context().find_root().params["lang"]
    return lang


@main.command()
@click.option("--server", help="Fetch reception's prints from this address (server.url).")
@click.option("--key-file", type=click.Path(path_type=Path), help="This printer's key.")
@click.pass_obj
@in_words
def run(settings: Settings, server: str | None, key_file: Path | None) -> None:
    """Print whatever comes into the spool, until Ctrl-C."""
    if server:
        line = msgspec.structs.replace(
            settings.server, url=server, key_file=str(key_file or settings.server.key_file)
        )
        settings = msgspec.structs.replace(settings, server=line)
        check(settings, USUAL_FILE)
    claim = claimed(settings)
    slips = build.spool(settings)
    inbox = build.inbox(settings, slips)
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda number, frame: stop.set())
    fetcher = threading.Thread(target=inbox.run, args=(stop,), daemon=True) if inbox else None
    if fetcher:
        fetcher.start()
    machine = settings.printer
    click.echo(say("printer.running", lang_now(), name=machine.name, kind=machine.kind))
    build.agent(settings, slips).run(stop)
    if fetcher:
        fetcher.join(10)
    claim.let_go()
    click.echo(say("printer.stopped", lang_now()))


@main.command()
@click.pass_obj
@in_words
def test(settings: Settings) -> None:
    """Print a test slip: width, Vietnamese letters, QR, cutter."""
    slips = build.spool(settings)
    slip = test_slip(settings, lang_now())
    slips.put(slip)
    finish(settings, slips, slip_id=slip.slip_id)


@main.command()
@click.argument("number_or_id")
@click.pass_obj
@in_words
def reprint(settings: Settings, number_or_id: str) -> None:
    """Print a slip again, marked PHIẾU IN LẠI; by its number or its id."""
    slips = build.spool(settings)
    found = slips.find(number_or_id) or slips.latest(number_or_id)
    if found is None:
        raise Refusal("slip_unknown", slip=number_or_id)
    again = slips.reprint(found.slip.slip_id)
    click.echo(say("printer.reprint_queued", lang_now(), number=again.number, copy=again.copy))
    finish(settings, slips, slip_id=again.slip_id)


@main.command()
@click.pass_obj
@in_words
def status(settings: Settings) -> None:
    """What the agent last heard from the printer, and what staff should look at."""
    slips = build.spool(settings)
    report = slips.report()
    click.echo(say(f"printer.paper_{report.paper}", lang_now()))
    if report.detail:
        click.echo(report.detail)
    for key, prints in (
        ("printer.queued", slips.queued()),
        ("printer.unconfirmed", slips.unconfirmed()),
        ("printer.failed", slips.failed()),
    ):
        if prints:
            numbers = ", ".join(one.slip.number for one in prints)
            click.echo(say(key, lang_now(), numbers=numbers))


@main.command()
@in_words
def profiles() -> None:
    """The printers python-escpos knows, for printer.profile."""
    for name in names():
        known = profile(name, 80)
        qr, cut = "QR" if known.own_qr else "--", "✂" if known.cutter else "-"
        click.echo(f"{name:16} {known.dots:4} dots  {qr}  {cut}")


@main.command()
@click.argument("names", nargs=-1)
@click.pass_obj
@in_words
def fault(settings: Settings, names: tuple[str, ...]) -> None:
    """Give the virtual printer these faults; none heals it."""
    for name in names:
        if name not in FAULTS:
            raise Refusal("fault_unknown", fault=name, known=", ".join(sorted(FAULTS)))
    VirtualPrinter(settings.virtual.folder).set_faults(*names)


@main.command()
@click.option("--port", default=9100, show_default=True)
@click.pass_obj
@in_words
def virtual(settings: Settings, port: int) -> None:
    """A virtual network printer on 127.0.0.1, for trying out kind = "network"."""
    dots = profile(settings.printer.profile, settings.printer.paper_mm).dots
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda number, frame: stop.set())
    with VirtualServer(settings.virtual.folder, width=dots, port=port) as server:
        where = settings.virtual.folder
        click.echo(say("printer.virtual_running", lang_now(), port=server.port, folder=where))
        stop.wait()


def claimed(settings: Settings) -> Claim:
    """The spool for this process alone. Raises Refusal("agent_running")."""
    claim = Claim(Path(settings.spool.path))
    if not claim.take():
        raise Refusal("agent_running", spool=settings.spool.path)
    return claim


def finish(settings: Settings, slips: Spool, *, slip_id: str) -> None:
    """Print it here when no agent runs, else wait for the agent; then say how it went."""
    claim = Claim(Path(settings.spool.path))
    step = build.agent(settings, slips).step if claim.take() else lambda: False
    waited, pause = 0.0, threading.Event()
    while pending(one := slips.latest(slip_id)) and waited < TEST_WAIT_S:
        if not step():
            pause.wait(0.05)
            waited += 0.05
    claim.let_go()
    if one is None:
        raise Refusal("slip_unknown", slip=slip_id)
    state = say(f"printer.state_{one.state}", lang_now())
    click.echo(say("printer.result", lang_now(), number=one.slip.number, state=state))
    if one.state != "printed":
        click.echo(say(f"printer.paper_{slips.report().paper}", lang_now()))
        sys.exit(1)


def pending(one: Print | None) -> bool:
    """Whether a print has not come to an end."""
    return one is not None and one.state in ("queued", "sending")


def test_slip(settings: Settings, lang: Lang) -> Slip:
    """A slip that shows what can go wrong with a printer."""
    machine = settings.printer
    known = profile(machine.profile, machine.paper_mm)
    return Slip(
        slip_id=f"test-{uuid.uuid4().hex}",
        kind="test",
        lang=lang,
        hospital=machine.name,
        service=say(
            "slip.test_printer", lang, profile=known.name, dots=known.dots, mode=machine.mode
        ),
        number="A0123456789"[: 4 if known.dots < 500 else 6],
        issued=datetime.now().astimezone().strftime("%d/%m/%Y %H:%M"),
        link=TEST_LINK,
    )


if __name__ == "__main__":
    main()
