"""What the maker of sounds tells staff who try it, and why a sound could not be made."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "voice.made": (
        "Đã ghi vào {file}: {seconds} giây, mức {level} dBFS.",
        "Written to {file}: {seconds} s, level {level} dBFS.",
    ),
    "voice.clip_ok": ("đã có", "recorded"),
    "voice.clip_missing": ("chưa thu", "not recorded"),
    "voice.clip_broken": (
        "không đọc được: cần tệp WAV 16 bit",
        "cannot be read: a 16-bit WAV file is needed",
    ),
    "voice.clip_silent": (
        "không nghe thấy gì: xin thu lại",
        "nothing is heard: please record again",
    ),
    "refusal.nothing_to_say": (
        "Không có chữ nào để đọc thành tiếng.",
        "There is no word to read aloud.",
    ),
    "refusal.no_voice": (
        "Máy chưa đọc được thành tiếng: thiếu bộ đọc eSpeak NG. Xin gọi tên bằng lời.",
        "This machine cannot speak: eSpeak NG is missing. Please call numbers by voice.",
    ),
}
