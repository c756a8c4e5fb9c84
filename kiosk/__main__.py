"""luot-kiosk: run the kiosk, enrol it once, look at its journal, make the staff's PIN."""

from __future__ import annotations

import logging
import signal
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

import click
import msgspec
import structlog

from kiosk.app import build, parts_of, run
from kiosk.lock import Taken, held
from kiosk.server_link import Away, NotOurs
from kiosk.settings import Settings, SettingsWrong, read
from kiosk.staff import HASHER
from queue_server.core.refusal import Refusal
from queue_server.wire import Enrol
from queue_server.words import Lang, say

DEFAULT: Final = Path("config/kiosk.toml")


def settings_of(config: Path | None, lang: Lang, **over: Any) -> Settings:
    """The file's settings, with what the command line says otherwise."""
    path = config or (DEFAULT if DEFAULT.exists() else None)
    try:
        settings = read(path)
    except SettingsWrong as wrong:
        raise click.ClickException(wrong.told(lang)) from wrong
    said = {key: value for key, value in over.items() if value is not None}
    return msgspec.structs.replace(settings, **said)


@click.group()
@click.option("--config", type=click.Path(path_type=Path), help="kiosk.toml")
@click.option("--server", help="http://127.0.0.1:8080")
@click.option("--data", help="folder of the journal")
@click.option("--spool", help="file shared with luot-printer")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", envvar="LUOT_LANG")
@click.pass_context
def main(context: click.Context, /, config: Path | None, lang: Lang, **over: Any) -> None:
    """Máy lấy số thứ tự / the number kiosk."""
    context.obj = (settings_of(config, lang, **over), lang)


@main.command("run")
@click.option("--port", type=int, help="port of the page on 127.0.0.1")
@click.option("--browser/--no-browser", default=True, help="start and watch the browser")
@click.option("--voice/--no-voice", default=None, help="speak each step")
@click.pass_obj
def run_kiosk(
    obj: tuple[Settings, Lang], port: int | None, browser: bool, voice: bool | None
) -> None:
    """Give numbers until stopped."""
    settings, lang = obj
    said = {key: value for key, value in (("port", port), ("voice", voice)) if value is not None}
    settings = msgspec.structs.replace(settings, **said)
    _quiet_log()
    try:
        with held(Path(settings.data)):
            kiosk = build(settings, parts_of(settings), version=_version())
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: kiosk.stop.set())
            click.echo(say("kiosk.cli.ready", lang, address=kiosk.address))
            run(kiosk, browser=browser)
    except Taken:
        raise click.ClickException(say("kiosk.cli.running", lang, data=settings.data)) from None
    except (OSError, SystemExit) as wrong:
        raise click.ClickException(say("kiosk.cli.port_taken", lang, port=settings.port)) from wrong


@main.command()
@click.argument("code")
@click.pass_obj
def enrol(obj: tuple[Settings, Lang], code: str) -> None:
    """Swap the one-time CODE of the administrator for this kiosk's own key."""
    settings, lang = obj
    parts = parts_of(settings)
    try:
        enrolled = parts.link.enrol(Enrol(code=code, model="kiosk", version=_version()))
    except (Away, NotOurs) as wrong:
        raise click.ClickException(
            say("kiosk.cli.no_server", lang, server=settings.server)
        ) from wrong
    except Refusal as refusal:
        raise click.ClickException(say(f"refusal.{refusal.code}", lang, **refusal.facts)) from None
    if enrolled.kind != "kiosk":
        raise click.ClickException(say("kiosk.cli.wrong_kind", lang, kind=enrolled.kind))
    parts.ledger.keep("key", enrolled.key)
    parts.ledger.keep("device", enrolled.device)
    click.echo(say("kiosk.cli.enrolled", lang, name=enrolled.name))


@main.command()
@click.pass_obj
def state(obj: tuple[Settings, Lang]) -> None:
    """Say in one line how the journal stands."""
    settings, lang = obj
    parts = parts_of(settings)
    ledger, menu = parts.ledger, parts.menus.menu
    yes, no = say("kiosk.cli.yes", lang), say("kiosk.cli.no", lang)
    facts = {
        "enrolled": yes if ledger.kept("key") else no,
        "menu": menu.hospital_vi if menu else no,
        "waiting": len(ledger.to_hand_in()),
        "refused": ledger.refused(),
        "unfinished": len(ledger.unfinished()),
        "paper": parts.spool.report().paper,
    }
    click.echo(say("kiosk.cli.state", lang, **facts))


@main.command()
@click.pass_obj
def pin(obj: tuple[Settings, Lang]) -> None:
    """Make the line for kiosk.toml with which staff leave by PIN."""
    _, lang = obj
    digits: str = click.prompt(say("kiosk.cli.pin_ask", lang), hide_input=True)
    if not (len(digits) == 6 and digits.isascii() and digits.isdigit()):
        raise click.ClickException(say("kiosk.cli.pin_shape", lang))
    click.echo(f'staff_pin_hash = "{HASHER.hash(digits)}"')


def _version() -> str:
    try:
        return version("luot")
    except PackageNotFoundError:
        return ""


def _quiet_log() -> None:
    """Events of the kiosk on stderr, one JSON line each; libraries only when something is wrong."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


if __name__ == "__main__":
    main()
