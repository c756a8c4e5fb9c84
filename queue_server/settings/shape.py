"""Everything wrong with the shape of a settings file, not only the first thing: key by key."""

from __future__ import annotations

import difflib
import types
import typing
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import msgspec
from msgspec import NODEFAULT, UnsetType

from queue_server.settings.problems import Expected, Problem

_PLAIN: Final = {int: "int", str: "str", bool: "bool", date: "date"}


def wrong_in(raw: Any, kind: Any, *, key: str = "") -> Iterator[Problem]:
    """What in ``raw`` is not as ``kind`` (a Struct or a field's annotation) wants it."""
    bare, origin = _bare(kind), typing.get_origin(_bare(kind))
    if _is_struct(bare):
        yield from _wrong_table(raw, bare, key)
    elif origin is dict:
        yield from _wrong_named(raw, bare, key)
    elif origin is tuple and isinstance(raw, list) and raw:
        item = typing.get_args(bare)[0]
        for number, one in enumerate(raw, start=1):
            yield from wrong_in(one, item, key=f"{key}[{number}]")
    else:
        yield from _wrong_value(raw, kind, key)


def _wrong_table(raw: Any, struct: type[msgspec.Struct], key: str) -> Iterator[Problem]:
    if not isinstance(raw, dict):
        yield _wrong(raw, key, Expected("table"))
        return
    wants = {one.encode_name: one for one in msgspec.structs.fields(struct)}
    for name in sorted(raw.keys() - wants.keys()):
        close = difflib.get_close_matches(name, wants, n=1)
        word = "settings.unknown_near" if close else "settings.unknown"
        yield Problem(_under(key, name), word, {"near": close[0]} if close else {})
    for name, one in wants.items():
        if name in raw:
            yield from wrong_in(raw[name], one.type, key=_under(key, name))
        elif one.default is NODEFAULT and one.default_factory is NODEFAULT:
            yield Problem(_under(key, name), "settings.missing", expected=_expected(one.type))


def _wrong_named(raw: Any, kind: Any, key: str) -> Iterator[Problem]:
    if not isinstance(raw, dict):
        yield _wrong(raw, key, Expected("table"))
        return
    name_kind, value_kind = typing.get_args(kind)
    for name, value in raw.items():
        yield from _wrong_value(name, name_kind, _under(key, name))
        yield from wrong_in(value, value_kind, key=_under(key, name))


def _wrong_value(raw: Any, kind: Any, key: str) -> Iterator[Problem]:
    try:
        msgspec.convert(raw, kind)
    except msgspec.ValidationError:
        yield _wrong(raw, key, _expected(kind))


def _wrong(raw: Any, key: str, expected: Expected) -> Problem:
    return Problem(key, "settings.wrong", {"found": _shown(raw)}, expected)


# ---- what a type wants, for people ---------------------------------------------------------------


def _expected(kind: Any) -> Expected:
    kind = _without_unset(kind)
    meta = [one for one in getattr(kind, "__metadata__", ()) if isinstance(one, msgspec.Meta)]
    for one in meta:
        if one.extra and "what" in one.extra:
            return Expected(one.extra["what"])
        if one.ge is not None and one.le is not None:
            return Expected("int_between", {"least": one.ge, "most": one.le})
    bare = _bare(kind)
    if typing.get_origin(bare) is typing.Literal:
        return Expected("choice", {"choices": ", ".join(map(repr, typing.get_args(bare)))})
    if typing.get_origin(bare) is tuple:
        return Expected("list")
    if _is_struct(bare) or typing.get_origin(bare) is dict:
        return Expected("table")
    return Expected(_PLAIN.get(bare, "str"))


def _without_unset(kind: Any) -> Any:
    """``X | UnsetType`` and ``X | None`` want an X when they are written at all."""
    if typing.get_origin(kind) not in (typing.Union, types.UnionType):
        return kind
    wanted = [one for one in typing.get_args(kind) if one not in (UnsetType, type(None))]
    return wanted[0] if len(wanted) == 1 else kind


def _bare(kind: Any) -> Any:
    kind = _without_unset(kind)
    return kind.__origin__ if hasattr(kind, "__metadata__") else kind


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _shown(raw: Any) -> str:
    text = f"“{raw}”" if isinstance(raw, str) else str(raw).lower() if raw is True else str(raw)
    return text if len(text) <= 60 else text[:59] + "…"


def _under(key: str, name: object) -> str:
    return f"{key}.{name}" if key else str(name)
