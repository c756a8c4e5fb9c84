"""``/admin``: machines and people, each a page of its own."""

from __future__ import annotations

from flask import Blueprint

from queue_server.site import Site
from queue_server.web.admin import devices, people


def blueprint(site: Site) -> Blueprint:
    """The administrators' pages of ``site``."""
    admin = Blueprint("admin", __name__, url_prefix="/admin")
    devices.add_routes(admin, site)
    people.add_routes(admin, site)
    return admin
