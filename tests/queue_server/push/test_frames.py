"""Bad packets end their own connection, quietly; nobody else notices."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator

import httpx
import pytest
import websocket

from queue_server.core.access import Role
from queue_server.push.frames import FRAME_BYTES, PER_MINUTE, OncePerWhile, WholeSends
from tests.harness.programs import Programs
from tests.harness.waiting import wait_until
from tests.served import Served, serve


@pytest.fixture(scope="module", params=["gevent", "threading"])
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    programs = Programs(folder)
    with serve(folder, programs, mode=request.param) as running:
        yield running
    programs.end()


def raw(served: Served) -> websocket.WebSocket:
    """A websocket without any manners, past the engine's greeting."""
    address = served.address.replace("http", "ws")
    line = websocket.create_connection(
        f"{address}/socket.io/?EIO=4&transport=websocket", timeout=5, suppress_origin=True
    )
    assert line.recv().startswith("0{")
    return line


def ended(line: websocket.WebSocket) -> bool:
    """Whether the server has closed this line."""
    try:
        opcode, _ = line.recv_data()
    except (websocket.WebSocketException, OSError):
        return True
    return bool(opcode == websocket.ABNF.OPCODE_CLOSE)


NONSENSE = ["", "9", "x", "4", "42", '42["watch"', "4" + "[" * 5_000, "451-", "40/live,{", "b!!!"]


def test_a_fuzzer_leaves_a_handful_of_lines_and_a_server_that_works(served: Served) -> None:
    """Measured before: 3,091 tracebacks in 12 s."""
    chance = random.Random(11)
    for round_ in range(60):
        line = raw(served)
        noise = "".join(chr(chance.randrange(32, 0x2FF)) for _ in range(chance.randrange(1, 200)))
        line.send(NONSENSE[round_] if round_ < len(NONSENSE) else str(chance.randrange(9)) + noise)
        line.shutdown()

    served.house.hire("hoa", Role.RECEPTION)
    with served.socket(token=served.house.token("hoa"), origin=served.address) as screen:
        assert screen.watch("room", code="quay-2")["ok"]
    said = served.program.log()
    assert "Traceback" not in said
    assert len(said.splitlines()) < 3 * PER_MINUTE + 10


def test_a_frame_too_large_ends_the_line_before_it_is_gathered(served: Served) -> None:
    line = raw(served)
    line.send("4" + "x" * FRAME_BYTES)

    wait_until(lambda: ended(line), 5, what="the line is closed")
    line.shutdown()


def test_polling_is_not_offered(served: Served) -> None:
    """Websocket only: several processes then need no sticky sessions."""
    answer = httpx.get(f"{served.address}/socket.io/?EIO=4&transport=polling")

    assert answer.status_code == 400


def test_no_key_and_no_token_is_ever_written_down(served: Served) -> None:
    board = served.house.machine("board", board="sanh")
    with served.socket(key=board.key) as screen:
        screen.watch("board")

    assert board.key not in served.program.log()


def record(text: str) -> logging.LogRecord:
    return logging.LogRecord("x", logging.ERROR, "f", 1, text, (), None)


def test_the_log_keeps_a_few_lines_a_minute_and_counts_the_rest() -> None:
    at = [0.0]
    few = OncePerWhile(now=lambda: at[0])

    kept = [few.filter(record(f"bad {n}")) for n in range(100)]
    at[0] = 61.0
    late = record("bad again")

    assert kept.count(True) == PER_MINUTE
    assert few.filter(late)
    assert late.getMessage() == f"bad again (+{100 - PER_MINUTE} like it)"


def test_a_traceback_becomes_one_line() -> None:
    try:
        raise ValueError("what was wrong\nsecond line")
    except ValueError as error:
        loud = record("receive error")
        loud.exc_info = (type(error), error, error.__traceback__)

    assert OncePerWhile(now=lambda: 0.0).filter(loud)

    assert loud.exc_info is None
    assert loud.getMessage() == "receive error: ValueError('what was wrong\\nsecond line')"


def test_a_full_socket_still_gets_the_whole_frame() -> None:
    class Narrow:
        """Takes three bytes a call, as a full kernel buffer does."""

        def __init__(self) -> None:
            self.got = b""

        def send(self, data: bytes) -> int:
            self.got += data[:3]
            return 3

        def sendall(self, data: bytes) -> None:
            while data:
                data = data[self.send(data) :]

    narrow = Narrow()

    assert WholeSends(narrow).send(b"0123456789") == 10
    assert narrow.got == b"0123456789"
    assert WholeSends(narrow).got  # everything else is the socket's own
