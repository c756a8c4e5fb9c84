"""Which of the two languages this person reads: Vietnamese unless they chose English."""

from __future__ import annotations

from typing import Final

from flask import Response, g, request

from queue_server.words import Lang

COOKIE: Final = "luot_lang"
YEAR_S: Final = 365 * 24 * 3600


def language() -> Lang:
    """The language of this answer: ``?lang=`` of this request, else the choice kept in a cookie."""
    if "lang" not in g:
        g.lang = chosen() or "vi"
    lang: Lang = g.lang
    return lang


def chosen() -> Lang | None:
    """The language this person has chosen, now or before; None when they never did."""
    return _known(request.args.get("lang")) or _known(request.cookies.get(COOKIE))


def keep_choice(answer: Response) -> Response:
    """Remember ``?lang=`` for this browser."""
    chosen = _known(request.args.get("lang"))
    if chosen and chosen != request.cookies.get(COOKIE):
        answer.set_cookie(
            COOKIE, chosen, max_age=YEAR_S, secure=request.is_secure, httponly=True, samesite="Lax"
        )
    return answer


def _known(text: str | None) -> Lang | None:
    if text == "vi":
        return "vi"
    return "en" if text == "en" else None
