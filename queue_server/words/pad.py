"""What `luot pad` tells whoever set it up; at the desk it answers by sound."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "pad.ready": ("Bàn phím sẵn sàng: {room} ({sitter})", "The pad is ready: {room} ({sitter})"),
    "pad.away": (
        "Chưa liên lạc được với máy chủ. Xin bấm lại sau, hoặc gọi bằng lời.",
        "The server cannot be reached. Press again in a moment, or call by voice.",
    ),
    "pad.back": ("Đã có lại kết nối.", "Contact is back."),
    "pad.away_at_start": (
        "Không tới được máy chủ {server}. Kiểm tra địa chỉ và mạng.",
        "The server {server} cannot be reached. Check the address and the network.",
    ),
    "pad.done.next": ("Mời số {number}", "Called {number}"),
    "pad.done.recall": ("Gọi lại số {number}", "Called {number} again"),
    "pad.done.miss": ("Đã ghi vắng mặt", "Noted as absent"),
    "pad.done.start": ("Bắt đầu số {number}", "Started {number}"),
    "pad.done.finish": ("Xong", "Done"),
    "pad.done.undo": ("Đã hoàn tác", "Undone"),
    "pad.unplugged": (
        "Không thấy bàn phím {device}. Đang chờ cắm lại.",
        "The pad {device} is not there. Waiting for it to be plugged in.",
    ),
    "pad.plugged": ("Đã thấy lại bàn phím.", "The pad is back."),
    "pad.taken": (
        "Chương trình khác đang dùng {device}.",
        "Another program has {device} for itself.",
    ),
    "pad.forbidden": (
        "Không được phép đọc {device}. Thêm người dùng này vào nhóm “input” rồi đăng nhập lại.",
        "{device} may not be read. Add this user to the group “input” and log in again.",
    ),
    "pad.linux_only": (
        "luot pad đọc bàn phím trực tiếp, hiện chỉ trên Linux. Trên Windows hãy dùng trang gọi số"
        " thu hẹp (360 px) đặt cạnh chương trình bệnh viện.",
        "luot pad reads the pad itself, so far only on Linux. On Windows use the room page as a"
        " strip, 360 px wide, beside the hospital's program.",
    ),
    "pad.which": (
        "Bàn phím nào? Ghi “device” trong config/pad.toml hoặc dùng --device:\n{there}",
        "Which pad? Write “device” in config/pad.toml or use --device:\n{there}",
    ),
    "pad.none_there": ("  (chưa cắm bàn phím USB nào)", "  (no USB keyboard is plugged in)"),
    "pad.no_key": (
        "Bàn phím này chưa ghép. Tạo mã ở trang Thiết bị, rồi: luot pad --code …",
        "This pad is not enrolled. Make a code on the devices page, then: luot pad --code …",
    ),
    "pad.no_file": ("Không đọc được {file}.", "{file} cannot be read."),
    "pad.bad_file": ("{file}: {wrong}", "{file}: {wrong}"),
    "pad.bad_key": (
        "{file}: keys: không có phím “{name}”. Các phím: {known}",
        "{file}: keys: there is no key “{name}”. Keys are: {known}",
    ),
}
