"""Stylesheets, built scripts and fonts, each under an address that changes when the file does."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, abort, request, send_from_directory
from fontpkg_be_vietnam_pro import ROOT as FONT_ROOT

WEB: Final = Path(__file__).parents[1]
FOLDERS: Final = {
    "built": WEB / "static" / "built",
    "common": WEB / "common" / "static",
    "room": WEB / "room" / "static",
    "reception": WEB / "reception" / "static",
    "patient": WEB / "patient" / "static",
    "admin": WEB / "admin" / "static",
    "fonts": Path(FONT_ROOT),
}
YEAR: Final = "public, max-age=31536000, immutable"


class Assets:
    """Knows every file of the pages by ``folder/name`` and its hash, reckoned once a file's age."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, str]] = {}

    def address(self, name: str) -> str:
        """``/static/common/base.css?v=…``; without ``v`` when there is no such file."""
        mark = self.mark(name)
        return f"/static/{name}?v={mark}" if mark else f"/static/{name}"

    def mark(self, name: str) -> str:
        """A short hash of the file's content, "" when there is none."""
        file = self._file(name)
        if not file.is_file():
            return ""
        age = file.stat().st_mtime_ns
        if self._known.get(name, (0, ""))[0] != age:
            self._known[name] = (age, hashlib.sha256(file.read_bytes()).hexdigest()[:12])
        return self._known[name][1]

    def built(self) -> str:
        """One mark for all built scripts: boards reload when it changes."""
        folder = FOLDERS["built"]
        names = sorted(file.name for file in folder.glob("*.*")) if folder.is_dir() else []
        marks = ",".join(self.mark(f"built/{name}") for name in names)
        return hashlib.sha256(marks.encode()).hexdigest()[:12]

    def exists(self, name: str) -> bool:
        """Whether there is such a file."""
        return bool(self.mark(name))

    def _file(self, name: str) -> Path:
        folder, _, rest = name.partition("/")
        return FOLDERS[folder] / rest


def blueprint(assets: Assets) -> Blueprint:
    """``/static/<folder>/<file>`` for every page; kept for a year under its hash."""
    files = Blueprint("static_files", __name__)

    @files.get("/static/<folder>/<path:name>")
    def static_file(folder: str, name: str) -> Response:
        if folder not in FOLDERS:
            abort(404)
        answer = send_from_directory(FOLDERS[folder], name)
        asked = request.args.get("v", "")
        fresh = asked and asked == assets.mark(f"{folder}/{name}")
        answer.headers["Cache-Control"] = YEAR if fresh else "no-cache"
        return answer

    return files
