"""One's own account: the first password changed before any work, a PIN for shared desks."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from queue_server.core.refusal import Refusal
from queue_server.operations import accounts
from queue_server.operations.hashes import digest
from queue_server.site import Site
from queue_server.web.common import answers, cookies
from queue_server.web.common.asking import signed_in
from queue_server.web.common.languages import language
from queue_server.web.common.showing import page

LONGEST: Final = 256
"""Longer than any password people use; hashing a megabyte would only keep a core busy."""


def blueprint(site: Site) -> Blueprint:
    """``/account`` of whoever has signed in."""
    account = Blueprint("account", __name__, url_prefix="/account")

    @account.get("")
    def show() -> Response:
        signed_in(site, also_new=True)
        return _page()

    @account.post("/password")
    def password() -> AnyResponse:
        me = signed_in(site, also_new=True)
        if _field("new") != _field("again"):
            return _page(wrong=Refusal("password_again"), part="password")
        try:
            site.run_slow(
                accounts.change_password,
                me,
                token_hash=digest(cookies.read(cookies.SESSION)),
                old=_field("old"),
                new=_field("new"),
            )
        except Refusal as no:
            return _page(wrong=no, part="password")
        return redirect("/account?done=password", 303)

    @account.post("/pin")
    def pin() -> AnyResponse:
        me = signed_in(site)
        try:
            site.run_slow(accounts.set_pin, me, password=_field("password"), pin=_field("pin"))
        except Refusal as no:
            return _page(wrong=no, part="pin")
        return redirect("/account?done=pin", 303)

    return account


def _field(name: str) -> str:
    return request.form.get(name, "")[:LONGEST]


def _page(*, wrong: Refusal | None = None, part: str = "") -> Response:
    said = answers.sentence(wrong, language()) if wrong else ""
    done = request.args.get("done", "")
    answer = page("common/pages/account.html", wrong=said, part=part, done=done)
    return answers.marked(answer, wrong) if wrong else answer
