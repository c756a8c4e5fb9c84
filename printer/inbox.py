"""Prints that reception asks for: fetched from the server with this printer's key, told back.

Everything here may be repeated or lost half way: a job fetched twice is one print (its id is in
the spool), an outcome is told until the server has heard it.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import Final

import httpx
import msgspec
import structlog

from printer.spool import Print, Spool
from queue_server.core.refusal import Refusal
from queue_server.wire import Heartbeat, PrintJob, PrintOutcome, encode

LIMITS: Final = httpx.Timeout(5.0, connect=2.0)
FETCH_EVERY_S: Final = 1.0
HEARTBEAT_EVERY_S: Final = 5.0
QUIET_AFTER_ERROR_S: Final = 3.0


class Inbox:
    """One printer's line to the server."""

    def __init__(self, spool: Spool, client: httpx.Client, *, clock: Callable[[], int]) -> None:
        self.spool = spool
        self.client = client
        self.clock = clock
        self._log = structlog.get_logger("printer.inbox")

    def run(self, stop: threading.Event) -> None:
        """Until told to stop; a server that is away is asked again later."""
        beats_left = 0.0
        while not stop.is_set():
            pause = FETCH_EVERY_S
            try:
                if beats_left <= 0:
                    self.heartbeat()
                    beats_left = HEARTBEAT_EVERY_S
                self.fetch()
                self.tell()
            except httpx.HTTPError as away:
                self._log.warning("server_away", why=type(away).__name__)
                pause = QUIET_AFTER_ERROR_S
            beats_left -= pause
            stop.wait(pause)

    def fetch(self) -> int:
        """Take every waiting job into the spool; answers how many came."""
        answer = self.client.get("/api/devices/print-jobs")
        answer.raise_for_status()
        try:
            jobs = msgspec.json.decode(answer.content, type=list[msgspec.Raw])
        except msgspec.DecodeError as wrong:
            self._log.error("bad_answer", wrong=str(wrong)[:200])
            return 0
        for raw in jobs:
            self._take(bytes(raw))
        return len(jobs)

    def _take(self, raw: bytes) -> None:
        """One job; a wrong one is told back and does not hold up the others."""
        try:
            job = msgspec.json.decode(raw, type=PrintJob)
        except msgspec.DecodeError as wrong:
            self._refuse(raw, f"bad_message: {wrong}")
            return
        try:
            self.spool.put(job.slip, job.job)
        except Refusal as no:
            self._refuse(raw, no.code)

    def _refuse(self, raw: bytes, why: str) -> None:
        try:
            job = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
            name = msgspec.json.decode(job["job"], type=str)
        except (msgspec.DecodeError, KeyError):
            self._log.error("job_without_id")
            return
        self._log.error("job_refused", job=name, why=why)
        self._outcome(name, PrintOutcome(state="failed", detail=why[:200], at=self.clock()))

    def tell(self) -> int:
        """Tell the server every state it has not heard; answers how many were heard."""
        heard = 0
        for one in self.spool.untold():
            outcome = PrintOutcome(
                state=one.state, detail=one.detail, copy=one.slip.copy, at=one.changed_at
            )
            if self._outcome(one.job or "", outcome):
                self.spool.told(one)
                heard += 1
        return heard

    def _outcome(self, job: str, outcome: PrintOutcome) -> bool:
        answer = self.client.post(
            f"/api/devices/print-jobs/{job}",
            content=encode(outcome),
            headers={"Content-Type": "application/json"},
        )
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            return False
        if answer.is_error:  # the server does not know the job and never will
            self._log.error("outcome_refused", job=job, status=answer.status_code)
        return answer.status_code != httpx.codes.UNAUTHORIZED

    def heartbeat(self) -> None:
        """Say that this printer is here and what its paper is like."""
        beat = Heartbeat(
            version=own_version(),
            paper=self.spool.report(),
            detail=summary(self.spool.unconfirmed()),
        )
        self.client.post(
            "/api/devices/heartbeat",
            content=encode(beat),
            headers={"Content-Type": "application/json"},
        ).raise_for_status()


def client(url: str, key: str, *, ca_file: str = "") -> httpx.Client:
    """A client that speaks to one server with one device key."""
    return httpx.Client(
        base_url=url.rstrip("/"),
        headers={"Authorization": f"Bearer {key}"},
        timeout=LIMITS,
        verify=ssl.create_default_context(cafile=ca_file) if ca_file else True,
        trust_env=False,  # a proxy of the hospital's office network must not get the device key
    )


def summary(unconfirmed: list[Print]) -> str:
    """Numbers whose paper nobody can vouch for, for the reception screen."""
    return " ".join(one.slip.number for one in unconfirmed)[:200]


def own_version() -> str:
    """The installed version, "" when run from a folder."""
    try:
        return version("luot")
    except PackageNotFoundError:
        return ""
