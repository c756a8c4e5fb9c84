"""Which sockets may stay: asked for all of them at once."""

from __future__ import annotations

from queue_server.core.access import Role
from queue_server.operations import machines, people, seats
from queue_server.operations.context import COMMAND_LINE, NOBODY
from queue_server.operations.hashes import digest
from queue_server.push.relay import READER
from tests.front import House


def living(house: House, *secrets: str) -> set[str]:
    return house.site.look(seats.living, READER, sessions=secrets, devices=secrets)


def test_open_sessions_and_living_machines_stay_and_strangers_do_not(house: House) -> None:
    house.hire("hoa", Role.RECEPTION)
    token = digest(house.token("hoa"))
    board = digest(house.machine("board", board="sanh").key)

    assert living(house, token, board, "0" * 64) == {token, board}
    assert living(house) == set()


def test_whoever_signed_out_was_disabled_or_left_alone_goes(house: House) -> None:
    house.hire("sep", Role.ADMIN)
    out, closed, alone = (house.hire(name, Role.ROOM) for name in ("a1", "b1", "c1"))
    tokens = [digest(house.token(name)) for name in ("a1", "b1", "c1")]
    assert living(house, *tokens) == set(tokens)

    house.site.run(people.sign_out, NOBODY, token_hash=tokens[0])
    house.site.run(people.disable, COMMAND_LINE, person=int(closed.id))
    assert living(house, *tokens) == {tokens[2]}

    house.clock.forward(hours=2)
    assert living(house, *tokens) == set()
    assert out.id != alone.id


def test_a_revoked_machine_goes(house: House) -> None:
    board = house.machine("board", board="sanh")
    house.site.run(machines.revoke, COMMAND_LINE, device=board.device)

    assert living(house, digest(board.key)) == set()
