"""The real server as a process of its own, and what comes to it by socket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import socketio

from queue_server.core.access import Role
from queue_server.settings import from_data
from queue_server.site import now_ms
from tests.at_work import SMALL
from tests.front import House, build_house
from tests.harness.ports import LOOPBACK, free_port
from tests.harness.programs import Program, Programs
from tests.harness.waiting import wait_until

ALWAYS = {"weekdays": "00:00-24:00", "sat": "00:00-24:00", "sun": "00:00-24:00"}


@dataclass
class Served:
    """A running server and the same database opened here, for doing deeds behind its back."""

    house: House
    program: Program
    port: int
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    def browser(self, login: str, *roles: Role) -> httpx.Client:
        """An HTTP client with a session of ``login``."""
        self.house.hire(login, *roles)
        self.tokens[login] = self.house.token(login)
        cookies = {"luot": self.tokens[login]}
        return httpx.Client(
            base_url=self.address, cookies=cookies, headers={"Origin": self.address}
        )

    @contextmanager
    def socket(
        self, *, token: str = "", key: str = "", origin: str | None = None, **more: str
    ) -> Iterator[Heard]:
        """A connected socket that keeps what it hears. Raises ConnectionError when refused."""
        headers = {**more, "Cookie": f"luot={token}"} if token else dict(more)
        # the client would say our own Origin by itself
        said = {"suppress_origin": True} if origin is None else {"origin": origin}
        heard = Heard(socketio.Client(reconnection=False, websocket_extra_options=said))
        heard.listen()
        heard.client.connect(
            self.address, headers=headers, transports=["websocket"], namespaces=["/live"],
            auth={"key": key} if key else None, wait_timeout=5,
        )  # fmt: skip
        try:
            yield heard
        finally:
            heard.client.disconnect()


@dataclass
class Heard:
    """One socket and everything it was told."""

    client: Any
    events: list[tuple[str, Any]] = field(default_factory=list)

    def listen(self) -> None:
        for event in ("picture", "beat", "signed_out", "disconnect"):
            self.client.on(event, self._keeper(event), namespace="/live")

    def _keeper(self, event: str) -> Callable[..., None]:
        return lambda *data: self.events.append((event, data[0] if data else None))

    def watch(self, what: str, **more: str) -> Any:
        return self.ask("watch", {"what": what, **more})

    def ask(self, event: str, data: object) -> Any:
        return self.client.call(event, data, namespace="/live", timeout=5)

    def all(self, event: str) -> list[Any]:
        return [data for name, data in self.events if name == event]

    def next_picture(self, after: int = -1, seconds: float = 5) -> Any:
        """The first picture of a later version than ``after``."""

        def newer() -> Any:
            return next((one for one in self.all("picture") if one["version"] > after), None)

        return wait_until(newer, seconds, what=f"a picture after version {after}")


@contextmanager
def serve(
    folder: Path, programs: Programs, *, mode: str = "gevent", **settings: Any
) -> Iterator[Served]:
    """The server of a small hospital that is always open, as hospitals run it."""
    house = build_house(folder, now_ms, hospital=from_data({**SMALL, "hours": ALWAYS}))
    port = free_port()
    said = {
        "bind": LOOPBACK, "port": port, "mode": mode, "log_level": "info",
        "database": f"sqlite:///{folder / 'luot.db'}", "sounds": str(folder / "sounds"), **settings,
    }  # fmt: skip
    file = folder / "server.toml"
    file.write_text("".join(f"{key} = {_toml(value)}\n" for key, value in said.items()), "utf-8")
    program = programs.start("server", "luot", "--config", file, "serve")
    program.wait_for_port(port, 30)
    try:
        yield Served(house, program, port)
    finally:
        house.close()


def _toml(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value).replace("'", '"')
