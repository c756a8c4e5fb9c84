"""Who is asking, and may they: what every surface asks before it does anything."""

from __future__ import annotations

import hashlib

from flask import g, request

from queue_server.core import access
from queue_server.core.access import Deed
from queue_server.core.refusal import Refusal
from queue_server.operations import people
from queue_server.operations.context import NOBODY, Actor
from queue_server.operations.people import SessionInfo
from queue_server.site import Site
from queue_server.web.common import cookies


def digest(secret: str) -> str:
    """How a secret (session token, device key, link) is kept and looked for: never as itself."""
    return hashlib.sha256(secret.encode()).hexdigest()


def current_session(site: Site) -> SessionInfo | None:
    """Who has signed in at this browser, asked of the database once a request; None for a stranger."""
    if "session_info" not in g:
        token = cookies.read(cookies.SESSION)
        g.session_info = (
            site.look(people.session, NOBODY, token_hash=digest(token)) if token else None
        )
    known: SessionInfo | None = g.session_info
    return known


def require(site: Site, deed: Deed) -> Actor:
    """The signed-in person as actor. Raises Refusal("not_signed_in") or Refusal("not_allowed")."""
    who = signed_in(site)
    access.check(who.roles, deed)
    return who


def signed_in(site: Site) -> Actor:
    """Whoever has signed in, whatever they may do. Raises Refusal("not_signed_in")."""
    known = current_session(site)
    if known is None:
        raise Refusal("not_signed_in")
    return Actor("staff", str(known.person), known.roles)


def source() -> str:
    """Where a request comes from, for counting wrong passwords; the proxy's word only behind one."""
    return request.remote_addr or ""
