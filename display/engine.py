"""eSpeak NG, the voice that is always there: words in, samples out, without a network or a file.

It comes as a wheel with its Vietnamese data (GPL-3.0-or-later, as this program). It is given
words and the marks ``, . ? !`` only: what it makes of digits and short forms is wrong here.
The library holds one voice and one callback for the whole process, so one sentence at a time.
"""

from __future__ import annotations

import ctypes
import threading
from array import array
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import espeakng_loader

from display.samples import RATE
from queue_server.core.numerals import Lang, Region
from queue_server.core.reading import MARKS
from queue_server.core.refusal import Refusal
from queue_server.core.speech import sentence

WORDS_A_MINUTE: Final = 135
"""Calm: 175 is the engine's own pace, too fast for an old person in a full hall."""

VOLUME: Final = 60
"""Of 100, at which the engine cuts its own peaks off; the level is set afterwards."""

_VOICES: Final[dict[tuple[Lang, Region], bytes]] = {
    ("vi", "north"): b"vi",
    ("vi", "south"): b"vi-vn-x-south",
    ("en", "north"): b"en",
    ("en", "south"): b"en",
}
# Numbers from espeak-ng/speak_lib.h.
_SYNCHRONOUS: Final = 2
_DO_NOT_EXIT: Final = 0x8000
_PARAMETER_RATE: Final = 1
_PARAMETER_VOLUME: Final = 2
_PARAMETER_WORD_GAP: Final = 7
_BY_CHARACTER: Final = 1
_UTF8: Final = 1

_CALLBACK: Final = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)
_ONE_AT_A_TIME: Final = threading.Lock()


def speak(words: Sequence[str], lang: Lang, *, region: Region = "north") -> array[int]:
    """The words as samples, 22 050 a second, with the engine's own silences.

    Raises ValueError for anything but words and marks (a fault of the caller, not of a person), and
    Refusal("no_voice") where the engine cannot be started.
    """
    for word in words:
        if word not in MARKS and not word.replace("'", "").isalpha():
            raise ValueError("only words reach the engine")
    with _ONE_AT_A_TIME:
        return _speak(sentence(words), _VOICES[lang, region])


def _speak(text: str, voice: bytes) -> array[int]:
    library = _library()
    heard = array("h")

    def take(samples: Any, count: int, _events: object, /) -> int:
        if samples and count > 0:
            heard.frombytes(ctypes.string_at(samples, 2 * count))
        return 0

    callback = _CALLBACK(take)  # kept alive until the sentence is done
    library.espeak_SetSynthCallback(callback)
    if library.espeak_SetVoiceByName(voice) != 0:
        raise Refusal("no_voice")
    library.espeak_SetParameter(_PARAMETER_RATE, WORDS_A_MINUTE, 0)
    library.espeak_SetParameter(_PARAMETER_VOLUME, VOLUME, 0)
    library.espeak_SetParameter(_PARAMETER_WORD_GAP, 2, 0)
    raw = text.encode()
    size = ctypes.c_size_t(len(raw) + 1)
    if library.espeak_Synth(raw, size, 0, _BY_CHARACTER, 0, _UTF8, None, None) != 0:
        raise Refusal("no_voice")
    library.espeak_Synchronize()
    return heard


@cache
def _library() -> ctypes.CDLL:
    """The engine, started once: it keeps its voices in the process and cannot be started twice."""
    data = Path(espeakng_loader.get_data_path())
    try:
        library = ctypes.CDLL(espeakng_loader.get_library_path())
    except OSError as wrong:
        raise Refusal("no_voice") from wrong
    library.espeak_Synth.argtypes = [
        ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int,
        ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p,
    ]  # fmt: skip
    library.espeak_SetSynthCallback.argtypes = [_CALLBACK]
    # It answers with its samples a second; anything else means that its data are not there.
    if library.espeak_Initialize(_SYNCHRONOUS, 0, str(data).encode(), _DO_NOT_EXIT) != RATE:
        raise Refusal("no_voice")
    return library
