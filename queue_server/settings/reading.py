"""From a TOML file to typed settings, or one list of everything that is wrong with it, in words."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from queue_server.settings.checks import wrong_between
from queue_server.settings.hospital import Hospital
from queue_server.settings.problems import Problem, SettingsWrong
from queue_server.settings.server import Server, wrong_in_server
from queue_server.settings.shape import wrong_in

S = TypeVar("S", bound=msgspec.Struct)


def read_hospital(path: Path) -> Hospital:
    """The hospital described by the file at ``path``. Raises SettingsWrong."""
    return _read(path, Hospital, wrong_between)


def read_server(path: Path) -> Server:
    """How this server runs, by the file at ``path``. Raises SettingsWrong."""
    return _read(path, Server, wrong_in_server)


def warnings_of(hospital: Hospital) -> list[Problem]:
    """What works but will trouble somebody: letters that sound alike, rooms on no board."""
    return [problem for problem in wrong_between(hospital) if problem.warning]


def _read(path: Path, kind: type[S], check: Callable[[S], Iterable[Problem]]) -> S:
    data = _toml(path)
    problems = list(wrong_in(data, kind))
    if problems:
        raise SettingsWrong(path.name, problems)
    settings = msgspec.convert(data, kind)
    problems = [problem for problem in check(settings) if not problem.warning]
    if problems:
        raise SettingsWrong(path.name, problems)
    return settings


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        problem = Problem("", "settings.no_file", {"folder": str(path.parent)})
    except UnicodeDecodeError:
        problem = Problem("", "settings.not_utf8")
    except tomllib.TOMLDecodeError as wrong:
        problem = Problem("", "settings.not_toml", {"found": str(wrong)})
    raise SettingsWrong(path.name, [problem])
