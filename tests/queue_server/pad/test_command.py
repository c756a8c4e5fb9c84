"""The whole program: a pad's raw events in, a patient called by a real server, a sound out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from queue_server.cli import main
from queue_server.core.access import Role
from queue_server.operations import machines, queue_view, rooms
from queue_server.operations.context import COMMAND_LINE, Actor
from queue_server.operations.views import RoomView
from tests.harness.programs import Program, Programs
from tests.harness.waiting import wait_until
from tests.queue_server.pad.plastic import Plastic
from tests.served import Served, serve

ROOM = "quay-2"
pytestmark = pytest.mark.slow


@pytest.fixture
def served(tmp_path: Path, programs: Programs) -> Iterator[Served]:
    with serve(tmp_path, programs) as running:
        yield running


@pytest.fixture
def lan(served: Served) -> Actor:
    """Lan sits at desk 2 and has opened; three patients wait."""
    who = served.house.hire("lan", Role.RECEPTION)
    served.house.site.run(rooms.sit, who, room=ROOM)
    served.house.site.run(rooms.open_room, who, room=ROOM)
    for _ in range(3):
        served.house.give()
    return who


def settings(served: Served, folder: Path) -> Path:
    """A file for a pad under ``folder``, with a fresh code; sounds are copied to where we look."""
    (folder / "played").mkdir(parents=True)
    made = served.house.site.run(
        machines.create_device, COMMAND_LINE, kind="pad", name="Bàn phím", room=ROOM
    )
    file = folder / "pad.toml"
    file.write_text(
        f'server = "{served.address}"\ndevice = "{folder / "pad"}"\ncode = "{made.code}"\n'
        f'folder = "{folder / "kept"}"\nplayer = ["cp", "-t", "{folder / "played"}"]\n'
    )
    return file


def plug_in(programs: Programs, file: Path) -> Program:
    program = programs.start("pad", "luot", "pad", "--config", file)
    program.wait_for_line("sẵn sàng")
    return program


def view(served: Served, lan: Actor) -> RoomView:
    return served.house.site.look(queue_view.room_view, lan, room=ROOM)


def test_enter_calls_the_next_one_and_a_double_press_only_one(
    served: Served, lan: Actor, programs: Programs, tmp_path: Path
) -> None:
    folder = tmp_path / "desk"
    file = settings(served, folder)
    pad = Plastic.at(folder / "pad")
    program = plug_in(programs, file)

    pad.press("enter", "enter", "enter")
    program.wait_for_line("Mời số A001")
    wait_until(lambda: (folder / "played" / "heard.wav").exists(), what="it sounded")
    seen = view(served, lan)

    assert seen.places[0].number == "A001"
    assert seen.waiting_count == 2
    assert (folder / "kept" / "key").stat().st_mode & 0o777 == 0o600
    assert program.stop() == 0


def test_started_again_it_keeps_its_key_and_pulled_out_it_waits(
    served: Served, lan: Actor, programs: Programs, tmp_path: Path
) -> None:
    folder = tmp_path / "desk"
    file = settings(served, folder)
    pad = Plastic.at(folder / "pad")
    plug_in(programs, file).stop()
    (folder / "pad").unlink()
    program = plug_in(programs, file)  # the code in the file was used before
    program.wait_for_line("Đang chờ cắm lại")

    pad.unplug()
    pad = Plastic.at(folder / "pad")
    program.wait_for_line("Đã thấy lại")
    pad.press("enter")

    program.wait_for_line("Mời số A001")
    assert view(served, lan).places[0].number == "A001"


def test_at_an_empty_desk_a_press_sounds_low_and_calls_nobody(
    served: Served, programs: Programs, tmp_path: Path
) -> None:
    folder = tmp_path / "desk"
    file = settings(served, folder)
    pad = Plastic.at(folder / "pad")
    program = plug_in(programs, file)

    pad.press("enter")
    program.wait_for_line("Chưa có ai ngồi")

    wait_until(lambda: (folder / "played" / "refused.wav").exists(), what="it sounded low")


@pytest.mark.parametrize(
    "arguments,said",
    [
        ([], "Bàn phím nào?"),
        (["--device", "x"], "chưa ghép"),
        (["--device", "x", "--code", "123456", "--server", "http://127.0.0.1:9"], "Không tới"),
        (["--config", "nowhere.toml"], "nowhere.toml"),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)

    told = CliRunner().invoke(main, ["pad", *arguments])

    assert told.exit_code == 2
    assert said in told.output
