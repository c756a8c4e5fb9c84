"""The board's page for any screen with a browser: shell, fonts and sounds. It holds no rules."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import fontpkg_be_vietnam_pro
from flask import Blueprint, Response, abort, render_template, send_file, send_from_directory

from display.chime import chime, silence
from queue_server.words import LANGS, table

HERE: Final = Path(__file__).parent
FONTS: Final = fontpkg_be_vietnam_pro.ROOT / "files"
WEIGHTS: Final = frozenset({"Medium", "Bold"})
SAFE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,95}")
FOREVER: Final = "public, max-age=31536000, immutable"

CHIME: Final = "chime-1"
SILENCE: Final = "silence-1"
"""Names carry a version: a browser keeps a sound for a year, so a new sound needs a new name."""
OWN: Final[dict[str, Callable[[], bytes]]] = {CHIME: chime, SILENCE: silence}


def blueprint(sounds: Path, *, hospital: Callable[[], str] = str) -> Blueprint:
    """The pages and files of a board, to be mounted by ``queue_server.app``.

    ``sounds`` is the folder in which the server's voice maker leaves ``<name>.wav``; a name must
    change with its content. ``hospital`` tells the name to show before the first picture comes.
    """
    board = Blueprint(
        "board",
        __name__,
        template_folder="pages",
        static_folder="static",
        static_url_path="/board/static",
    )

    @board.get("/board")
    def show() -> Response:
        return _shell("board", hospital())

    @board.get("/board/enrol")
    def enrol() -> Response:
        return _shell("enrol", hospital())

    @board.get("/board/sounds/<name>.wav")
    def sound(name: str) -> Response:
        return _sound(sounds, name)

    @board.get("/board/font/<weight>.ttf")
    def font(weight: str) -> Response:
        if weight not in WEIGHTS:
            abort(404)
        answer = send_from_directory(FONTS, f"BeVietnamPro-{weight}.ttf", mimetype="font/ttf")
        return _kept(answer)

    return board


def _shell(page: str, hospital: str) -> Response:
    data = {
        "page": page,
        "hospital": hospital,
        "words": {lang: table("board.", lang) for lang in LANGS},
        "sounds": {
            "chime": f"/board/sounds/{CHIME}.wav",
            "silence": f"/board/sounds/{SILENCE}.wav",
        },
    }
    built = _built()
    answer = Response(
        render_template("board.html", data=data, built=built, missing=not built),
        mimetype="text/html",
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _built() -> dict[str, str]:
    """The built files with the hash that makes their address new; empty when nothing is built."""
    try:
        manifest: dict[str, Any] = json.loads((HERE / "static/built/manifest.json").read_bytes())
    except FileNotFoundError:
        return {}
    return {name: str(mark) for name, mark in manifest.items()}


def _sound(sounds: Path, name: str) -> Response:
    if not SAFE.fullmatch(name):
        abort(404)
    if name in OWN:
        return _kept(send_file(io.BytesIO(OWN[name]()), mimetype="audio/wav", conditional=True))
    return _kept(send_from_directory(sounds.resolve(), f"{name}.wav", mimetype="audio/wav"))


def _kept(answer: Response) -> Response:
    answer.headers["Cache-Control"] = FOREVER
    return answer
