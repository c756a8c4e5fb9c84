"""The project's own files, parsed once, for the tests that look at all of them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
PACKAGES: Final = ("queue_server", "kiosk", "display", "printer")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file with its text and syntax tree."""

    name: str  # path from the root, with slashes
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        """Its length as an editor shows it."""
        return len(self.text.splitlines())

    def functions(self) -> Iterator[Function]:
        """Every function and method in it."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node

    def calls(self, name: str) -> Iterator[ast.Call]:
        """Every call of ``name(…)`` or ``something.name(…)``."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                called = node.func
                if name == (
                    called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
                ):
                    yield node


@cache
def files() -> tuple[str, ...]:
    """Every file that is, or may soon be, part of a commit."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True, text=True,
    )  # fmt: skip
    return tuple(sorted({name for name in listed.stdout.split("\0") if (ROOT / name).is_file()}))


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file that holds something."""
    found = []
    for name in files():
        if name.endswith(".py") and (text := (ROOT / name).read_text("utf-8")).strip():
            found.append(Module(name, text, ast.parse(text, name)))
    return tuple(found)


def complain(found: Iterable[str], why: str) -> None:
    """Fail with every offender on a line of its own. Raises AssertionError."""
    if listed := sorted(found):
        raise AssertionError("\n  ".join([why, *listed]))


def code() -> list[Module]:
    """What goes into the wheel."""
    return [module for module in modules() if module.name.startswith(PACKAGES)]


def tests() -> list[Module]:
    """What stays with us."""
    return [module for module in modules() if module.name.startswith("tests/")]


def pages() -> dict[str, str]:
    """The TypeScript of the live pages, by name."""
    names = (name for name in files() if name.endswith((".ts", ".tsx")))
    return {name: (ROOT / name).read_text("utf-8") for name in names if name.startswith(PACKAGES)}
