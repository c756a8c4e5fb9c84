"""One way to make a page: a template for what is read or filled in, an island for what is live."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from flask import Flask, Response, render_template
from markupsafe import Markup

from queue_server.core.refusal import Refusal
from queue_server.operations.context import NOBODY
from queue_server.operations.setup import hospital_of
from queue_server.site import Site
from queue_server.web.common import csrf
from queue_server.web.common.asking import current_session
from queue_server.web.common.assets import Assets
from queue_server.web.common.languages import language
from queue_server.words import say, table


def page(template: str, /, **values: Any) -> Response:
    """A page read without script: ``template`` is its path under ``queue_server/web``."""
    return Response(render_template(template, **values))


def island(
    name: str, *, title: str, data: Mapping[str, Any], words: tuple[str, ...] = ()
) -> Response:
    """A live page: ``built/<name>.js`` fills the element ``#name`` from the JSON block ``#page``.

    The block holds ``lang``, ``words`` (the tables of ``name.``, ``refusal.`` and of each prefix in
    ``words``) and what is in ``data``; the page's script reads it with ``readJson("page")``.
    """
    lang = language()
    prefixes = (f"{name}.", "refusal.", *words)
    said = {key: text for prefix in prefixes for key, text in table(prefix, lang).items()}
    block = json_block({"lang": lang, "words": said, **data})
    return page("common/pages/island.html", name=name, title=title, block=block)


def json_block(value: object) -> Markup:
    """A value as JSON that can stand inside ``<script type="application/json">``."""
    text = msgspec.json.encode(value).decode()
    # Markup: escaping would break the JSON; "<" is the only way out of a script element
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704  made safe on this line


def furnish(app: Flask, site: Site, *, assets: Assets, demo: bool) -> None:
    """What every template may use: words, assets, the CSRF token, who has signed in."""
    in_clear = site.settings.insecure_lan and not site.settings.secure

    def word(key: str, **facts: object) -> str:
        return say(key, language(), **facts)

    @app.context_processor
    def furniture() -> dict[str, Any]:
        me = current_session(site)
        return {
            "say": word,
            "lang": language(),
            "asset": assets.address,
            "has_asset": assets.exists,
            "csrf": csrf.token,
            "me": me,
            "hospital": hospital_name(site),
            "demo": demo,
            "insecure": in_clear and me is not None,
        }


def hospital_name(site: Site) -> str:
    """What the hospital calls itself in this language; "" before its settings were applied."""
    try:
        known = site.look(hospital_of, NOBODY).site
    except Refusal:
        return ""
    return known.name_en if language() == "en" else known.name_vi
