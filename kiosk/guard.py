"""Who may talk to the kiosk's program: the page it serves itself, on this machine, and nobody else.

Any web page in any browser can send requests to 127.0.0.1, and a name can be made to point there.
So the Host must be ours, and what changes something must come from our own page.
"""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, abort, request

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
LARGEST: Final = 16 * 1024


def guard(app: Flask, port: int) -> None:
    """Check every request and seal every answer."""
    hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
    app.config["MAX_CONTENT_LENGTH"] = LARGEST
    app.before_request(lambda: check(hosts))
    app.after_request(seal)


def check(hosts: set[str]) -> None:
    """Refuse with 421 a wrong name, with 403 another site's page, with 415 a plain form."""
    if request.host not in hosts:
        abort(421)
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(403)
    if request.method != "POST":
        return
    if request.headers.get("Origin", "").removeprefix("http://") not in hosts:
        abort(403)
    if not request.is_json:
        abort(415)


def seal(answer: Response) -> Response:
    """Nothing from outside in the page; the browser keeps pictures and fonts, nothing else."""
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if not request.path.startswith(("/static/", "/fonts/")):
        answer.headers["Cache-Control"] = "no-store"
    return answer
