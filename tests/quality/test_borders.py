"""The borders hold, and the guards that hold them go red when crossed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.quality import tree

BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The four packages and their contracts in a folder where one may do wrong."""
    folder = tmp_path_factory.mktemp("borders")
    for name in ("pyproject.toml", *(module.name for module in tree.code())):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(tree.ROOT / name, folder / name)
    for package in {*map(Path, tree.PACKAGES), *(Path(file.name).parent for file in tree.code())}:
        for parent in (package, *package.parents[:-1]):
            (folder / parent).mkdir(exist_ok=True)
            (folder / parent / "__init__.py").touch()
    return folder


def contracts(folder: Path) -> str:
    """What import-linter says of a folder."""
    done = subprocess.run(
        [BIN / "lint-imports", "--no-cache"],
        cwd=folder, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(folder), "PATH": str(BIN), "COLUMNS": "200"},
    )  # fmt: skip
    return done.stdout + done.stderr


def test_every_contract_is_kept() -> None:
    said = contracts(tree.ROOT)
    assert "Contracts: 9 kept, 0 broken." in said, said


@pytest.mark.slow
@pytest.mark.parametrize(
    "file,line,contract",
    [
        ("queue_server/core/wrong.py", "import queue_server.store", "1."),
        ("queue_server/store/wrong.py", "import queue_server.operations", "1."),
        ("queue_server/nowhere.py", "X = 1", "1."),
        ("display/wrong.py", "import printer.spool", "2."),
        ("kiosk/wrong.py", "import printer.agent_of_wrong", "2."),
        ("printer/wrong.py", "import queue_server.store", "3a."),
        ("kiosk/wrong.py", "import sqlalchemy", "3b."),
        ("queue_server/operations/wrong.py", "import kiosk", "4."),
        ("queue_server/app.py", "import printer.spool", "4."),
        ("queue_server/web/wrong.py", "import queue_server.store", "5a."),
        ("queue_server/jobs/wrong.py", "import sqlalchemy", "5b."),
        ("queue_server/core/wrong.py", "import time", "6."),
        ("queue_server/words/wrong.py", "import flask", "6."),
        ("queue_server/core/wrong.py", "import queue_server.core.wrong2", "7."),
    ],
)
def test_crossing_a_border_is_seen(copy: Path, file: str, line: str, contract: str) -> None:
    wrong = copy / file
    others = {
        copy / "printer/agent_of_wrong.py": "",
        copy / "printer/spool.py": "",
        copy / "queue_server/core/wrong2.py": "import queue_server.core.wrong",
        copy / "queue_server/operations/__init__.py": "",
        copy / "queue_server/web/__init__.py": "",
        copy / "queue_server/jobs/__init__.py": "",
        copy / "queue_server/store/__init__.py": "",
        wrong: line,
    }
    before = {path: path.read_text() if path.exists() else None for path in others}
    try:
        for path, text in others.items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        said = contracts(copy)
    finally:
        for path, old in before.items():
            path.unlink() if old is None else path.write_text(old)
    broken = [text for text in said.splitlines() if text.startswith(contract) and "BROKEN" in text]
    assert broken, said


@pytest.mark.parametrize(
    "line",
    [
        "from datetime import datetime\nNOW = datetime.now()",
        "import datetime\nTODAY = datetime.date.today()",
        "import time",
        "from uuid import uuid4",
        "import secrets",
        "from random import choice",
        "from os import environ",
        "import logging",
        "from pathlib import Path",
        'TEXT = open("x")',
    ],
)
def test_the_core_may_not_even_name_clock_chance_or_files(line: str) -> None:
    done = subprocess.run(
        [BIN / "ruff", "check", "--stdin-filename=queue_server/core/wrong.py", "-"],
        cwd=tree.ROOT,
        input=f'"""Wrong."""\n\n{line}\n',
        capture_output=True,
        text=True,
        check=False,
    )
    assert re.search("TID251|PTH123", done.stdout), done.stdout


LIGHT = ("sqlalchemy", "flask_socketio", "redis", "psycopg", "alembic")


@pytest.mark.parametrize(
    "package,never",
    [
        ("queue_server/core", (*LIGHT, "flask", "gevent", "sqlite3", "logging", "ssl")),
        ("queue_server/words", (*LIGHT, "flask", "gevent", "sqlite3", "logging", "ssl")),
        ("kiosk", LIGHT),
        ("display", LIGHT),
        ("printer", (*LIGHT, "flask")),
    ],
)
def test_a_small_machine_loads_only_what_it_needs(package: str, never: tuple[str, ...]) -> None:
    names = [
        module.name.removesuffix("/__init__.py").removesuffix(".py").replace("/", ".")
        for module in tree.code()
        if module.name.startswith(f"{package}/") and not module.name.endswith("__main__.py")
    ]
    script = (
        "import importlib, sys\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        f"print([name for name in {never!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tree.ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
