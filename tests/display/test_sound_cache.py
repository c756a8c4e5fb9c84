"""Sounds on disk: made once, whole after a power cut, bounded, and never gone under a board."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from display.samples import RATE, read_wav, seconds, silence, write_wav
from display.sound_cache import YOUNG_S, SoundCache

NOW = 1_800_000_000.0


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


class Maker:
    """Makes four seconds of sound and counts how often it had to."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self, path: Path) -> None:
        self.made += 1
        write_wav(path, silence(4000))


def cache(folder: Path, clock: Clock, *, kept_mib: int = 1) -> SoundCache:
    return SoundCache(folder / "cache", clock=clock, kept_mib=kept_mib)


def test_a_sound_is_made_once(tmp_path: Path) -> None:
    sounds, maker = cache(tmp_path, Clock()), Maker()

    files = {sounds.file("a", maker) for _ in range(3)}

    assert maker.made == 1
    assert files == set(sounds.folder.iterdir())
    assert {file.name for file in files} == {"a.wav"}


@pytest.mark.parametrize("left", [0, 4, 44, 5000])
def test_a_file_that_a_power_cut_left_short_is_made_again(tmp_path: Path, left: int) -> None:
    sounds, maker = cache(tmp_path, Clock()), Maker()
    os.truncate(sounds.file("a", maker), left)

    assert seconds(read_wav(sounds.file("a", maker))) == 4
    assert maker.made == 2


def test_a_sound_that_could_not_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    sounds = cache(tmp_path, Clock())

    def full_disk(path: Path) -> None:
        path.write_bytes(b"RIFF half")
        raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space"):
        sounds.file("a", full_disk)
    assert not list(sounds.folder.iterdir())


def test_the_cache_is_bounded_and_the_longest_unused_goes_first(tmp_path: Path) -> None:
    clock, maker = Clock(), Maker()
    sounds = cache(tmp_path, clock)
    for n in range(10):
        sounds.file(f"call-{n}", maker)
        clock.now += YOUNG_S + 1
        sounds.file("call-0", maker)

    kept = {file.stem for file in sounds.folder.iterdir()}
    assert maker.made == 10
    assert sum(file.stat().st_size for file in sounds.folder.iterdir()) <= 2**20 + 2 * RATE * 4 + 44
    assert {"call-0", "call-9", "call-8"} <= kept, "call-0 was used all the time"
    assert "call-1" not in kept


def test_a_sound_a_board_may_be_fetching_is_never_removed(tmp_path: Path) -> None:
    clock, maker = Clock(), Maker()
    sounds = cache(tmp_path, clock, kept_mib=0)
    for n in range(3):
        sounds.file(f"call-{n}", maker)
        clock.now += YOUNG_S / 4

    assert len(list(sounds.folder.iterdir())) == 3


def test_what_a_killed_process_left_half_made_goes_away(tmp_path: Path) -> None:
    sounds = cache(tmp_path, Clock())
    for name, used in (("old", NOW - 2 * YOUNG_S), ("new", NOW)):
        (sounds.folder / f"{name}.part").write_bytes(b"half")
        os.utime(sounds.folder / f"{name}.part", (used, used))

    sounds.file("a", Maker())

    assert {file.name for file in sounds.folder.iterdir()} == {"a.wav", "new.part"}
