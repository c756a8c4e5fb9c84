"""Our cookies: unreadable to scripts, not sent by other sites' forms, bound to this host."""

from __future__ import annotations

from typing import Final

from flask import request
from werkzeug.wrappers import Response

SESSION: Final = "luot"
FORM: Final = "luot_form"


def read(name: str) -> str:
    """The value of our cookie ``name``, "" without one."""
    return request.cookies.get(_full(name), "")


def write(answer: Response, name: str, *, value: str) -> None:
    """Give the browser our cookie; it lives until the browser closes or the server ends it."""
    answer.set_cookie(
        _full(name), value, secure=request.is_secure, httponly=True, samesite="Strict", path="/"
    )


def drop(answer: Response, name: str) -> None:
    """Take our cookie away again."""
    answer.delete_cookie(
        _full(name), secure=request.is_secure, httponly=True, samesite="Strict", path="/"
    )


def name_on(name: str, *, secure: bool) -> str:
    """The cookie's full name: ``__Host-`` tells the browser that no other host may set it."""
    return f"__Host-{name}" if secure else name


def _full(name: str) -> str:
    return name_on(name, secure=request.is_secure)
