"""Each step and each number, spoken: a sentence becomes a WAV file, made by a program beside us.

The voice is a program of its own (the shipped one is eSpeak NG by ``display.voice``), so the kiosk
depends on no engine, works without a network, and is silent rather than broken when there is none.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

import structlog

from kiosk.entry import Given
from queue_server.wire import Lang, Menu
from queue_server.words import say

Step = Literal["first", "services", "groups", "paper", "emergency", "result", "screen_result"]

VOICE: Final = (sys.executable, "-m", "display.voice", "say", "{text}")
OPTIONS: Final = ("--lang", "{lang}", "--out", "{out}", "--silent")
LIMIT_S: Final = 10
KEPT: Final = 2_000
"""So many sentences are kept: about 200 MiB, the oldest go first."""


def sentences(step: str, lang: Lang, *, menu: Menu, given: Given | None = None) -> str:
    """What is said at a step. With a number: all that the paper says (EN 301 549, 5.1.3.16)."""
    if given is None:
        text = say(f"kiosk.say.{step}", lang)
        if step == "emergency":
            text += " " + (menu.emergency_vi if lang == "vi" else menu.emergency_en)
        return text
    parts = [say("kiosk.say.number", lang, number=given.number, service=given.service)]
    if given.where:
        parts.append(say("kiosk.where", lang, where=given.where) + ".")
    if given.ahead is not None:
        key = {0: "kiosk.ahead_none", 1: "kiosk.ahead_one"}.get(given.ahead, "kiosk.ahead")
        parts.append(say(key, lang, n=given.ahead) + ".")
    if given.priority:
        parts.append(say("slip.priority", lang))
    elif given.guarantee_minutes is not None:
        parts.append(say("slip.guard", lang, minutes=given.guarantee_minutes))
    parts.append(say("kiosk.say.take_slip" if step == "result" else "kiosk.say.remember", lang))
    return " ".join(parts)


class Speaking:
    """The sounds of one kiosk, in a folder of its own."""

    def __init__(self, folder: Path, command: Sequence[str] = (*VOICE, *OPTIONS)) -> None:
        self._folder, self._command = folder, tuple(command)
        self._lock = threading.Lock()  # one sentence at a time: a kiosk has a small processor
        self._log = structlog.get_logger("kiosk")
        folder.mkdir(parents=True, exist_ok=True)

    def sound(self, text: str, lang: Lang) -> Path | None:
        """The file that says ``text``; None when there is no voice."""
        name = hashlib.sha256(f"{lang}\n{text}".encode()).hexdigest()
        path = self._folder / f"{name[:32]}.wav"
        with self._lock:
            if not path.exists() and not self._make(text, lang, path):
                return None
        return path

    def _make(self, text: str, lang: Lang, path: Path) -> bool:
        draft = path.with_suffix(".new")
        facts = {"text": text, "lang": lang, "out": str(draft)}
        command = [part.format(**facts) if "{" in part else part for part in self._command]
        try:
            subprocess.run(command, check=True, timeout=LIMIT_S, capture_output=True)
            os.replace(draft, path)
        except (OSError, subprocess.SubprocessError) as wrong:
            self._log.warning("kiosk.no_voice", why=type(wrong).__name__)
            return False
        self._tidy()
        return True

    def _tidy(self) -> None:
        kept = sorted(self._folder.glob("*.wav"), key=lambda file: file.stat().st_mtime)
        for file in kept[:-KEPT]:
            file.unlink(missing_ok=True)
