"""What a person reads when a rule says no: what is the matter, and what to do next."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "refusal.act_not_allowed": (
        "Việc này không làm được khi lượt đang ở trạng thái “{state}”.",
        "This cannot be done while the turn is “{state}”.",
    ),
    "refusal.series_unreadable": (
        "Ký hiệu dãy số “{series}” không dùng được: cần 1–3 chữ in hoa, máy lấy số từ 1 đến 99.",
        "“{series}” cannot be a series: use 1–3 capital letters, and kiosk numbers from 1 to 99.",
    ),
    "refusal.number_out_of_range": (
        "Số {number} nằm ngoài khoảng từ 1 đến {most}.",
        "{number} is not between 1 and {most}.",
    ),
    "refusal.number_unreadable": (
        "Không đọc được số thứ tự. Số trên phiếu có dạng A012 hoặc A2-007.",
        "This is not a queue number. Numbers on slips look like A012 or A2-007.",
    ),
    "refusal.time_unreadable": (
        "“{text}” không phải giờ trong ngày. Xin viết như 07:30.",
        "“{text}” is not a time of day. Write it like 07:30.",
    ),
    "refusal.hours_unreadable": (
        "“{text}” không phải khoảng giờ. Xin viết như 07:00-11:30.",
        "“{text}” is not a range of hours. Write it like 07:00-11:30.",
    ),
    "refusal.hours_overlap": (
        "Hai khoảng giờ {one} và {other} chồng lên nhau.",
        "The hours {one} and {other} overlap.",
    ),
    "refusal.busy": (
        "Máy chủ đang bận. Xin thử lại sau ít giây.",
        "The server is busy. Please try again in a few seconds.",
    ),
    "refusal.storage_failed": (
        "Máy chủ không ghi được dữ liệu; chưa có gì thay đổi. Xin thử lại và báo bộ phận CNTT.",
        "The server cannot store anything; nothing has changed. Please try again and tell IT.",
    ),
    "refusal.not_allowed": (
        "Tài khoản này không có quyền làm việc đó.",
        "This account may not do that.",
    ),
    "refusal.no_hospital": (
        "Máy chủ chưa có cấu hình bệnh viện. Xin chạy “luot hospital apply”.",
        "No hospital has been set up on this server yet. Run “luot hospital apply”.",
    ),
    "refusal.seal_key_short": (
        "Khóa niêm phong nhật ký phải dài ít nhất {least} byte.",
        "The key that seals the history must have at least {least} bytes.",
    ),
    "refusal.head_unreadable": (
        "Không đọc được mã niêm phong cuối ngày. Mã có dạng 1042:9f… (64 ký tự sau dấu hai chấm).",
        "This is not a day-end seal. It looks like 1042:9f… (64 characters after the colon).",
    ),
    "refusal.not_signed_in": ("Xin đăng nhập.", "Please sign in."),
    "refusal.signed_out": (
        "Phiên làm việc đã kết thúc. Xin đăng nhập lại.",
        "This session is over. Please sign in again.",
    ),
    "refusal.sign_in_failed": (
        "Tên đăng nhập hoặc mật khẩu không đúng.",
        "The user name or the password is not right.",
    ),
    "refusal.sign_in_wait": (
        "Đã thử nhiều lần. Xin chờ {seconds} giây rồi thử lại.",
        "Too many tries. Please wait {seconds} seconds and try again.",
    ),
    "refusal.login_unreadable": (
        "Tên đăng nhập gồm 2–64 chữ thường không dấu, số, dấu chấm hoặc gạch nối.",
        "A user name has 2–64 plain small letters, digits, dots or hyphens.",
    ),
    "refusal.login_taken": (
        "Tên đăng nhập “{login}” đã có người dùng.",
        "The user name “{login}” is taken.",
    ),
    "refusal.name_missing": ("Xin ghi họ tên.", "Please give the person's name."),
    "refusal.password_short": (
        "Mật khẩu cần ít nhất {least} ký tự; nên dùng một câu từ {advised} ký tự trở lên.",
        "A password needs at least {least} characters; a sentence of {advised} is better.",
    ),
    "refusal.password_long": (
        "Mật khẩu dài nhất {most} ký tự.",
        "A password has at most {most} characters.",
    ),
    "refusal.password_common": (
        "Mật khẩu này quá phổ biến, dễ bị đoán. Xin chọn mật khẩu khác.",
        "This password is among the first that are guessed. Please choose another.",
    ),
    "refusal.password_wrong": ("Mật khẩu hiện tại không đúng.", "The password is not right."),
    "refusal.password_same": (
        "Mật khẩu mới phải khác mật khẩu cũ.",
        "The new password must differ from the old one.",
    ),
    "refusal.pin_shape": ("Mã PIN gồm đúng {digits} chữ số.", "A PIN has exactly {digits} digits."),
    "refusal.pin_common": (
        "Mã PIN này dễ đoán. Xin chọn mã khác.",
        "This PIN is easy to guess. Please choose another.",
    ),
    "refusal.pin_wrong": (
        "Tên hoặc mã PIN không đúng.",
        "The name or the PIN is not right.",
    ),
    "refusal.pin_locked": (
        "Mã PIN đã nhập sai nhiều lần. Xin đăng xuất và đăng nhập lại bằng mật khẩu.",
        "Too many wrong PINs. Please sign out and sign in again with a password.",
    ),
    "refusal.no_such_person": ("Không có tài khoản này.", "There is no such account."),
    "refusal.not_a_staff_role": (
        "Tài khoản nhân viên cần ít nhất một vai trò của nhân viên.",
        "An account needs at least one role, and only roles of staff.",
    ),
    "refusal.last_admin": (
        "Phải còn ít nhất một người quản trị.",
        "At least one administrator must remain.",
    ),
    # how a page or machine asks, not what it asks for
    "refusal.must_change": (
        "Xin đổi mật khẩu ban đầu trước khi làm việc.",
        "Please change your first password before you work.",
    ),
    "refusal.bad_form": (
        "Trang này đã mở quá lâu hoặc đến từ nơi khác. Xin tải lại trang rồi thử lại.",
        "This page is too old or came from elsewhere. Please load it again and retry.",
    ),
    "refusal.bad_message": (
        "Máy chủ không hiểu yêu cầu này ({wrong}). Có thể hai máy khác phiên bản.",
        "The server does not understand this request ({wrong}). The versions may differ.",
    ),
    "refusal.unknown_device": (
        "Thiết bị này chưa được ghép hoặc đã bị thu hồi. Xin ghép lại bằng mã mới.",
        "This device is not enrolled or was revoked. Please enrol it with a new code.",
    ),
    "refusal.not_found": ("Không có trang này.", "There is no such page."),
    "refusal.wrong_method": (
        "Không thể mở trang theo cách này.",
        "This page cannot be asked that way.",
    ),
    "refusal.too_large": ("Nội dung gửi lên quá lớn.", "What was sent is too large."),
    "refusal.too_many": (
        "Quá nhiều yêu cầu cùng lúc. Xin thử lại sau {seconds} giây.",
        "Too many requests at once. Please try again in {seconds} seconds.",
    ),
    "refusal.failed": (
        "Có lỗi ở máy chủ; chưa có gì thay đổi. Xin thử lại và báo bộ phận CNTT.",
        "Something went wrong at the server; nothing has changed. Please retry and tell IT.",
    ),
    "refusal.code_wrong": (
        "Mã này không đúng, đã dùng hoặc đã quá 10 phút. Xin lấy mã mới ở trang Thiết bị.",
        "This code is wrong, used, or older than 10 minutes. Get a new one on the devices page.",
    ),
    "refusal.kiosks_enough": (
        "Đã có {most} máy lấy số hôm nay; thêm máy mới từ ngày mai.",
        "There were {most} kiosks today; a new one can be added tomorrow.",
    ),
    "refusal.device_kind": (
        "Không có loại thiết bị “{kind}”.",
        "There is no kind of device “{kind}”.",
    ),
    "refusal.device_unknown": (
        "Không có thiết bị này, hoặc thiết bị đã bị thu hồi.",
        "There is no such device, or it has been revoked.",
    ),
    "refusal.board_unknown": ("Không có bảng “{board}”.", "There is no board “{board}”."),
    "refusal.printer_unknown": (
        "Không có máy in nào như vậy đang hoạt động.",
        "There is no such printer at work.",
    ),
    "refusal.printer_choose": (
        "Có nhiều máy in. Xin chọn máy in.",
        "There are several printers. Please choose one.",
    ),
    "refusal.print_unknown": (
        "Máy in này không có phiếu đó.",
        "This printer has no such slip.",
    ),
    "refusal.nothing_to_print": (
        "Lần khám đã kết thúc, không còn phiếu để in.",
        "This visit is over; there is no slip left to print.",
    ),
    "refusal.help_unknown": (
        "Không có lời gọi giúp đỡ này.",
        "There is no such call for help.",
    ),
    "refusal.turn_unknown": ("Không tìm thấy lượt này.", "There is no such turn."),
    "refusal.visit_unknown": ("Không tìm thấy người bệnh với số này.", "There is no such visit."),
}
