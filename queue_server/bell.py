"""The bell: after a commit it wakes whoever looks for news; losing a ring costs a second, no more.

Listeners look every second anyway, so a ring is only an accelerator. In one process it is an
event; between processes Redis carries it. A frozen or dead Redis makes nobody wait: publishing
and listening each have their own thread, short limits, and no say in any request.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Literal, Protocol

import gevent
import gevent.event
import redis

CHANNEL: Final = "luot:bell"
LIMIT_S: Final = 1.0
"""Longest wait of the bell's own threads for Redis: to connect, to write, before trying again."""

Mode = Literal["gevent", "threading"]


class Ear(Protocol):
    """One listener. It hears that there was a ring since its last wait, not how many."""

    def wait(self, timeout_s: float) -> bool:
        """Sleep until a ring or the time is over; True after a ring. Only this greenlet sleeps."""

    def hear(self) -> None:
        """Somebody rang; may be called from any thread."""

    def close(self) -> None:
        """Hear no more."""


class ThreadEar:
    """An ear for a thread."""

    def __init__(self) -> None:
        self._rang = threading.Event()

    def wait(self, timeout_s: float) -> bool:
        """See `Ear.wait`."""
        rang = self._rang.wait(timeout_s)
        self._rang.clear()
        return rang

    def hear(self) -> None:
        """See `Ear.hear`."""
        self._rang.set()

    def close(self) -> None:
        """Wake the listener a last time."""
        self._rang.set()


class GreenletEar:
    """An ear for a greenlet; a ring from another thread goes through the loop's own door."""

    def __init__(self) -> None:
        self._rang = gevent.event.Event()
        self._door = gevent.get_hub().loop.async_()
        self._door.start(self._rang.set)

    def wait(self, timeout_s: float) -> bool:
        """See `Ear.wait`."""
        rang: bool = self._rang.wait(timeout_s)
        self._rang.clear()
        return rang

    def hear(self) -> None:
        """See `Ear.hear`."""
        self._door.send()

    def close(self) -> None:
        """Wake the listener a last time and give the door back to the loop."""
        self._rang.set()
        self._door.stop()
        self._door.close()


class Bell:
    """The bell of one process."""

    def __init__(self, mode: Mode) -> None:
        self._make: Callable[[], Ear] = GreenletEar if mode == "gevent" else ThreadEar
        self._ears: tuple[Ear, ...] = ()
        self._lock = threading.Lock()

    def ear(self) -> Ear:
        """A new listener; made where it will wait (its greenlet's or its own thread)."""
        ear = self._make()
        with self._lock:
            self._ears = (*self._ears, ear)
        return ear

    def ring(self) -> None:
        """Wake every listener of this process; returns at once, from any thread."""
        with self._lock:
            for ear in self._ears:
                ear.hear()

    def close(self) -> None:
        """Wake everybody a last time; they hear no more."""
        with self._lock:
            ears, self._ears = self._ears, ()
        for ear in ears:
            ear.close()


class RedisBell(Bell):
    """The bell of several processes: rings here at once, and there as soon as Redis can."""

    def __init__(self, mode: Mode, url: str) -> None:
        super().__init__(mode)
        self._url = url
        self._name = secrets.token_hex(8)  # so that nobody is woken by the echo of his own ring
        self._to_tell = threading.Event()
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=work, name=f"bell-{what}", daemon=True)
            for what, work in (("tells", self._tell), ("listens", self._listen))
        ]
        for thread in self._threads:
            thread.start()

    def ring(self) -> None:
        """Wake every listener here; the other processes are told by a thread of the bell's own."""
        super().ring()
        self._to_tell.set()

    def close(self) -> None:
        """Stop both threads and wake everybody a last time."""
        self._stop.set()
        self._to_tell.set()
        for thread in self._threads:
            thread.join(3 * LIMIT_S)
        super().close()

    def _tell(self) -> None:
        client = self._client()
        while not self._stop.is_set():
            self._to_tell.wait()
            self._to_tell.clear()  # rings while Redis is slow become one
            with suppress(redis.RedisError, OSError):
                client.publish(CHANNEL, self._name)
        client.close()

    def _listen(self) -> None:
        while not self._stop.is_set():
            client = self._client()
            with suppress(redis.RedisError, OSError), client.pubsub() as heard:  # type: ignore[no-untyped-call]  # redis-py
                heard.subscribe(CHANNEL)
                super().ring()  # whatever was rung while we were not listening
                self._hear_until_lost(heard)
            client.close()
            self._stop.wait(LIMIT_S)

    def _hear_until_lost(self, heard: redis.client.PubSub) -> None:
        while not self._stop.is_set():
            message = heard.get_message(ignore_subscribe_messages=True, timeout=LIMIT_S)
            if message and message["data"] != self._name.encode():
                super().ring()

    def _client(self) -> redis.Redis:
        return redis.Redis.from_url(
            self._url,
            socket_timeout=LIMIT_S,
            socket_connect_timeout=LIMIT_S,
            health_check_interval=5,
            retry=None,
        )
