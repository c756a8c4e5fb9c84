"""What every answer tells the browser: run only our own scripts, guess nothing, frame nothing.

ASVS 5.0 3.4.1-3.4.6: HSTS where there is TLS, a content policy without inline or outside scripts,
no sniffing, no referrer to others, no framing; 14.3.2: nothing personal stays in a cache.
"""

from __future__ import annotations

from typing import Final

from flask import Response, request

CONTENT_POLICY: Final = (
    "default-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HSTS: Final = "max-age=31536000"


def protect(answer: Response) -> Response:
    """Put the security headers on an answer; one that set its own (a cache rule) keeps it."""
    headers = answer.headers
    headers["Content-Security-Policy"] = CONTENT_POLICY
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"  # frame-ancestors for browsers that do not know it
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()"
    # not "no-referrer": browsers would then send "Origin: null" with our own forms
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        headers["Strict-Transport-Security"] = HSTS
    return answer
