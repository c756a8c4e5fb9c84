"""The maker of sounds: real files, measured; a clip bank of tones; power cuts, caches, threads."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from array import array
from pathlib import Path

import pytest

from display.samples import (
    PEAK_DBFS,
    RATE,
    SPEECH_DBFS,
    peak_dbfs,
    read_wav,
    seconds,
    silence,
    spoken_dbfs,
    trimmed,
    write_wav,
)
from display.voice import (
    CLIPS,
    GAP_MS,
    LEAD_MS,
    PAUSE_MS,
    TAIL_MS,
    Voice,
    check_clips,
)
from queue_server.core.clips import PAUSE, clips_for, clips_to_record
from queue_server.core.numbering import label
from queue_server.core.refusal import Refusal
from queue_server.core.speech import SpokenPlace, spoken_call
from queue_server.words import LANGS, say

CALL = spoken_call(["A012"], SpokenPlace(number="3"))


def tone(hertz: float, ms: int, loudness: int = 8000) -> array[int]:
    """A square wave: rough, but its pitch and length are easily found again."""
    half = RATE / hertz / 2
    return array(
        "h", (loudness if int(n / half) % 2 else -loudness for n in range(RATE * ms // 1000))
    )


def pitches(samples: array[int]) -> list[int]:
    """The pitch of each stretch between silences, in Hz to the nearest ten."""
    found, quiet, swings, length = [], RATE // 100, 0, 0
    for one, two in zip(samples, [*samples[1:], 0], strict=True):
        if one or two:
            swings, length, quiet = swings + (one < 0 <= two), length + 1, 0
            continue
        quiet += 1
        if quiet == RATE // 200 and length:
            found.append(round(swings * RATE / length, -1))
            swings = length = 0
    return [int(pitch) for pitch in found]


@pytest.fixture
def voice(tmp_path: Path) -> Voice:
    return Voice(tmp_path / "cache", None)


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A clip bank in which each clip of the call is a tone of its own."""
    folder = tmp_path / "clips" / "vi"
    folder.mkdir(parents=True)
    for at, name in enumerate(name for name in clips_for(CALL) if name != PAUSE):
        write_wav(folder / f"{name}.wav", tone(200 + 100 * at, 150, 500 + 3000 * (at % 3)))
    return folder


# ---- what is heard


