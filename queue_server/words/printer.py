"""What the print agent and its commands tell staff."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "refusal.slip_differs": (
        "Phiếu {slip} đã nhận trước đó với nội dung khác. Hãy lấy phiếu mới.",
        "Slip {slip} came before with other content. Make a new slip.",
    ),
    "refusal.slip_unknown": (
        "Không tìm thấy phiếu {slip} trên máy này. Hãy in lại từ màn hình tiếp đón.",
        "Slip {slip} is not known on this machine. Reprint it from the reception screen.",
    ),
}
