"""The part of the server a print agent talks to, over real HTTP, with faults."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from queue_server.wire import Heartbeat, PrintJob, PrintOutcome, decode, encode

KEY: Final = "device-key-0123456789"


class PrintServer:
    """Holds print jobs; hears outcomes and heartbeats. ``faults``: "away" answers 503 to all."""

    def __init__(self) -> None:
        self.jobs: dict[str, bytes] = {}
        self.heard: list[tuple[str, PrintOutcome]] = []
        self.beats: list[Heartbeat] = []
        self.faults: set[str] = set()
        self._http = _Http(self)
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,))
        self._thread.start()

    def add(self, job: PrintJob) -> None:
        """Reception asks for a print."""
        self.jobs[job.job] = encode(job)

    def states(self, job: str) -> list[str]:
        """Every state it was told of a job."""
        return [outcome.state for name, outcome in self.heard if name == job]

    def close(self) -> None:
        """Stop listening."""
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def waiting(self) -> tuple[int, bytes]:
        """The answer to a fetch."""
        if "nonsense" in self.faults:
            return 200, b"<html>captive portal</html>"
        return 200, b"[" + b",".join(self.jobs.values()) + b"]"

    def hear(self, path: str, body: bytes) -> int:
        """The status code for an outcome or a heartbeat."""
        if path == "/api/devices/heartbeat":
            self.beats.append(decode(body, Heartbeat))
            return 204
        job = path.rpartition("/")[2]
        if job not in self.jobs and "forgets" in self.faults:
            return 404
        outcome = decode(body, PrintOutcome)
        self.heard.append((job, outcome))
        if outcome.state in ("printed", "failed", "unconfirmed"):
            self.jobs.pop(job, None)
        return 204


class _Http(ThreadingHTTPServer):
    """A server that knows the desk it speaks for."""

    def __init__(self, desk: PrintServer) -> None:
        self.desk = desk
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    server: _Http

    def do_GET(self) -> None:
        """The jobs that wait."""
        if self._let_in():
            assert self.path == "/api/devices/print-jobs", self.path
            self._answer(*self.server.desk.waiting())

    def do_POST(self) -> None:
        """An outcome or a heartbeat."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self._let_in():
            assert self.headers["Content-Type"] == "application/json"
            self._answer(self.server.desk.hear(self.path, body))

    def _let_in(self) -> bool:
        status = 200
        if "away" in self.server.desk.faults:
            status = 503
        elif self.headers["Authorization"] != f"Bearer {KEY}":
            status = 401
        if status != 200:
            self._answer(status)
        return status == 200

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""
