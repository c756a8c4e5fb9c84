"""Makes the sound of a call: a hospital's own clips where it has them all, else the engine.

Each sound is a WAV file in the cache folder, named by what it says and how, so the same call is
made once and a new recording makes a new name. The chime is a file of its own and is played before
each announcement by the board. Nothing here needs a network, and the browser's voices are not used.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from array import array
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal, get_args

import click

from display.chime import chime
from display.engine import VOLUME, WORDS_A_MINUTE, speak
from display.samples import (
    join,
    levelled,
    read_wav,
    seconds,
    silence,
    spoken_dbfs,
    trimmed,
    write_wav,
)
from display.sound_cache import KEPT_MIB, SoundCache
from queue_server.core.clips import PAUSE, clips_for, clips_to_record
from queue_server.core.numerals import Lang, Region
from queue_server.core.reading import MARKS, read_aloud
from queue_server.core.refusal import Refusal
from queue_server.core.speech import SpokenPlace, sentence, spoken_call
from queue_server.words import say as words_of

CLIPS: Final = Path(__file__).parent / "clips"
"""Folders ``vi`` and ``en`` with a hospital's recordings; shipped with only their instructions."""

LEAD_MS: Final = 80
"""Silence in front: loudspeakers that sleep between sounds swallow the first syllable."""
TAIL_MS: Final = 200
GAP_MS: Final = 30
PAUSE_MS: Final = 260

ClipState = Literal["ok", "missing", "broken", "silent"]

_MADE_AS: Final = "1"
"""Goes up when sounds are made differently, so that old files are not taken for new ones."""


class Voice:
    """The sounds of one hospital. Every method may be called from any thread.

    ``cache`` is made when it is missing and bounded by ``kept_mib``; ``clips`` holds
    ``vi/<name>.wav``; ``clock`` tells seconds since 1970.
    """

    def __init__(
        self,
        cache: Path,
        clips: Path | None = CLIPS,
        *,
        region: Region = "north",
        clock: Callable[[], float] = time.time,
        kept_mib: int = KEPT_MIB,
    ) -> None:
        self.clips = clips
        self.region = region
        self.cache = SoundCache(cache, clock=clock, kept_mib=kept_mib)

    def sound(self, words: Sequence[str], lang: Lang = "vi") -> Path:
        """The WAV file that says ``words`` (of `queue_server.core.speech.spoken_call`).

        Raises Refusal("nothing_to_say") and Refusal("no_voice").
        """
        if not any(word not in MARKS for word in words):
            raise Refusal("nothing_to_say")
        recorded = self._recorded(words, lang)
        if recorded is not None:
            # A broken recording must not silence a call; `check_clips` names it to the staff.
            with suppress(ValueError, FileNotFoundError):
                return self._kept(("clips", *_marks(recorded)), lambda: _joined(recorded))
        how = ("engine", lang, self.region, str(WORDS_A_MINUTE), str(VOLUME))
        return self._kept((*how, *words), lambda: speak(words, lang, region=self.region))

    def say(self, text: str, lang: Lang = "vi") -> Path:
        """The WAV file that reads any sentence aloud, as kiosks do with each step.

        Raises Refusal("nothing_to_say") and Refusal("no_voice").
        """
        return self.sound(read_aloud(text, lang, region=self.region), lang)

    def chime(self) -> Path:
        """The WAV file of the two tones before each announcement."""
        made = chime()
        return self.cache.file(hashlib.sha256(made).hexdigest(), lambda path: _write(path, made))

    def _recorded(self, words: Sequence[str], lang: Lang) -> list[Path | None] | None:
        """The files of all clips in order, None for a pause; None at all when one is missing."""
        if self.clips is None:
            return None
        folder = self.clips / lang
        files = [None if name == PAUSE else folder / f"{name}.wav" for name in clips_for(words)]
        # os.path, for it also says no to a name longer than a disk takes
        return files if all(file is None or os.path.isfile(file) for file in files) else None

    def _kept(self, said: Sequence[str], make: Callable[[], array[int]]) -> Path:
        name = hashlib.sha256("\0".join((_MADE_AS, *said)).encode()).hexdigest()
        return self.cache.file(name, lambda path: write_wav(path, _finished(make())))


