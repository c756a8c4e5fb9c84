"""The front pages: where to go, and whether all is well."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

from flask import Blueprint, Response

from queue_server.core.access import Deed, may
from queue_server.core.refusal import Refusal
from queue_server.operations.context import NOBODY
from queue_server.operations.setup import hospital_of
from queue_server.site import Site
from queue_server.web.common import answers
from queue_server.web.common.asking import current_session
from queue_server.web.common.showing import page


@dataclass(frozen=True, slots=True)
class Way:
    """One tile of the landing page: who may go there and what it says."""

    address: str
    word: str
    deed: Deed


WAYS: Final = (
    Way("/room", "common.go_room", Deed.WORK_ROOM),
    Way("/reception", "common.go_reception", Deed.GIVE_NUMBER),
    Way("/admin/devices", "common.go_devices", Deed.SEE_DEVICES),
    Way("/admin/people", "common.go_people", Deed.MANAGE_PEOPLE),
)


def blueprint(site: Site, *, relay: Callable[[], str] = str) -> Blueprint:
    """The front pages of ``site``."""
    front = Blueprint("front", __name__)

    @front.get("/")
    def landing() -> Response:
        me = current_session(site)
        ways = [way for way in WAYS if me and may(me.roles, way.deed)]
        return page("common/pages/landing.html", ways=ways)

    @front.get("/healthz")
    def health() -> Response:
        return _health(site, relay)

    return front


def _health(site: Site, relay: Callable[[], str]) -> Response:
    """200 while numbers can be given; says what is well in single words and nothing else."""
    try:
        site.look(hospital_of, NOBODY)
        database = "ok"
    except Refusal as no:
        database = "ok" if no.code == "no_hospital" else no.code
    told = {
        "database": database,
        "bell": "redis" if site.settings.redis else "here",
        "relay": relay(),
        "version": version("luot"),
        "at": site.clock(),
    }
    return answers.json(told, status=200 if database == "ok" else 503)
