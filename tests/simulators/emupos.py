"""emupos, a printer simulator that no one here wrote, in an environment of its own.

It needs Python 3.13; where there is none, or no package index, its tests are left out loudly.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import httpx
from PIL import Image

from printer.claim import Claim
from tests.harness.left_out import leave_out
from tests.harness.ports import free_port
from tests.harness.programs import Program
from tests.harness.waiting import wait_until

WANTED: Final = "emupos==0.4.*"
HOME: Final = Path(__file__).parents[2] / "build" / "emupos-0.4"
INSTALL_S: Final = 180
CONFIG: Final = """
schema: 1
api: {{ host: 127.0.0.1, port: {api} }}
devices:
  - id: front
    type: printer
    profile: {profile}
    connections:
      - tcp: {{ port: {port} }}
    receipts_dir: {folder}/receipts
"""


def pythons() -> Iterator[str]:
    """Interpreters that may be new enough: on the path, then pyenv's."""
    for name in ("python3.14", "python3.13"):
        if found := shutil.which(name):
            yield found
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    yield from map(str, sorted(versions.glob("3.1[34]*/bin/python"), reverse=True))


def works(python: str) -> bool:
    """Whether it starts and is new enough; pyenv's shims may do neither."""
    ask = "import sys, venv; sys.exit(sys.version_info < (3, 13))"
    return subprocess.run([python, "-c", ask], capture_output=True, check=False).returncode == 0


def command() -> str:
    """The emupos command, installed on first use. Leaves the test out where that cannot be."""
    program = HOME / "bin" / "emupos"
    claim = Claim(HOME.parent / "emupos.lock")
    wait_until(claim.take, INSTALL_S, what="another worker installs emupos")
    try:
        if not (HOME / "ready").exists():
            install()
    finally:
        claim.let_go()
    return str(program)


def install() -> None:
    """Make the environment; the file ``ready`` says that it is whole."""
    python = next(filter(works, pythons()), None)
    if python is None:
        leave_out("a foreign reader of the ticket bytes (emupos), because it needs Python 3.13")
    for step in (
        [python, "-m", "venv", "--clear", str(HOME)],
        [str(HOME / "bin" / "python"), "-m", "pip", "install", "-q", WANTED],
    ):
        done = subprocess.run(step, capture_output=True, timeout=INSTALL_S, check=False)
        if done.returncode:
            last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
            print(*last, file=sys.stderr)
            leave_out("a foreign reader of the ticket bytes (emupos), because pip cannot get it")
    (HOME / "ready").touch()


class Emupos:
    """One running emupos printer: its port, its faults, its receipts."""

    def __init__(self, port: int, api: str) -> None:
        self.port = port
        self._api = httpx.Client(base_url=f"{api}/api/v1", timeout=10, trust_env=False)

    def fault(self, name: str, *, on: bool = True) -> None:
        """Set or clear ``paper-out``, ``paper-near-end``, ``cover-open``, ``offline``."""
        way = self._api.put if on else self._api.delete
        way(f"/devices/front/faults/{name}").raise_for_status()

    def receipts(self) -> list[dict[str, Any]]:
        """All receipts, oldest first."""
        answer = self._api.get("/devices/front/receipts").raise_for_status().json()
        found: list[dict[str, Any]] = answer["receipts"] if isinstance(answer, dict) else answer
        return sorted(found, key=lambda receipt: str(receipt["completed_at"]))

    def image(self, receipt: dict[str, Any]) -> Image.Image:
        """The receipt's picture, black on white."""
        answer = self._api.get(f"/devices/front/receipts/{receipt['id']}/image")
        return Image.open(BytesIO(answer.raise_for_status().content)).convert("L")

    def close(self) -> None:
        """Hang up."""
        self._api.close()


@contextmanager
def running(folder: Path, profile: str = "epson-tm-t20iii") -> Iterator[Emupos]:
    """A printer on loopback; ended with the block."""
    program, port, api = command(), free_port(), free_port()
    file = folder / "emupos.yaml"
    file.write_text(CONFIG.format(api=api, port=port, profile=profile, folder=folder), "utf-8")
    log = folder / "emupos.log"
    process = Program("emupos", [program, "run", "--config", str(file)], log=log, cwd=folder)
    printer = Emupos(port, f"http://127.0.0.1:{api}")
    try:
        process.wait_for_port(port, 30)
        process.wait_for_port(api, 30)
        yield printer
    finally:
        printer.close()
        process.stop()
