"""The people: an account each, its roles, a first password shown once, an end at once."""

from __future__ import annotations

import secrets
from typing import Final

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from queue_server.core.access import STAFF, Deed, Role
from queue_server.core.refusal import Refusal
from queue_server.operations import accounts
from queue_server.site import Site
from queue_server.web.common import answers
from queue_server.web.common.asking import require
from queue_server.web.common.languages import language
from queue_server.web.common.showing import page

LETTERS: Final = "abcdefghkmnprtuvwxyz234789"
"""None that look alike on paper; 12 of them are 56 bits, good for a password of one use."""


def add_routes(admin: Blueprint, site: Site) -> None:
    """``/admin/people`` and its deeds."""

    @admin.get("/people")
    def people() -> Response:
        return _page(site)

    @admin.post("/people")
    def add() -> Response:
        return _add(site)

    @admin.post("/people/<int:person>/<deed>")
    def change(person: int, deed: str) -> AnyResponse:
        return _change(site, person, deed)


def first_password() -> str:
    """A password for one use, easy to read aloud: ``kfm7-w2rt-9xhc``."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(12))
    return "-".join((drawn[:4], drawn[4:8], drawn[8:]))


def _add(site: Site) -> Response:
    form, who = request.form, require(site, Deed.MANAGE_PEOPLE)
    login, password = form.get("login", "")[:64].strip().lower(), first_password()
    try:
        site.run_slow(
            accounts.add_person,
            who,
            login=login,
            name=form.get("name", "")[:120],
            roles=_roles(),
            password=password,
        )
    except Refusal as no:
        return _page(site, wrong=no)
    return _page(site, made=(login, password))


def _change(site: Site, person: int, deed: str) -> AnyResponse:
    who = require(site, Deed.MANAGE_PEOPLE)
    try:
        if deed == "password":
            password = first_password()
            site.run_slow(accounts.reset_password, who, person=person, password=password)
            everybody = site.look(accounts.people_view, who)
            login = next(one.login for one in everybody if one.person == person)
            return _page(site, made=(login, password))
        if deed == "roles":
            site.run(accounts.set_roles, who, person=person, roles=_roles())
        elif deed in ("disable", "enable"):
            ends = deed == "disable"
            site.run(accounts.disable if ends else accounts.enable, who, person=person)
        else:
            raise Refusal("not_found")
    except Refusal as no:
        return _page(site, wrong=no)
    return redirect("/admin/people", 303)


def _roles() -> list[Role]:
    return [role for role in STAFF if role.value in request.form.getlist("roles")]


def _page(
    site: Site, *, made: tuple[str, str] | None = None, wrong: Refusal | None = None
) -> Response:
    """The list; above it a first password, shown this once, or what was wrong."""
    who = require(site, Deed.MANAGE_PEOPLE)
    answer = page(
        "admin/pages/people.html",
        people=site.look(accounts.people_view, who),
        roles=STAFF,
        made=made,
        wrong=answers.sentence(wrong, language()) if wrong else "",
    )
    return answers.marked(answer, wrong) if wrong else answer
