"""``/t/<secret>``: the page, readable without script, and ``/state`` for its small script."""

from __future__ import annotations

import re
from typing import Any, Final

from flask import Blueprint, Response, abort, g

from queue_server.core.refusal import Refusal
from queue_server.operations.context import NOBODY
from queue_server.operations.hashes import digest
from queue_server.operations.patient import patient_view
from queue_server.operations.setup import hospital_of
from queue_server.operations.views import PatientView
from queue_server.site import Site
from queue_server.web.common import answers
from queue_server.web.common.languages import chosen, language
from queue_server.web.common.showing import json_block, page
from queue_server.web.common.times import clock
from queue_server.web.patient.face import Face, face
from queue_server.words import table

SECRET: Final = re.compile(r"[A-Za-z0-9_-]{22,64}")
"""A link holds at least 128 random bits; anything else is no link of ours."""

FOR_SCRIPT: Final = ("patient.updated", "patient.lost")
"""The only sentences its script needs: everything else comes made."""

NOT_YET: Final = {"known": False}
"""A kiosk without contact has printed this link; the server will know it later (decision 16)."""


def blueprint(site: Site) -> Blueprint:
    """The patient's page of ``site``."""
    patient = Blueprint("patient", __name__, url_prefix="/t")

    @patient.get("/<secret>")
    def show(secret: str) -> Response:
        seen = _look(site, secret)
        words = table("patient.", language())
        pace = {"known": bool(seen), "soon": seen and seen.soon, "over": seen and seen.over}
        zone = _zone(site)
        said = {key: words[key] for key in FOR_SCRIPT}
        return page(
            "patient/pages/patient.html",
            face=seen,
            words=words,
            block=json_block({"words": said, "zone": zone, **pace}),
            time=clock(site.clock(), zone),
        )

    @patient.get("/<secret>/state")
    def state(secret: str) -> Response:
        seen = _look(site, secret)
        told: Any = seen if seen else NOT_YET
        return answers.cached(told)

    @patient.after_request
    def keep_secret(answer: Response) -> Response:
        # the address is the key: it must not travel to others nor stay in a shared phone's cache
        answer.headers["Referrer-Policy"] = "no-referrer"
        answer.headers["Cache-Control"] = "private, no-store"
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return patient


def _look(site: Site, secret: str) -> Face | None:
    """What the link shows; None for one the server does not know (yet) or that has died."""
    if not SECRET.fullmatch(secret):
        abort(404)
    try:
        view: PatientView = site.look(patient_view, NOBODY, link_hash=digest(secret))
    except Refusal as no:
        if no.code in ("busy", "storage_failed"):
            raise
        return None
    if chosen() is None:
        g.lang = "en" if view.lang == "en" else "vi"  # as the slip was printed
    return face(view, language(), zone=_zone(site))


def _zone(site: Site) -> str:
    return site.look(hospital_of, NOBODY).site.zone