@pytest.mark.parametrize(
    "lang, region, least, most",
    [("vi", "north", 3.0, 6.0), ("vi", "south", 3.0, 6.0), ("en", "north", 3.0, 7.0)],
)
def test_a_call_is_calm_level_and_begins_and_ends_in_silence(
    tmp_path: Path, lang: str, region: str, least: float, most: float
) -> None:
    words = spoken_call(["A012"], SpokenPlace(number="3"), lang=lang, region=region)  # type: ignore[arg-type]  # one of the literals above
    file = Voice(tmp_path, None, region=region).sound(words, lang)  # type: ignore[arg-type]  # as above
    samples = read_wav(file)

    assert least < seconds(samples) < most
    assert spoken_dbfs(samples) == pytest.approx(SPEECH_DBFS, abs=1.5)
    assert peak_dbfs(samples) <= PEAK_DBFS + 0.01
    assert not any(samples[: RATE * LEAD_MS // 1000])
    assert not any(samples[-RATE * TAIL_MS // 1000 :])


def test_the_file_is_what_a_browser_plays(voice: Voice) -> None:
    head = voice.sound(CALL).read_bytes()[:44]

    assert head[:4] + head[8:16] == b"RIFFWAVEfmt "
    assert int.from_bytes(head[22:24], "little") == 1
    assert int.from_bytes(head[24:28], "little") == 22_050
    assert int.from_bytes(head[34:36], "little") == 16


def test_all_calls_are_equally_loud(voice: Voice) -> None:
    levels = [
        spoken_dbfs(read_wav(voice.sound(spoken_call([number], SpokenPlace(number=room)))))
        for number, room in [("A001", "1"), ("K1105", "12"), ("A2-007", "5")]
    ]

    assert max(levels) - min(levels) < 1.5


def test_every_number_has_a_sound_of_its_own_and_keeps_it(voice: Voice) -> None:
    files = [
        voice.sound(spoken_call([label("A", n)], SpokenPlace(number="3"))) for n in (12, 13, 112)
    ]

    assert len({file.read_bytes() for file in files}) == 3
    assert len(set(files)) == 3
    assert seconds(read_wav(files[0])) > 3
    assert all(re.fullmatch(r"[0-9a-f]{64}\.wav", file.name) for file in files)


def test_the_chime_is_short_soft_and_the_same_for_ever(voice: Voice) -> None:
    samples = read_wav(voice.chime())

    assert 0.6 < seconds(samples) < 2.5
    assert -15 < peak_dbfs(samples) <= -3
    assert voice.chime() == voice.chime()
    assert voice.chime() != voice.sound(CALL)


def test_a_kiosk_reads_any_sentence_and_the_engine_gets_only_words(voice: Voice) -> None:
    assert voice.say("Thẻ BHYT, P.3, số 015") == voice.say(
        "thẻ bảo hiểm y tế, phòng ba, số không một năm"
    )
    assert seconds(read_wav(voice.say("ƯU TIÊN"))) > 0.5


def test_the_south_is_heard_in_its_own_words_and_voice(tmp_path: Path) -> None:
    north, south = (Voice(tmp_path, None, region=region) for region in ("north", "south"))

    assert north.say("phòng 105") != south.say("phòng 105")
    assert south.say("phòng 105") == south.say("phòng một trăm lẻ năm")


@pytest.mark.parametrize("text", ["", "…", "!?", "***"])
def test_nothing_to_say_is_refused_in_plain_words(voice: Voice, text: str) -> None:
    with pytest.raises(Refusal) as refused:
        voice.say(text)

    assert refused.value.code == "nothing_to_say"
    assert all(
        say(f"refusal.{code}", lang) for lang in LANGS for code in ("nothing_to_say", "no_voice")
    )


# ---- the clip bank


def test_a_hospitals_own_voice_is_preferred_and_in_the_right_order(
    tmp_path: Path, bank: Path
) -> None:
    samples = read_wav(Voice(tmp_path / "cache", bank.parent).sound(CALL))

    assert pitches(samples) == pytest.approx([200, 300, 400, 500, 600, 700, 800], abs=20)
    clips = [name for name in clips_for(CALL) if name != PAUSE]
    expected_ms = LEAD_MS + len(clips) * (150 + GAP_MS) - GAP_MS + PAUSE_MS + TAIL_MS
    assert seconds(samples) * 1000 == pytest.approx(expected_ms, abs=40)


def test_clips_recorded_loud_and_soft_are_heard_alike(tmp_path: Path, bank: Path) -> None:
    samples = read_wav(Voice(tmp_path / "cache", bank.parent).sound(CALL))
    pieces = [
        samples[at : at + RATE // 20]
        for at in range(RATE // 10, len(samples) - RATE // 3, RATE // 20)
    ]
    levels = [spoken_dbfs(piece) for piece in pieces if all(piece)]

    assert max(levels) - min(levels) < 1


@pytest.mark.parametrize("harm", ["missing", "broken", "silent"])
def test_one_clip_that_cannot_be_used_leaves_the_whole_call_to_the_engine(
    tmp_path: Path, bank: Path, harm: str
) -> None:
    clip = bank / "hai.wav"
    if harm == "missing":
        clip.unlink()
    elif harm == "broken":
        clip.write_bytes(b"not a sound")
    else:
        write_wav(clip, silence(150))
    voice = Voice(tmp_path / "cache", bank.parent)

    assert voice.sound(CALL) == Voice(tmp_path / "cache", None).sound(CALL)
    assert len(list(voice.cache.folder.iterdir())) == 1, "no half-made file is left"


def test_a_new_recording_is_heard_at_once(tmp_path: Path, bank: Path) -> None:
    voice = Voice(tmp_path / "cache", bank.parent)
    before = voice.sound(CALL)
    write_wav(bank / "hai.wav", tone(2000, 200))
    after = voice.sound(CALL)

    assert after != before
    assert 2000 in {round(pitch, -2) for pitch in pitches(read_wav(after))}


def test_a_room_name_longer_than_a_disk_takes_is_still_called(tmp_path: Path, bank: Path) -> None:
    place = SpokenPlace(name_vi="phòng " + "rất dài " * 60)

    assert Voice(tmp_path / "cache", bank.parent).sound(spoken_call(["A012"], place)).is_file()


def test_staff_are_told_which_clips_are_missing_or_bad(bank: Path) -> None:
    (bank / "hai.wav").write_bytes(b"not a sound")
    write_wav(bank / "ba.wav", silence(100))
    states = check_clips(bank, "north")

    assert states.keys() == clips_to_record("north").keys()
    assert (states["mowif-soos"], states["hai"], states["ba"], states["tams"]) == (
        "ok",
        "broken",
        "silent",
        "missing",
    )
    assert all(say(f"voice.clip_{state}", lang) for state in states.values() for lang in LANGS)


def test_the_instructions_name_every_clip_and_no_other() -> None:
    text = (CLIPS / "vi" / "README.md").read_text("utf-8")
    told = dict(
        re.findall(r"^\| `([a-z-]+)\.wav` \| (.+?)(?: \((?:Bắc|Nam)\))? \|$", text, re.MULTILINE)
    )

    assert told == {**clips_to_record("north"), **clips_to_record("south")}
    assert "`vaof-phongf-khams-tim-machj.wav`" in text
    assert clips_for(["vào", "phòng", "khám", "tim", "mạch"]) == ("vaof-phongf-khams-tim-machj",)


# ---- many at once, and staff who try it


def test_twenty_calls_at_once_from_many_threads_are_all_made_whole(voice: Voice) -> None:
    calls = [spoken_call([label("A", n % 10 + 1)], SpokenPlace(number="3")) for n in range(20)]
    files: list[Path] = []
    threads = [
        threading.Thread(target=lambda call=call: files.append(voice.sound(call))) for call in calls
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(files) == 20
    assert len(set(files)) == 10
    assert all(seconds(trimmed(read_wav(file))) > 2.5 for file in files)
    assert not list(voice.cache.folder.glob("*.part"))


def run(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    here = str(Path(__file__).parents[2])
    return subprocess.run(
        [sys.executable, "-m", "display.voice", *args],
        cwd=cwd,
        env={"PATH": "", "PYTHONPATH": here, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_staff_hear_a_sentence_and_a_call(tmp_path: Path) -> None:
    said = run("say", "Mời xuất trình thẻ BHYT", cwd=tmp_path)
    called = run("call", "A012", "--room", "3", "--out", "call.wav", cwd=tmp_path)

    assert said.returncode == called.returncode == 0, said.stderr + called.stderr
    assert "Mời xuất trình thẻ bảo hiểm y tế" in said.stdout
    assert "Mời số a không một hai, vào phòng khám số ba." in called.stdout
    assert seconds(read_wav(tmp_path / "call.wav")) > 3
    assert seconds(read_wav(tmp_path / "luot-voice.wav")) > 1


def test_staff_see_what_to_record_and_a_plain_refusal(tmp_path: Path) -> None:
    listed = run("clips", "--lang", "en", cwd=tmp_path)
    refused = run("say", "…", cwd=tmp_path)

    assert listed.stdout.count("not recorded") == len(clips_to_record("north"))
    assert refused.returncode == 1
    assert "Không có chữ nào" in refused.stderr
