"""Who is asking, and may they: what every surface asks before it does anything."""

from __future__ import annotations

from flask import g, request

from queue_server.core import access
from queue_server.core.access import Deed
from queue_server.core.refusal import Refusal
from queue_server.operations import people
from queue_server.operations.context import NOBODY, Actor
from queue_server.operations.hashes import digest
from queue_server.operations.people import SessionInfo
from queue_server.site import Site
from queue_server.web.common import cookies


def current_session(site: Site) -> SessionInfo | None:
    """Who has signed in at this browser, asked once a request; None for a stranger."""
    if "session_info" not in g:
        token = cookies.read(cookies.SESSION)
        g.session_info = (
            site.look(people.session, NOBODY, token_hash=digest(token)) if token else None
        )
    known: SessionInfo | None = g.session_info
    return known


def require(site: Site, deed: Deed) -> Actor:
    """The signed-in person as actor.

    Raises Refusal("not_signed_in"), Refusal("must_change") and Refusal("not_allowed").
    """
    who = signed_in(site)
    access.check(who.roles, deed)
    return who


def signed_in(site: Site, *, also_new: bool = False) -> Actor:
    """Whoever has signed in, whatever they may do; one whose first password is not changed yet only
    where ``also_new``. Raises Refusal("not_signed_in") and Refusal("must_change").
    """
    known = current_session(site)
    if known is None:
        raise Refusal("not_signed_in")
    if known.must_change and not also_new:
        raise Refusal("must_change")
    return known.actor


def source() -> str:
    """Where a request comes from, to count wrong passwords; a proxy's word only behind one."""
    return request.remote_addr or ""
