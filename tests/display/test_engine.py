"""The engine: Vietnamese and English out of real eSpeak NG, words only, from many threads."""

from __future__ import annotations

import ctypes
import itertools
import threading
from array import array

import pytest

from display.engine import _library, speak
from display.samples import RATE, seconds, spoken_dbfs, trimmed
from queue_server.core.clips import clips_to_record
from queue_server.core.numerals import DIGITS
from queue_server.core.speech import SpokenPlace, spoken_call

CALL = spoken_call(["A012"], SpokenPlace(number="3"))


def outline(samples: array[int]) -> list[float]:
    """The loudness of each 10 ms, which is enough to tell one word from another."""
    heard, frame = trimmed(samples), RATE // 100
    pieces = (heard[at : at + frame] for at in range(0, len(heard), frame))
    return [max(spoken_dbfs(piece), -60.0) for piece in pieces if piece]


def apart(one: list[float], two: list[float]) -> float:
    """How far two outlines are from each other: in dB, plus one for each 10 ms of length."""
    shifted = (
        [abs(a - b) for a, b in zip(one[max(0, by) :], two[max(0, -by) :], strict=False)]
        for by in (-1, 0, 1)
    )
    return min(sum(gaps) / len(gaps) for gaps in shifted) + abs(len(one) - len(two))


def phonemes(text: str, voice: bytes) -> str:
    library = _library()
    assert library.espeak_SetVoiceByName(voice) == 0
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    raw = ctypes.c_char_p(text.encode())
    return str(library.espeak_TextToPhonemes(ctypes.byref(raw), 1, 2).decode())


def test_a_call_takes_as_long_as_a_calm_person_needs() -> None:
    lasts = seconds(trimmed(speak(CALL, "vi")))

    assert len(CALL) == 13
    assert 3.0 < lasts < 6.0, "eleven syllables and a pause"


def test_the_engine_does_not_cut_its_own_peaks_off() -> None:
    samples = speak(CALL, "vi")

    assert max(samples) < 32_000
    assert min(samples) > -32_000


@pytest.mark.parametrize("word", ["A012", "015", "P.3", "x-quang", "a b", "", "-", "½", "a\n"])
def test_only_words_reach_the_engine(word: str) -> None:
    with pytest.raises(ValueError, match="only words"):
        speak(("số", word), "vi")


def test_the_digits_do_not_sound_alike() -> None:
    said = {word: [outline(speak(("số", word), "vi")) for _ in range(2)] for word in DIGITS["vi"]}

    assert max(apart(*twice) for twice in said.values()) < 2.5, "the same word sounds the same"
    for one, two in itertools.combinations(said, 2):
        assert apart(said[one][0], said[two][0]) > 2.5, (one, two)


@pytest.mark.parametrize("voice", [b"vi", b"vi-vn-x-south"])
def test_every_word_of_a_call_is_read_as_vietnamese(voice: bytes) -> None:
    texts = {**clips_to_record("north"), **clips_to_record("south")}
    read = {text: phonemes(text, voice) for text in texts.values()}

    assert "(en)" in phonemes("BHYT", voice), "the mark of what the engine takes for English"
    assert not [text for text, sounds in read.items() if "(" in sounds or not sounds]


def test_north_and_south_have_voices_of_their_own() -> None:
    assert phonemes("vào phòng", b"vi") != phonemes("vào phòng", b"vi-vn-x-south")
    north, south = (
        outline(speak(CALL, "vi", region="north")),
        outline(speak(CALL, "vi", region="south")),
    )

    assert apart(north, south) > 2.5


def test_english_is_spoken_by_an_english_voice() -> None:
    words = spoken_call(["A012"], SpokenPlace(number="3"), lang="en")

    assert 3.0 < seconds(trimmed(speak(words, "en"))) < 7.0


def test_many_threads_speak_one_after_another_and_nobody_hears_anothers_words() -> None:
    alone = {word: outline(speak(("số", word), "vi")) for word in DIGITS["vi"]}
    together: dict[str, list[float]] = {}

    def say(word: str) -> None:
        together[word] = outline(speak(("số", word), "vi"))

    threads = [threading.Thread(target=say, args=(word,)) for word in alone]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert together.keys() == alone.keys()
    assert max(apart(alone[word], together[word]) for word in alone) < 2.5
