"""What a running server owns: its database, clock, settings, bell, and the threads for slow work.

There are no ambient globals: surfaces are handed a `Site` and call deeds through it. Deeds leave
the event loop here, in one place: SQLite's writes stand in one line before one thread (its own
waiting is unfair, some would wait seconds), reads and hashes have threads of their own.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, Final, ParamSpec, Protocol, TypeVar

from gevent.threadpool import ThreadPool

from queue_server.bell import Bell, RedisBell
from queue_server.core.refusal import Refusal
from queue_server.operations.context import Actor, Context
from queue_server.operations.setup import find_site
from queue_server.settings import Server
from queue_server.store.migrations import migrate
from queue_server.store.session import POOL_SIZE, Database

READERS: Final = 4
HASHERS: Final = 2
"""A password hash takes 65 ms of a whole core: more at once would only slow the calls down."""

MOST_HASHES: Final = 32
"""Two seconds of work. Whoever guesses faster is told to come again; nobody waits behind them."""

P = ParamSpec("P")
T = TypeVar("T")


class Line(Protocol):
    """Threads that take work in the order in which it comes."""

    def do(self, work: Callable[[], T]) -> T:
        """Run ``work`` there and wait for it; only the calling greenlet or thread waits."""

    def close(self) -> None:
        """Finish what was begun and end the threads."""


class Site:
    """One hospital's running server. Made by `open_site`, handed down, closed at the end."""

    def __init__(
        self,
        server: Server,
        db: Database,
        *,
        bell: Bell,
        clock: Callable[[], int],
        new_id: Callable[[], str],
    ) -> None:
        self.settings = server
        self.db = db
        self.bell = bell
        self.clock = clock
        self.new_id = new_id
        self._id = 0
        line = GreenletLine if server.mode == "gevent" else ThreadLine
        embedded = db.dialect == "sqlite"
        self._writes: Line = line("writes", 1 if embedded else POOL_SIZE)
        self._reads: Line = line("reads", READERS) if embedded else self._writes
        self._cpu: Line = line("cpu", HASHERS)
        self._hashes: Line = line("hashes", HASHERS)  # strangers ask for these: no board waits here
        self._hashes_left = threading.BoundedSemaphore(MOST_HASHES)

    @property
    def id(self) -> int:
        """Row id of the hospital; 0 until its settings have been applied."""
        if not self._id:
            self._id = find_site(self.db, code=self.settings.site)
        return self._id

    def context(self, actor: Actor) -> Context:
        """``actor`` acting now."""
        return Context(self.db, self.id, self.clock(), actor, self.new_id)

    def run(
        self,
        deed: Callable[Concatenate[Context, P], T],
        actor: Actor,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Do a deed off the loop, in its turn, and ring the bell once it is stored.

        Raises whatever the deed raises; nothing is rung then, because nothing has changed.
        """
        answer = self._writes.do(lambda: deed(self.context(actor), *args, **kwargs))
        self.bell.ring()
        return answer

    def run_slow(
        self,
        deed: Callable[Concatenate[Context, P], T],
        actor: Actor,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Do a deed that hashes between its transactions, holding up neither line nor loop.

        Raises Refusal("busy") while too many wait already, whoever sends them.
        """
        if not self._hashes_left.acquire(blocking=False):
            raise Refusal("busy")
        try:
            answer = self._hashes.do(lambda: deed(self.context(actor), *args, **kwargs))
        finally:
            self._hashes_left.release()
        self.bell.ring()
        return answer

    def look(
        self,
        query: Callable[Concatenate[Context, P], T],
        actor: Actor,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Read off the loop; nothing is rung."""
        return self._reads.do(lambda: query(self.context(actor), *args, **kwargs))

    def off_loop(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do what costs CPU (a sound, a PDF) without stopping the boards."""
        return self._cpu.do(lambda: work(*args, **kwargs))

    def close(self) -> None:
        """Finish what was begun, then give everything back."""
        for line in (self._writes, self._reads, self._cpu, self._hashes):
            line.close()
        self.bell.close()
        self.db.close()


def open_site(
    server: Server,
    *,
    clock: Callable[[], int] | None = None,
    new_id: Callable[[], str] | None = None,
) -> Site:
    """A server's site, its database brought to today's shape.

    Raises Refusal("busy") and Refusal("storage_failed") when the database cannot be used.
    """
    db = Database(server.database)
    migrate(db)
    bell = RedisBell(server.mode, server.redis) if server.redis else Bell(server.mode)
    return Site(server, db, bell=bell, clock=clock or now_ms, new_id=new_id or random_id)


def now_ms() -> int:
    """The machine's time, UTC ms; the one place of the server that reads it."""
    return time.time_ns() // 1_000_000


def random_id() -> str:
    """128 random bits: enough for the secret of a link, and never met twice."""
    return secrets.token_hex(16)


# ---- threads for slow work ----------------------------------------------------------------------


class ThreadLine:
    """A line of threads for callers that are threads themselves."""

    def __init__(self, name: str, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=f"luot-{name}")

    def do(self, work: Callable[[], T]) -> T:
        """See `Line.do`."""
        return self._pool.submit(work).result()

    def close(self) -> None:
        """See `Line.close`."""
        self._pool.shutdown()


class GreenletLine:
    """A line of native threads for greenlets: the loop goes on while one of them waits."""

    def __init__(self, name: str, threads: int) -> None:
        self.name = name
        self._pool = ThreadPool(threads)
        self._loop_thread = threading.get_ident()

    def do(self, work: Callable[[], T]) -> T:
        """See `Line.do`; a caller in another thread has no loop to spare and works itself."""
        if threading.get_ident() != self._loop_thread:
            return work()
        answer, error = self._pool.apply(_caught, (work,))
        if error is not None:
            raise error
        return answer  # type: ignore[no-any-return]  # gevent ships no types

    def close(self) -> None:
        """See `Line.close`."""
        self._pool.join()
        self._pool.kill()


def _caught(work: Callable[[], T]) -> tuple[T | None, BaseException | None]:
    """Carry an exception back as a value: gevent prints a traceback for each that leaves a pool."""
    try:
        return work(), None
    except BaseException as error:  # handed to the caller, who raises it
        return None, error
