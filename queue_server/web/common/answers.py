"""How a surface answers: values as JSON, every refusal as a status and a sentence, in one place."""

from __future__ import annotations

import hashlib
from typing import Final
from urllib.parse import quote

import msgspec
import structlog
from flask import Flask, Response, redirect, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from queue_server.core.refusal import Refusal
from queue_server.web.common.languages import language
from queue_server.wire import Trouble
from queue_server.words import WORDS, Lang, say

log = structlog.get_logger("web")

STATUS: Final = {
    "bad_message": 400,
    "bad_form": 403,
    "not_signed_in": 401,
    "signed_out": 401,
    "sign_in_failed": 401,
    "pin_wrong": 401,
    "password_wrong": 401,
    "unknown_device": 401,
    "not_allowed": 403,
    "must_change": 403,
    "pin_locked": 403,
    "not_found": 404,
    "wrong_method": 405,
    "too_large": 413,
    "press_reused": 422,
    "key_reused": 422,
    "too_many": 429,
    "sign_in_wait": 429,
    "busy": 503,
    "storage_failed": 503,
    "failed": 500,
}
"""Refusals that are not a plain "no" by a rule (409): who asks, how, and whether we can at all."""

GO_TO: Final = {"not_signed_in": "/signin", "must_change": "/account"}
"""Where a person who opens a page is sent to put right what the refusal says."""

NAMED: Final = ((404, "not_found"), (405, "wrong_method"), (413, "too_large"), (429, "too_many"))


def status_of(code: str) -> int:
    """The HTTP status of a refusal's code; a rule's plain no is 409, an unknown thing 404."""
    return STATUS.get(code) or (404 if code.endswith("_unknown") else 409)


def json(value: object, *, status: int = 200) -> Response:
    """Any frozen value (message, view, mapping) as a JSON answer."""
    return Response(msgspec.json.encode(value), status=status, mimetype="application/json")


def cached(value: object, *, tag: str = "") -> Response:
    """A JSON answer with its ETag; 304 without a body when the caller has this one already."""
    body = msgspec.json.encode(value)
    answer = Response(body, mimetype="application/json")
    answer.set_etag(tag or hashlib.sha256(body).hexdigest()[:24])
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.make_conditional(request)
    return answer


def trouble(refusal: Refusal, lang: Lang) -> Trouble:
    """A refusal as machines and pages get it: code, sentence, facts."""
    return Trouble(
        code=refusal.code, message=sentence(refusal, lang), facts=msgspec.to_builtins(refusal.facts)
    )


def sentence(refusal: Refusal, lang: Lang) -> str:
    """The refusal in words; a code without a sentence (tests forbid it) still says something."""
    key = f"refusal.{refusal.code}"
    return say(key if key in WORDS else "refusal.failed", lang, **{"id": "", **refusal.facts})


def wants_json() -> bool:
    """Whether a program asks (a page's script, a machine) and not somebody's address bar."""
    asked = request.accept_mimetypes
    prefers = asked["application/json"] > asked["text/html"]
    return request.path.startswith("/api/") or request.is_json or prefers


def handle_troubles(app: Flask) -> None:
    """Turn refusals, HTTP errors and whatever else goes wrong into one kind of answer."""
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, failed)


def refused(refusal: Refusal) -> AnyResponse:
    """A rule said no: JSON for programs, a page for people, the way to sign in for strangers."""
    if wants_json():
        answer = json(trouble(refusal, language()))
    elif refusal.code in GO_TO and request.method == "GET":
        return redirect(f"{GO_TO[refusal.code]}?next={quote(request.path)}", 303)
    else:
        words = sentence(refusal, language())
        page = render_template("common/pages/trouble.html", sentence=words, code=refusal.code)
        answer = Response(page)
    return marked(answer, refusal)


def marked(answer: Response, refusal: Refusal) -> Response:
    """``answer`` with the status of the refusal it tells, and when to come again."""
    answer.status_code = status_of(refusal.code)
    if answer.status_code == 429:
        answer.headers["Retry-After"] = str(refusal.facts.get("seconds", 1))
    return answer


def http_error(error: HTTPException) -> AnyResponse:
    """Flask's own errors in our words."""
    if error.code is not None and error.code < 400:
        return error.get_response()
    code = dict(NAMED).get(
        error.code or 500, "bad_message" if (error.code or 500) < 500 else "failed"
    )
    facts = {"kind": "", "wrong": str(error.code)} if code == "bad_message" else {}
    answer = refused(Refusal(code, **facts))
    answer.status_code = error.code or 500
    return answer


def failed(error: Exception) -> AnyResponse:
    """The last resort: the log gets the fault, the person a sentence; nothing inside is shown."""
    log.error("failed", path=request.url_rule and request.url_rule.rule, exc_info=error)
    return refused(Refusal("failed"))
