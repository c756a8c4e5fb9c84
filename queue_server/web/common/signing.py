"""Signing in and out, and switching person at a shared desk by PIN."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from queue_server.core.refusal import Refusal
from queue_server.operations import people
from queue_server.operations.context import NOBODY
from queue_server.operations.hashes import digest
from queue_server.site import Site
from queue_server.web.common import answers, cookies
from queue_server.web.common.asking import current_session, signed_in, source
from queue_server.web.common.languages import language
from queue_server.web.common.pace import Pace
from queue_server.web.common.showing import page
from queue_server.words import say

SIGN_INS: Final = (60, 500)
"""Burst, then milliseconds for one more, from one address: a whole shift behind it passes, and
nobody fills the hashing line of the others with invented names."""


def blueprint(site: Site) -> Blueprint:
    """``/signin``, ``/signout`` and ``/pin``."""
    signing = Blueprint("signing", __name__)
    pace = Pace()

    @signing.get("/signin")
    def signin_form() -> AnyResponse:
        if current_session(site):
            return redirect(local(request.args.get("next", "/")), 303)
        return page("common/pages/signin.html", next=local(request.args.get("next", "/")))

    @signing.post("/signin")
    def signin() -> AnyResponse:
        return _signin(site, pace)

    @signing.post("/signout")
    def signout() -> AnyResponse:
        token = cookies.read(cookies.SESSION)
        if token:
            site.run(people.sign_out, NOBODY, token_hash=digest(token))
        answer = page(
            "common/pages/signin.html", next="/", notice=say("common.signed_out", language())
        )
        cookies.drop(answer, cookies.SESSION)
        cookies.drop(answer, cookies.FORM)
        return answer

    @signing.get("/pin")
    def pin_form() -> Response:
        signed_in(site)
        return page("common/pages/pin.html", next=local(request.args.get("next", "/")))

    @signing.post("/pin")
    def pin() -> AnyResponse:
        return _switch(site)

    return signing


def local(address: str) -> str:
    """``address`` if it leads to a page of ours, else the landing page: no open redirect."""
    parts = urlsplit(address.replace("\\", "/"))
    plain = address.isprintable() and not parts.scheme and not parts.netloc
    return address if plain and address.startswith("/") and not address.startswith("//") else "/"


def _signin(site: Site, pace: Pace) -> AnyResponse:
    """Check, open a session under a new token, go where the person wanted to go."""
    form = request.form
    login = form.get("login", "")[:64].strip()
    settings = site.settings
    limits = people.SessionLimits(
        idle_minutes=settings.idle_minutes, shift_hours=settings.shift_hours
    )
    password = form.get("password", "")[:256]
    try:
        pace.check("sign_in", source(), now=site.clock(), rate=SIGN_INS)
        token = site.run_slow(
            people.sign_in, NOBODY, login=login, password=password, source=source(), limits=limits
        )
    except Refusal as no:
        return _again("signin", no, login=login)
    return _signed_in(token)


def _switch(site: Site) -> AnyResponse:
    """Another person at the same desk, by name and PIN."""
    signed_in(site)
    login = request.form.get("login", "")[:64].strip()
    token_hash = digest(cookies.read(cookies.SESSION))
    pin = request.form.get("pin", "")[:16]
    try:
        token = site.run_slow(
            people.switch_by_pin, NOBODY, token_hash=token_hash, login=login, pin=pin
        )
    except Refusal as no:
        return _again("pin", no, login=login)
    return _signed_in(token)


def _signed_in(token: str) -> AnyResponse:
    answer = redirect(local(request.form.get("next", "/")), 303)
    cookies.write(answer, cookies.SESSION, value=token)
    return answer


def _again(form: str, no: Refusal, **values: str) -> Response:
    """The same form with what was wrong; what was typed stays, secrets do not."""
    wrong = answers.sentence(no, language())
    target = local(request.form.get("next", "/"))
    answer = page(f"common/pages/{form}.html", next=target, wrong=wrong, **values)
    return answers.marked(answer, no)
