"""The pad's answer for the ear: it has no screen, and its user looks at another program."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from queue_server.core.tones import HEARD, REFUSED, sound
from queue_server.pad.hand import Sound

PLAYERS: Final = (("pw-play",), ("paplay",), ("aplay", "-q"))
"""PipeWire, PulseAudio, ALSA: whatever this desktop has."""


class Player:
    """Plays the two signals through the first program there is; without one it is silent."""

    def __init__(self, folder: Path, command: Sequence[str] = ()) -> None:
        found = next((one for one in PLAYERS if shutil.which(one[0])), ())
        self.command = tuple(command or found)
        self._files = {"heard": folder / "heard.wav", "refused": folder / "refused.wav"}
        self._playing: list[subprocess.Popen[bytes]] = []
        self._files["heard"].write_bytes(sound(HEARD))
        self._files["refused"].write_bytes(sound(REFUSED))

    def __call__(self, which: Sound) -> None:
        """Play it and do not wait; a broken loudspeaker stops no call."""
        self._playing = [one for one in self._playing if one.poll() is None]  # no zombies
        if not self.command:
            return
        with suppress(OSError):
            playing = subprocess.Popen(
                [*self.command, str(self._files[which])],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            self._playing.append(playing)

    def close(self) -> None:
        """Let what is being played end."""
        for one in self._playing:
            one.wait()
