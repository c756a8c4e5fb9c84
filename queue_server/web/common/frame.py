"""The Flask application around every surface: limits, headers, CSRF, languages, errors, words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from flask import Flask

from queue_server.site import Site
from queue_server.web.common import (
    account,
    answers,
    assets,
    csrf,
    headers,
    languages,
    routes,
    showing,
    signing,
)
from queue_server.web.common.assets import WEB, Assets

BODY_BYTES: Final = 65_536
"""Far above any form or message of ours; more is refused before it is read."""


def make_frame(
    site: Site, *, demo: bool = False, relay: Callable[[], str] = str
) -> tuple[Flask, Assets]:
    """An application with the front pages, ready for the surfaces' blueprints.

    ``relay`` says how the live wire is, for the health page.
    """
    app = Flask("queue_server", template_folder=str(WEB), static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = BODY_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = BODY_BYTES
    app.config["MAX_FORM_PARTS"] = 50
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    files = Assets()
    showing.furnish(app, site, assets=files, demo=demo)
    answers.handle_troubles(app)
    app.before_request(csrf.guard)
    # Flask runs these from the last to the first
    for after in (headers.protect, csrf.keep_secret, languages.keep_choice):
        app.after_request(after)
    app.register_blueprint(assets.blueprint(files))
    app.register_blueprint(routes.blueprint(site, relay=relay))
    for surface in (signing, account):
        app.register_blueprint(surface.blueprint(site))
    return app, files
