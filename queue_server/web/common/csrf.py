"""No other site makes a signed-in browser act: own Origin and a token on everything that changes.

The token is an HMAC under a random cookie of this browser over its session, so it dies with
sign-out and cannot be made by whoever cannot read our cookies. Machines are not asked: they
carry their key in a header that no other site's page can send.
"""

from __future__ import annotations

import hmac
import secrets
from typing import Final

from flask import Response, g, request

from queue_server.core.refusal import Refusal
from queue_server.web.common import cookies

FIELD: Final = "csrf"
HEADER: Final = "X-CSRF-Token"
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
MACHINES: Final = "devices"
"""The blueprint whose callers prove themselves by key, not by cookie."""


def token() -> str:
    """The token for forms and ``<meta name="csrf">`` of the page being made."""
    return _token(_form_secret(), cookies.read(cookies.SESSION))


def guard() -> None:
    """Before every request: raises Refusal("bad_form") for a change asked for by another site."""
    if request.method in SAFE or request.blueprint == MACHINES:
        return
    secret = cookies.read(cookies.FORM)
    given = request.headers.get(HEADER) or request.form.get(FIELD, "")
    wanted = _token(secret, cookies.read(cookies.SESSION))
    if not own_origin() or not secret or not hmac.compare_digest(given.encode(), wanted.encode()):
        raise Refusal("bad_form")


def own_origin() -> bool:
    """Whether the browser says this request comes from our own pages; silence counts as no."""
    return request.headers.get("Origin", "") == request.host_url.rstrip("/")


def keep_secret(answer: Response) -> Response:
    """Hand the browser its form secret if this answer made one."""
    made = g.pop("form_secret", None)
    if made:
        cookies.write(answer, cookies.FORM, value=made)
    return answer


def _form_secret() -> str:
    known: str = cookies.read(cookies.FORM) or g.get("form_secret", "")
    if not known:
        known = g.form_secret = secrets.token_urlsafe(16)
    return known


def _token(secret: str, session: str) -> str:
    return hmac.new(secret.encode(), f"csrf:{session}".encode(), "sha256").hexdigest()
