"""What a board shows: to the hall in large letters, to whoever looks after it in small ones."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # ---- to the hall -------------------------------------------------------------------------
    "board.call": ("Mời số", "Now calling"),
    "board.calls": ("Mời các số", "Now calling"),
    "board.nobody": ("Chưa gọi số nào", "No number called yet"),
    "board.before": ("Trước khi mất kết nối", "Before contact was lost"),
    "board.last": ("Vừa gọi", "Called before"),
    "board.rooms": ("Đang phục vụ", "Being served"),
    "board.prepare": ("Chuẩn bị", "Please get ready"),
    "board.waiting": ("{n} người đang chờ", "{n} waiting"),
    "board.priority": ("Ưu tiên", "Priority"),
    "board.place_room": ("Phòng {n}", "Room {n}"),
    "board.place_room_short": ("P. {n}", "Rm {n}"),
    "board.place_desk": ("Quầy {n}", "Desk {n}"),
    "board.place_desk_short": ("Quầy {n}", "Desk {n}"),
    "board.floor": ("tầng {n}", "floor {n}"),
    "board.room_closed": ("Đóng", "Closed"),
    "board.paused": ("{room} tạm dừng", "{room} is paused"),
    "board.paused_until": (
        "{room} tạm dừng, khám tiếp lúc {time}",
        "{room} is paused and goes on at {time}",
    ),
    "board.paused_until_desk": (
        "{room} tạm dừng, làm việc tiếp lúc {time}",
        "{room} is paused and goes on at {time}",
    ),
    "board.paused_row": ("tạm dừng", "paused"),
    "board.paused_row_until": ("nghỉ đến {time}", "back at {time}"),
    "board.lost": (
        "Bảng tạm mất kết nối từ {time}. Vui lòng nghe nhân viên gọi.",
        "This board lost contact at {time}. Please listen for the staff.",
    ),
    "board.connecting": ("Bảng đang kết nối…", "This board is connecting…"),
    # ---- to whoever looks after the board ------------------------------------------------------
    "board.sound_off": (
        "CHƯA BẬT TIẾNG – bấm OK trên điều khiển",
        "SOUND IS OFF – press OK on the remote control",
    ),
    "board.page_title": ("Bảng điện tử", "Board"),
    "board.enrol": ("Đăng ký bảng điện tử", "Register this board"),
    "board.enrol_how": (
        "Trên máy quản trị, mở “Thiết bị”, thêm một bảng rồi nhập mã hiện ra vào đây.",
        "On an administrator's computer open “Devices”, add a board, and enter its code here.",
    ),
    "board.enrol_code": ("Mã đăng ký", "Registration code"),
    "board.enrol_inches": ("Màn hình (inch)", "Screen (inches)"),
    "board.enrol_farthest": ("Ghế xa nhất (mét)", "Farthest seat (metres)"),
    "board.enrol_send": ("Đăng ký", "Register"),
    "board.enrol_sending": ("Đang đăng ký…", "Registering…"),
    "board.enrol_empty": ("Vui lòng nhập mã đăng ký.", "Please enter the registration code."),
    "board.enrol_sizes": (
        "Chiều cao màn hình từ 10 đến 120 inch, ghế xa nhất từ 1 đến 30 mét.",
        "The screen is 10 to 120 inches, the farthest seat 1 to 30 metres away.",
    ),
    "board.enrol_away": (
        "Chưa gặp được máy chủ. Vui lòng kiểm tra dây mạng rồi thử lại.",
        "The server cannot be reached. Please check the network cable and try again.",
    ),
    "board.enrol_other": (
        "Mã này dành cho thiết bị khác ({kind}), không phải bảng. Vui lòng tạo mã cho bảng.",
        "This code is for another machine ({kind}), not a board. Please make a code for a board.",
    ),
    "board.enrol_again": (
        "Bảng này không còn được đăng ký. Vui lòng nhập mã mới.",
        "This board is no longer registered. Please enter a new code.",
    ),
    # ---- the watchdog (luot-board), on its terminal --------------------------------------------
    "board.watch_no_file": (
        "Không có tệp cấu hình {file}. Hãy chép config/board.toml rồi sửa địa chỉ máy chủ.",
        "There is no file {file}. Copy config/board.toml and set the server's address.",
    ),
    "board.watch_bad_file": ("{file}: {wrong}", "{file}: {wrong}"),
    "board.watch_no_browser": (
        "Không tìm thấy Chromium ({tried}). Hãy cài: apt install chromium, hoặc ghi khóa browser.",
        "Chromium was not found ({tried}). Run: apt install chromium, or set the key browser.",
    ),
    "board.watch_started": ("Bảng đang mở {address}", "The board is showing {address}"),
    "board.watch_dead": (
        "Trình duyệt đã dừng, mở lại sau {s} giây",
        "The browser has ended; starting it again in {s} s",
    ),
    "board.watch_hung": (
        "Bảng không động đậy đã {s} giây, mở lại trình duyệt",
        "The board has not moved for {s} s; restarting the browser",
    ),
    "board.watch_away": (
        "Máy chủ chưa trả lời, bảng thử lại",
        "The server does not answer yet; the board tries again",
    ),
}
