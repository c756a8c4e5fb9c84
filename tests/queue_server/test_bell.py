"""The bell wakes listeners at once, here and in other processes, and Redis can hold nobody up."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator

import gevent
import pytest
import redis as client

from queue_server.bell import Bell, Mode, RedisBell
from tests.harness.left_out import leave_out
from tests.harness.ports import LOOPBACK, free_port
from tests.harness.programs import Program, Programs
from tests.harness.waiting import wait_until

MODES: tuple[Mode, ...] = ("gevent", "threading")
FOREVER_S = 30


@pytest.fixture
def bell(request: pytest.FixtureRequest) -> Iterator[Bell]:
    made = Bell(request.param)
    yield made
    made.close()


# ---- one process --------------------------------------------------------------------------------


@pytest.mark.parametrize("bell", MODES, indirect=True)
def test_a_ring_wakes_every_listener_once(bell: Bell) -> None:
    relay, sequencer = bell.ear(), bell.ear()

    bell.ring()

    assert relay.wait(FOREVER_S)
    assert sequencer.wait(FOREVER_S)
    assert not relay.wait(0), "one ring was heard twice"


@pytest.mark.parametrize("bell", MODES, indirect=True)
def test_rings_while_nobody_waits_are_heard_as_one(bell: Bell) -> None:
    ear = bell.ear()

    for _ in range(100):
        bell.ring()

    assert ear.wait(FOREVER_S)
    assert not ear.wait(0)


@pytest.mark.parametrize("bell", MODES, indirect=True)
def test_a_ring_from_a_native_thread_wakes_the_sleeping_listener(bell: Bell) -> None:
    ear = bell.ear()
    ringer = threading.Timer(0.05, bell.ring)

    ringer.start()
    heard = ear.wait(FOREVER_S)
    ringer.join()

    assert heard


def test_a_greenlet_that_listens_does_not_stop_the_loop() -> None:
    bell = Bell("gevent")
    ear, ticks = bell.ear(), []
    listening = gevent.spawn(ear.wait, FOREVER_S)

    for number in range(3):
        gevent.sleep(0)
        ticks.append(number)
    bell.ring()

    assert listening.get(timeout=FOREVER_S)
    assert ticks == [0, 1, 2]
    bell.close()


@pytest.mark.parametrize("bell", MODES, indirect=True)
def test_closing_wakes_whoever_still_listens(bell: Bell) -> None:
    ear = bell.ear()

    bell.close()

    assert ear.wait(FOREVER_S)
    bell.ring()  # to nobody; no harm


# ---- several processes --------------------------------------------------------------------------


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def redis(programs: Programs, port: int) -> Program:
    if shutil.which("redis-server") is None:
        leave_out("the bell between processes: redis-server is missing (apt install redis-server)")
    return start_redis(programs, port)


def start_redis(programs: Programs, port: int) -> Program:
    options = ["--port", str(port), "--bind", LOOPBACK, "--save", "", "--appendonly", "no"]
    server = programs.start("redis", "redis-server", *options)
    server.wait_for_port(port)
    return server


@pytest.fixture
def two(port: int, redis: Program) -> Iterator[tuple[RedisBell, RedisBell]]:
    """The bells of two server processes, both listening."""
    address = f"redis://{LOOPBACK}:{port}/0"
    here, there = RedisBell("threading", address), RedisBell("threading", address)
    wait_until(lambda: listeners(port) == 2, what="both bells listen")
    yield here, there
    here.close()
    there.close()


def listeners(port: int) -> int:
    with client.Redis(host=LOOPBACK, port=port) as asked:
        (_, count), *_ = asked.pubsub_numsub("luot:bell")
    return int(count)


@pytest.mark.redis
def test_a_ring_here_is_heard_in_the_other_process(two: tuple[RedisBell, RedisBell]) -> None:
    here, there = two
    ear = there.ear()

    here.ring()

    assert ear.wait(FOREVER_S)


@pytest.mark.redis
def test_nobody_waits_for_a_frozen_redis_and_the_ring_arrives_when_it_thaws(
    two: tuple[RedisBell, RedisBell], redis: Program
) -> None:
    here, there = two
    near, far = here.ear(), there.ear()

    redis.freeze()
    for _ in range(50):
        here.ring()  # a publish that waited would take its second each time
    assert near.wait(0), "the own process must hear at once, whatever Redis does"
    assert not far.wait(0.2)
    redis.thaw()

    assert far.wait(FOREVER_S)


@pytest.mark.redis
def test_a_dead_redis_loses_only_the_ring_and_a_new_one_is_found_again(
    two: tuple[RedisBell, RedisBell], redis: Program, programs: Programs, port: int
) -> None:
    here, there = two
    near, far = here.ear(), there.ear()

    redis.kill()
    here.ring()
    assert near.wait(0)
    assert not far.wait(0.2)
    start_redis(programs, port)
    wait_until(lambda: listeners(port) == 2, 20, what="both bells listen again")
    assert far.wait(FOREVER_S), "what was rung meanwhile must be looked for"
    here.ring()

    assert far.wait(FOREVER_S)


@pytest.mark.redis
def test_a_bell_that_never_finds_its_redis_still_rings_here_and_stops_well(port: int) -> None:
    bell = RedisBell("threading", f"redis://{LOOPBACK}:{port}/0")
    ear = bell.ear()

    bell.ring()

    assert ear.wait(0)
    bell.close()
    assert not any(thread.is_alive() for thread in bell._threads)
