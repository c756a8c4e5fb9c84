"""A deed asked for by a page's script: read the message, do one operation, answer JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from flask import Blueprint, Response, request

from queue_server.core.access import Deed
from queue_server.core.refusal import Refusal
from queue_server.operations.context import Actor
from queue_server.site import Site
from queue_server.web.common import answers
from queue_server.web.common.asking import require

Body = TypeVar("Body", bound=msgspec.Struct)
View = Callable[..., object]


def read(kind: type[Body]) -> Body:
    """The request's JSON as ``kind``. Raises Refusal("bad_message") with what is wrong where."""
    try:
        return msgspec.json.decode(request.get_data(), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise Refusal("bad_message", kind=kind.__name__, wrong=str(wrong)) from wrong


def deed_route(
    blueprint: Blueprint, site: Site, *, rule: str, deed: Deed, body: type[Body]
) -> Callable[[View], View]:
    """POST ``rule``: may the person do ``deed``? Read ``body``; answer what the view says, as JSON.

    The decorated function gets ``(actor, body, **parts of the address)`` and returns a frozen
    value; a `Refusal` it raises becomes its status and sentence. CSRF was checked before.
    """

    def register(view: View) -> View:
        def answer(**parts: Any) -> Response:
            who: Actor = require(site, deed)
            return answers.json(view(who, read(body), **parts))

        answer.__name__ = view.__name__
        blueprint.post(rule)(answer)
        return view

    return register
