"""luot-board: shows the board full screen on a mini PC and keeps it there."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click

from display import chromium, settings
from display.watchdog import Watch
from queue_server.words import Lang, say


@click.command()
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    default=Path("config/board.toml"),
    show_default=True,
    help="Which server, which screen.",
)
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", help="Language of messages.")
def main(config: Path, lang: Lang) -> None:
    """Show the board full screen, with sound, and start it again whenever it stops."""
    try:
        read = settings.read(config, lang)
    except settings.WrongSettingsError as wrong:
        raise click.ClickException(str(wrong)) from wrong
    program = chromium.find(read.browser)
    if program is None:
        tried = read.browser or ", ".join(chromium.NAMES)
        raise click.ClickException(say("board.watch_no_browser", lang, tried=tried))
    watch = Watch(read, program, tell=_tell, lang=lang)
    for end in (signal.SIGINT, signal.SIGTERM):
        signal.signal(end, lambda *_: watch.stop.set())
    watch.run()


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
