"""The wire to the server: every question has an end, and a failure makes the next patient not wait.

After one failure the link counts as *away*: numbers come from the kiosk's own series at once, until
the background (`kiosk.sync`) has met the server again and handed everything in.
"""

from __future__ import annotations

import queue
import ssl
import threading
from collections.abc import Callable
from typing import Any, Final, TypeVar

import httpx
import msgspec

from queue_server.core.refusal import Refusal
from queue_server.wire import (
    Enrol,
    Enrolled,
    HandIn,
    Heartbeat,
    HelpCall,
    Issued,
    Menu,
    Message,
    Press,
    Trouble,
    decode,
    encode,
)

TIMEOUT: Final = httpx.Timeout(2.0, connect=1.0)
"""For questions in the background; a patient's question has its own, shorter deadline."""

M = TypeVar("M", bound=Message)
T = TypeVar("T")


class Away(Exception):
    """The server cannot be reached, does not answer in time, or answers that it is broken."""


class NotOurs(Exception):
    """The server does not know this kiosk's key: never enrolled, or revoked by a person."""


def within(deadline_ms: int, ask: Callable[[], T]) -> T:
    """The answer of ``ask``, or Away when it is not there after ``deadline_ms``, whatever hangs.

    The limits of an HTTP client count each byte anew; a server that drips would hold a patient for
    minutes. So the question runs in a thread of its own, which is left behind when time is up.
    """
    answer: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            answer.put((ask(), None))
        except BaseException as wrong:  # noqa: BLE001  # handed to who waits, whatever it is
            answer.put((None, wrong))

    threading.Thread(target=run, name="ask-server", daemon=True).start()
    try:
        value, wrong = answer.get(timeout=deadline_ms / 1000)
    except queue.Empty:
        raise Away("no answer in time") from None
    if wrong is not None:
        raise wrong
    return value  # type: ignore[return-value]  # no error: it is what `ask` answered


class ServerLink:
    """One kiosk's connection. ``here``: the last contact went well, and all is handed in."""

    def __init__(self, server: str, *, key: str, authority: str = "") -> None:
        # Reading the authorities takes a tenth of a second: not where nothing is encrypted.
        secured = server.startswith("https:")
        verify = ssl.create_default_context(cafile=authority or None) if secured else False
        # No proxy from the environment: the server is on the hospital's own network.
        self._http = httpx.Client(
            base_url=server, timeout=TIMEOUT, trust_env=False, verify=verify, follow_redirects=False
        )
        self.key = key
        self.here = False
        self.revoked = False
        self._menu_tag = ""

    def close(self) -> None:
        """Hang up."""
        self._http.close()

    # ---- a patient waits ----------------------------------------------------------------------

    def number_for(self, press: Press, deadline_ms: int) -> Issued:
        """The server's number for a press, all within ``deadline_ms``.

        Raises Away (take an own number), NotOurs, or Refusal with the server's reason when a rule
        says no: then there is no number, and a sentence for the person.
        """
        if not self.here:
            raise Away("away")
        try:
            issued = within(deadline_ms, lambda: self._post("press", press, Issued))
        except Away:
            self.here = False
            raise
        if issued.press_id != press.press_id:
            raise Away("answer to another press")
        return issued

    # ---- nobody waits -------------------------------------------------------------------------

    def hand_in(self, hand_in: HandIn) -> Issued:
        """Give the server an own number. Raises Away, NotOurs, Refusal."""
        return self._post("hand-in", hand_in, Issued)

    def menu(self) -> Menu | None:
        """The menu if it has changed since the last time. Raises Away, NotOurs, Refusal."""
        headers = {"If-None-Match": self._menu_tag} if self._menu_tag else {}
        answer = self._ask("GET", "menu", headers=headers)
        if answer.status_code == httpx.codes.NOT_MODIFIED:
            return None
        menu = _read(answer, Menu)
        self._menu_tag = answer.headers.get("ETag", "")
        return menu

    def heartbeat(self, beat: Heartbeat) -> int:
        """Say that the kiosk lives; the server's time. Raises Away, NotOurs, Refusal."""
        facts = _facts(self._ask("POST", "heartbeat", content=encode(beat)))
        return int(facts.get("server_at", 0))

    def ring(self, call: HelpCall) -> bool:
        """Ring for a person; True when somebody has accepted. Repeats are the same call."""
        facts = _facts(self._ask("POST", "help", content=encode(call)))
        return bool(facts.get("accepted"))

    def accepted(self, help_id: str) -> bool:
        """Whether somebody has accepted a call. Raises Away, NotOurs, Refusal."""
        return bool(_facts(self._ask("GET", f"help/{help_id}")).get("accepted"))

    def enrol(self, enrol: Enrol) -> Enrolled:
        """Swap a one-time code for this kiosk's key. Raises Away, Refusal."""
        return self._post("enrol", enrol, Enrolled)

    # ---- the wire -----------------------------------------------------------------------------

    def _post(self, path: str, message: Message, kind: type[M]) -> M:
        return _read(self._ask("POST", path, content=encode(message)), kind)

    def _ask(
        self, method: str, path: str, *, content: bytes = b"", headers: dict[str, str] | None = None
    ) -> httpx.Response:
        sent = {"Content-Type": "application/json", **(headers or {})}
        if self.key:
            sent["Authorization"] = f"Bearer {self.key}"
        try:
            answer = self._http.request(
                method, f"/api/devices/{path}", content=content, headers=sent
            )
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as wrong:
            raise Away(type(wrong).__name__) from wrong
        self._judge(answer)
        return answer

    def _judge(self, answer: httpx.Response) -> None:
        """A code of its own for each kind of no. 409 is a rule; 5xx and 429 mean: not now."""
        status = answer.status_code
        if status in (401, 403):
            self.revoked = True
            raise NotOurs(status)
        if status < 400:
            self.revoked = False
            return
        if status in (409, 400, 422):
            try:
                trouble = decode(answer.content, Trouble)
            except Refusal:
                raise Away(f"status {status}") from None
            raise Refusal(trouble.code, **{**trouble.facts, "status": status})
        raise Away(f"status {status}")


def _read(answer: httpx.Response, kind: type[M]) -> M:
    """A message; an answer that is none counts as a broken server, not as a rule."""
    try:
        return decode(answer.content, kind)
    except Refusal as wrong:
        raise Away(str(wrong)) from wrong


def _facts(answer: httpx.Response) -> dict[str, Any]:
    try:
        facts = msgspec.json.decode(answer.content)
    except msgspec.DecodeError as wrong:
        raise Away("unreadable") from wrong
    return facts if isinstance(facts, dict) else {}
