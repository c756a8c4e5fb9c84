"""Sounds once made, kept on disk: whole or not at all, and never more than was promised."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

KEPT_MIB: Final = 512
"""About 2,800 calls: more than the server remembers the addresses of, so none it tells is gone."""

YOUNG_S: Final = 600
"""A sound used within the last ten minutes is never removed: a board may be about to fetch it."""


class SoundCache:
    """A folder of WAV files named by their content; any thread and any process may share it.

    The folder is made when it is missing; ``clock`` tells seconds since 1970.
    """

    def __init__(self, folder: Path, *, clock: Callable[[], float], kept_mib: int) -> None:
        self.folder = folder
        self.clock = clock
        self.kept_mib = kept_mib
        self._tidying = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)

    def file(self, name: str, write: Callable[[Path], None]) -> Path:
        """The whole file of that name: found, or made aside and moved into its place at once."""
        path = self.folder / f"{name}.wav"
        now = self.clock()
        if _whole(path):
            with suppress(FileNotFoundError):
                os.utime(path, (now, now))
                return path
        handle, aside = tempfile.mkstemp(dir=self.folder, suffix=".part")
        os.close(handle)
        try:
            write(Path(aside))
            os.utime(aside, (now, now))
            os.replace(aside, path)
        finally:
            Path(aside).unlink(missing_ok=True)
        self._tidy(now - YOUNG_S)
        return path

    def _tidy(self, young: float) -> None:
        """Back under the bound, the longest unused first; what a killed process left goes too."""
        with self._tidying:
            files: list[tuple[float, int, Path]] = []
            for file in self.folder.iterdir():
                with suppress(FileNotFoundError):  # another process tidies the same folder
                    files.append((file.stat().st_mtime, file.stat().st_size, file))
            over = sum(size for _, size, _ in files) - self.kept_mib * 2**20
            for used, size, file in sorted(files):
                if used < young and (over > 0 or file.suffix == ".part"):
                    file.unlink(missing_ok=True)
                    over -= size


def _whole(path: Path) -> bool:
    """Whether the file is as long as its own head says: a power cut can leave an empty one."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
            length = int.from_bytes(head[4:], "little") + 8
            return head[:4] == b"RIFF" and length == path.stat().st_size
    except OSError:
        return False