def check_clips(folder: Path, region: Region) -> dict[str, ClipState]:
    """Each clip a hospital records, by file name: there, not there, or not usable as it is."""
    return {name: _state(folder / f"{name}.wav") for name in clips_to_record(region)}


def _state(file: Path) -> ClipState:
    if not file.is_file():
        return "missing"
    try:
        return "ok" if trimmed(read_wav(file)) else "silent"
    except ValueError:
        return "broken"


def _marks(files: Sequence[Path | None]) -> list[str]:
    """What tells these recordings from those that stood there before."""
    seen = [(file.name, file.stat()) if file else None for file in files]
    return [f"{one[0]} {one[1].st_mtime_ns} {one[1].st_size}" if one else PAUSE for one in seen]


def _finished(samples: array[int]) -> array[int]:
    """One level, and a little silence at both ends."""
    return join((silence(LEAD_MS), levelled(trimmed(samples)), silence(TAIL_MS)))


def _joined(files: Sequence[Path | None]) -> array[int]:
    """Clips one after another, each at the same level, for they were not all spoken alike."""
    parts: list[array[int]] = []
    for file in files:
        if file is None:
            parts.append(silence(PAUSE_MS))
            continue
        clip = trimmed(read_wav(file))
        if not clip:
            raise ValueError("a silent recording")
        parts += [levelled(clip), silence(GAP_MS)]
    return join(parts)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


# ---- for staff who want to hear it --------------------------------------------------------------

_LANG: Final = click.option("--lang", type=click.Choice(get_args(Lang)), default="vi")
_REGION: Final = click.option("--region", type=click.Choice(get_args(Region)), default="north")
_CLIPS: Final = click.option("--clips", type=click.Path(path_type=Path), default=CLIPS)
_OUT: Final = click.option("--out", type=click.Path(path_type=Path), default=Path("luot-voice.wav"))


@click.group()
def main() -> None:
    """Try how calls sound: say a text, make a call, list the clips to record."""


@main.command()
@click.argument("text")
@_LANG
@_REGION
@_CLIPS
@_OUT
@click.option("--silent", is_flag=True, help="Only write the file, as a kiosk does.")
def say(text: str, lang: Lang, region: Region, clips: Path, out: Path, silent: bool) -> None:
    """Read TEXT aloud and keep it as a WAV file."""
    words = read_aloud(text, lang, region=region)
    _try(words, lang, region=region, clips=clips, out=out, silent=silent)


@main.command()
@click.argument("labels", nargs=-1, required=True)
@click.option("--room", "number", default="")
@click.option("--place", "name", default="")
@_LANG
@_REGION
@_OUT
def call(
    labels: tuple[str, ...], number: str, name: str, lang: Lang, region: Region, out: Path
) -> None:
    """Call the numbers LABELS into a room (--room 3) or to a place (--place "Phòng lấy máu")."""
    place = SpokenPlace(number=number, name_vi=name, name_en=name)
    words = spoken_call(labels, place, lang=lang, region=region)
    _try(words, lang, region=region, clips=CLIPS, out=out)


@main.command("clips")
@_LANG
@_REGION
@_CLIPS
def list_clips(lang: Lang, region: Region, clips: Path) -> None:
    """List every clip to record, its text and whether it is there."""
    texts = clips_to_record(region)
    for name, state in check_clips(clips / "vi", region).items():
        click.echo(f"{name + '.wav':32} {texts[name]:24} {words_of(f'voice.clip_{state}', lang)}")


def _try(
    words: Sequence[str],
    lang: Lang,
    *,
    region: Region,
    clips: Path,
    out: Path,
    silent: bool = False,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            made = Voice(Path(folder), clips, region=region).sound(words, lang)
        except Refusal as no:
            raise click.ClickException(words_of(f"refusal.{no.code}", lang, **no.facts)) from no
        shutil.copy(made, out)
    samples = read_wav(out)
    facts = {"seconds": f"{seconds(samples):.1f}", "level": f"{spoken_dbfs(samples):.0f}"}
    click.echo(f"{sentence(words)}\n{words_of('voice.made', lang, file=out, **facts)}")
    player = next(filter(shutil.which, ("pw-play", "paplay", "aplay", "afplay")), None)
    if player is not None and not silent:
        subprocess.run([player, out], check=False, timeout=60)


if __name__ == "__main__":
    main()
