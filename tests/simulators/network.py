"""A network cable that can be cut: a TCP proxy on loopback between one of our programs and another.

It fails as real networks fail. ``cut`` is silence: connections stay open and no byte passes, as
behind a switch that lost power; what was sent meanwhile arrives after ``mend``. ``reset`` breaks
every connection hard. ``refuse`` closes the door, as when the other program has ended.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, Self

from tests.harness.ports import LOOPBACK, free_port

_LINGER_0 = struct.pack("ii", 1, 0)  # close with RST instead of FIN


class Network:
    """Stands before ``to_port``; connect to ``port`` instead. Use it in a `with` block."""

    def __init__(self, to_port: int, *, port: int | None = None) -> None:
        self.to_port = to_port
        self.port = port or free_port()
        self.connections = 0  # accepted so far
        self.bytes_there = 0  # passed on to the other program
        self.bytes_back = 0
        self._delay_s = 0.0
        self._open: set[asyncio.StreamWriter] = set()
        self._flows: asyncio.Event
        self._server: asyncio.Server | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    @property
    def url(self) -> str:
        """Where a program is to connect."""
        return f"http://{LOOPBACK}:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        self._do(self._begin())
        return self

    def __exit__(self, *_: object) -> None:
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def cut(self) -> None:
        """Silence: nothing passes, nobody is told."""
        self._tell(lambda: self._flows.clear())

    def mend(self) -> None:
        """Everything passes again, also after `refuse`; a delay is gone."""
        self._delay_s = 0.0
        self._do(self._listen())
        self._tell(lambda: self._flows.set())

    def delay(self, seconds: float) -> None:
        """Every piece arrives this much later, each way."""
        self._delay_s = seconds

    def reset(self) -> None:
        """Break every open connection; new ones are accepted."""
        self._tell(self._break)

    def refuse(self) -> None:
        """Break every open connection and accept no new one until mended."""
        self._do(self._close())

    # ---- inside the loop's thread ----------------------------------------------------------------

    def _do(self, deed: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(deed, self._loop).result(10)

    def _tell(self, deed: Callable[[], None]) -> None:
        async def done() -> None:
            deed()

        self._do(done())

    async def _begin(self) -> None:
        self._flows = asyncio.Event()
        self._flows.set()
        await self._listen()

    async def _listen(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(self._accept, LOOPBACK, self.port)

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        self._break()

    async def _end(self) -> None:
        await self._close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _break(self) -> None:
        for writer in self._open:
            _abort(writer)

    async def _accept(self, near: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._open.add(near_out)
        ends = [near_out]
        try:
            await self._flows.wait()  # in silence nobody on the far side hears the knock either
            far, far_out = await asyncio.open_connection(LOOPBACK, self.to_port)
            self._open.add(far_out)
            ends.append(far_out)
            async with asyncio.TaskGroup() as both_ways:
                both_ways.create_task(self._pump(near, far_out, there=True))
                both_ways.create_task(self._pump(far, near_out, there=False))
        except* OSError:
            for end in ends:
                _abort(end)  # whatever broke, both sides notice
        finally:
            self._open.difference_update(ends)
            for end in ends:
                end.close()

    async def _pump(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, there: bool
    ) -> None:
        while data := await source.read(65_536):
            if self._delay_s:
                await asyncio.sleep(self._delay_s)
            await self._flows.wait()
            sink.write(data)
            await sink.drain()
            if there:
                self.bytes_there += len(data)
            else:
                self.bytes_back += len(data)
        await self._flows.wait()
        if sink.can_write_eof():
            sink.write_eof()


def _abort(writer: asyncio.StreamWriter) -> None:
    link: socket.socket | None = writer.get_extra_info("socket")
    if link is not None:
        with suppress(OSError):
            link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_0)
    writer.transport.abort()
