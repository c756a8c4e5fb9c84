"""The pad answers by sound, through whatever plays files here, and never stops for it."""

from __future__ import annotations

import wave
from pathlib import Path

from queue_server.pad.player import Player
from tests.harness.waiting import wait_until


def test_each_answer_is_its_own_sound(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    heard.mkdir()
    player = Player(tmp_path, ("cp", "-t", str(heard)))

    player("heard")
    player("refused")

    def names() -> list[str]:
        return sorted(file.name for file in heard.iterdir() if file.stat().st_size)

    player.close()
    wait_until(lambda: names() == ["heard.wav", "refused.wav"], what="both were played")
    lengths = []
    for name in names():
        with wave.open(str(tmp_path / name)) as sound:
            lengths.append(sound.getnframes())
    assert lengths[1] > 2 * lengths[0]


def test_a_player_that_is_missing_stops_no_call(tmp_path: Path) -> None:
    player = Player(tmp_path, ("no-such-player",))

    player("heard")
    player.close()
