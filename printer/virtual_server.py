"""The virtual printer behind a TCP port, as a network printer stands there (port 9100)."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from printer.virtual import PowerLost, VirtualPrinter

TICK_S: Final = 0.02
CHUNK: Final = 4096
RST_ON_CLOSE: Final = struct.pack("ii", 1, 0)


class VirtualServer:
    """Serves one virtual printer on 127.0.0.1; ``port`` 0 takes a free one."""

    def __init__(self, folder: Path | str, *, width: int = 576, port: int = 0) -> None:
        self.printer = VirtualPrinter(folder, width)
        self._listener = socket.create_server(("127.0.0.1", port))
        self._listener.settimeout(TICK_S)
        self.port: int = self._listener.getsockname()[1]
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def close(self) -> None:
        """Stop listening and drop every connection."""
        self._over.set()
        for each in self._threads:
            each.join(5)
        self._listener.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                self.printer.wake()  # goes on with what it held when a fault was cleared
                continue
            server = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(server)
            server.start()

    def _serve(self, connection: socket.socket) -> None:
        self.printer.switched_on()
        connection.settimeout(TICK_S)
        try:
            while not self._over.is_set() and self._exchange(connection):
                pass
        except PowerLost:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RST_ON_CLOSE)
        except OSError:
            pass  # the computer went away
        finally:
            connection.close()

    def _exchange(self, connection: socket.socket) -> bool:
        faults = self.printer.faults()
        if "offline" in faults:
            raise PowerLost
        if "hung" in faults:  # the window fills up and nothing is read
            self._over.wait(TICK_S)
            return True
        with contextlib.suppress(TimeoutError):
            data = connection.recv(CHUNK)
            if not data:
                return False
            self.printer.hear(data)
        if said := self.printer.answers():
            connection.sendall(said)
        return True
