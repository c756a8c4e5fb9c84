"""What every command shares: settings found, a site opened, troubles told as sentences."""

from __future__ import annotations

import logging
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click
import msgspec
import structlog

from queue_server.core.refusal import Refusal
from queue_server.core.seal import Sealer
from queue_server.settings import Server, SettingsWrong, read_server
from queue_server.site import Site, open_site
from queue_server.words import Lang, say

USUAL: Final = Path("config/server.toml")
WRONG: Final = 2


class Told(click.ClickException):
    """A sentence on stderr and exit code 2."""

    exit_code = WRONG

    def show(self, file: Any = None) -> None:
        """Only the sentence: no "Error:" before it."""
        click.echo(self.message, err=True)


def lang_now() -> Lang:
    """The language of this command."""
    context = click.get_current_context(silent=True)
    lang: Lang = context.find_root().params["lang"] if context else "vi"
    return lang


def tell(key: str, **facts: object) -> str:
    """A sentence in the language of this command."""
    return say(key, lang_now(), **facts)


@contextmanager
def in_words() -> Iterator[None]:
    """Refusals and wrong settings as sentences: file, key, what was expected and found."""
    lang = lang_now()
    try:
        yield
    except SettingsWrong as wrong:
        raise Told("\n".join(wrong.sentences(lang))) from wrong
    except Refusal as no:
        raise Told(f"{say(f'refusal.{no.code}', lang, **no.facts)} [{no.code}]") from no


def server_of(config: Path | None) -> Server:
    """How this server runs. Raises SettingsWrong."""
    if config is None and not USUAL.is_file():
        return Server()
    return read_server(config or USUAL)


@contextmanager
def opened(config: Path | None, *, threads: bool = True, hospital: bool = False) -> Iterator[Site]:
    """The site of this server for one command; closed at the end, whatever happens.

    With ``hospital``, one must have been applied before.
    """
    with in_words():
        server = server_of(config)
        if threads:
            server = msgspec.structs.replace(server, mode="threading")
        if server.database.startswith("sqlite:///"):
            Path(server.database.removeprefix("sqlite:///")).parent.mkdir(
                parents=True, exist_ok=True
            )
        site = open_site(server)
        try:
            if hospital and not site.id:
                raise Refusal("no_hospital")
            yield site
        finally:
            site.close()


def sealer_of(server: Server) -> Sealer:
    """What seals this hospital's history; its key is made at the first start."""
    file = Path(server.seal_key)
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_hex(32))
    return Sealer(bytes.fromhex(file.read_text("ascii").strip()))


def set_up_logs(level: str) -> None:
    """Logs on stderr, one line an event, no personal data; systemd keeps them."""
    number = getattr(logging, level.upper())
    logging.basicConfig(level=number, format="%(levelname)s %(name)s: %(message)s")
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
