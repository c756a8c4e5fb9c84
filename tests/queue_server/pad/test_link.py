"""The pad's questions to a real server, through a cable that can be cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from queue_server.core.access import Role
from queue_server.core.refusal import Refusal
from queue_server.operations import machines, rooms
from queue_server.operations.context import COMMAND_LINE
from queue_server.pad.link import Away, Link
from queue_server.wire import PadKey
from tests.harness.programs import Programs
from tests.served import Served, serve
from tests.simulators.network import Network

ROOM = "quay-2"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server; Lan sits at desk 2, two patients wait."""
    folder: Path = tmp_path_factory.mktemp("served")
    programs = Programs(folder)
    with serve(folder, programs) as running:
        site = running.house.site
        lan = running.house.hire("lan", Role.RECEPTION)
        site.run(rooms.sit, lan, room=ROOM)
        site.run(rooms.open_room, lan, room=ROOM)
        for _ in range(4):
            running.house.give()
        yield running
    programs.end()


def code(served: Served) -> str:
    return served.house.site.run(
        machines.create_device, COMMAND_LINE, kind="pad", name="Bàn phím", room=ROOM
    ).code


@pytest.fixture
def link(served: Served) -> Iterator[Link]:
    """An enrolled pad."""
    there = Link(served.address)
    there.key = there.enrol(code(served), "1").key
    yield there
    there.close()


def test_a_code_earns_a_key_once(served: Served) -> None:
    once = code(served)

    with closing(Link(served.address)) as link:
        assert link.enrol(once, "1").kind == "pad"
        with pytest.raises(Refusal, match="code_wrong"):
            link.enrol(once, "1")


def test_a_picture_comes_only_when_it_is_new_and_the_keys_go_on_it(link: Link) -> None:
    first = link.room()
    assert first is not None
    assert link.room() is None

    called = link.press("next", PadKey(key="press-of-one", turn=first.seen_by_next))

    assert called.current is not None
    assert called.current.number.startswith("A")
    link.beat("1")


def test_an_answer_cut_off_on_its_way_is_asked_for_again_and_nobody_is_called_twice(
    served: Served, link: Link, network: Callable[[int], Network]
) -> None:
    now = link.room()
    assert now is not None
    cable = network(served.port)
    cut = Link(f"http://127.0.0.1:{cable.port}", key=link.key, pause=lambda _: cable.mend())
    press = PadKey(key="press-of-two", turn=now.seen_by_next)
    cable.cut()

    once = cut.press("next", press)
    again = link.press("next", press)

    assert once.current is not None
    assert again.current is not None
    assert once.current.turn == again.current.turn
    cut.close()


def test_with_nobody_there_it_says_away_after_three_tries() -> None:
    pauses: list[float] = []
    with (
        closing(Link("http://127.0.0.1:9", key="k", pause=pauses.append)) as link,
        pytest.raises(Away),
    ):
        link.press("next", PadKey(key="press-of-nobody"))
    assert len(pauses) == 2


def test_a_key_nobody_knows_is_refused(served: Served) -> None:
    with (
        closing(Link(served.address, key="wrong")) as link,
        pytest.raises(Refusal, match="unknown_device"),
    ):
        link.room()
