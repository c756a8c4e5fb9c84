"""What every page shares: the frame, signing in, the way to one's work, errors as kind pages."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "common.product": ("Lượt", "Lượt"),
    "common.skip": ("Đến nội dung chính", "Skip to the content"),
    "common.home": ("Trang chính", "Home"),
    "common.language": ("English", "Tiếng Việt"),
    "common.demo": (
        "BẢN DÙNG THỬ – không dùng cho người bệnh thật",
        "DEMO – not for real patients",
    ),
    "common.insecure": (
        "Kết nối chưa được mã hóa. Người quản trị: xem lệnh “luot cert”.",
        "This connection is not encrypted. Administrator: see “luot cert”.",
    ),
    "common.no_script": (
        "Trang này cần JavaScript. Xin bật JavaScript trong trình duyệt.",
        "This page needs JavaScript. Please switch it on in the browser.",
    ),
    "common.save": ("Lưu", "Save"),
    "common.cancel": ("Thôi", "Cancel"),
    "common.back": ("Quay lại", "Back"),
    # signing in
    "common.signin": ("Đăng nhập", "Sign in"),
    "common.signin_why": (
        "Mỗi người dùng tài khoản của mình; mọi thao tác được ghi theo tên.",
        "Everybody uses their own account; each act carries its person's name.",
    ),
    "common.login": ("Tên đăng nhập", "User name"),
    "common.password": ("Mật khẩu", "Password"),
    "common.signout": ("Đăng xuất", "Sign out"),
    "common.signed_out": ("Đã đăng xuất. Hẹn gặp lại!", "You are signed out. See you!"),
    "common.pin_title": ("Đổi người trực", "Switch person"),
    "common.pin_why": (
        "Quầy đang mở bằng tài khoản của {name}. Người trực mới nhập tên và mã PIN 6 số.",
        "This desk was opened by {name}. The new person enters their name and 6-digit PIN.",
    ),
    "common.pin": ("Mã PIN 6 số", "6-digit PIN"),
    "common.pin_switch": ("Tôi trực quầy này", "I work here now"),
    # one's own account
    "common.account": ("Tài khoản của tôi", "My account"),
    "common.password_change": ("Đổi mật khẩu", "Change password"),
    "common.password_old": ("Mật khẩu hiện tại", "Current password"),
    "common.password_new": ("Mật khẩu mới", "New password"),
    "common.password_again": ("Nhập lại mật khẩu mới", "New password again"),
    "common.password_hint": (
        "Ít nhất 8 ký tự; nên dùng một câu dài, dễ nhớ.",
        "8 characters or more; a long sentence you remember is best.",
    ),
    "common.pin_own": ("Mã PIN của tôi", "My PIN"),
    "common.pin_own_why": (
        "Dùng để nhận quầy chung mà không cần đăng nhập lại.",
        "To take over a shared desk without signing in anew.",
    ),
    "common.done_password": ("Đã đổi mật khẩu.", "Password changed."),
    "common.done_pin": ("Đã lưu mã PIN.", "PIN saved."),
    "refusal.password_again": (
        "Hai lần nhập mật khẩu mới không giống nhau.",
        "The two new passwords are not the same.",
    ),
    # the way to one's work
    "common.landing_title": ("Xin chào, {name}", "Hello, {name}"),
    "common.landing_nobody": ("Hệ thống lấy số và gọi số", "Queue numbers and calls"),
    "common.landing_patient": (
        "Ông/bà đến khám: mời lấy số tại máy lấy số hoặc quầy tiếp đón.",
        "Here as a patient? Please take a number at the kiosk or at reception.",
    ),
    "common.landing_staff": ("Dành cho nhân viên", "For staff"),
    "common.go_room": ("Phòng khám, quầy", "Rooms and desks"),
    "common.go_room_why": ("Gọi người tiếp theo, chuyển, tạm dừng", "Call next, send on, pause"),
    "common.go_reception": ("Tiếp đón", "Reception"),
    "common.go_reception_why": (
        "Cấp số giúp, tìm số, ưu tiên, in lại",
        "Give a number, find one, priority, reprint",
    ),
    "common.go_board": ("Bảng điện tử", "Board"),
    "common.go_board_why": ("Số đang gọi, cho màn hình phòng chờ", "Calls, for the hall's screen"),
    "common.go_devices": ("Thiết bị", "Devices"),
    "common.go_devices_why": (
        "Máy lấy số, bảng, máy in: ghép, theo dõi, thu hồi",
        "Kiosks, boards, printers: enrol, watch, revoke",
    ),
    "common.go_people": ("Nhân viên", "People"),
    "common.go_people_why": ("Tài khoản, quyền, mã PIN", "Accounts, roles, PINs"),
    "common.go_nothing": (
        "Tài khoản này chưa được giao việc nào. Xin hỏi người quản trị.",
        "This account has no work assigned yet. Please ask the administrator.",
    ),
    # errors as pages
    "common.trouble_title": ("Chưa làm được", "That did not work"),
    "common.trouble_code": ("Mã: {code}", "Code: {code}"),
    "common.state.PLANNED": ("Chưa đến lượt bước này", "Not yet at this step"),
    "common.state.WAITING": ("Đang chờ", "Waiting"),
    "common.state.CALLED": ("Đang được mời", "Called"),
    "common.state.SERVING": ("Đang được phục vụ", "Being served"),
    "common.state.HELD": ("Tạm hoãn", "On hold"),
    "common.state.ABSENT": ("Vắng mặt", "Absent"),
    "common.state.DONE": ("Đã xong", "Done"),
    "common.state.MOVED": ("Đã chuyển", "Moved"),
    "common.state.NO_SHOW": ("Quá lượt", "No-show"),
    "common.state.LEFT": ("Không khám nữa", "Left"),
    "common.state.CANCELLED": ("Đã hủy", "Cancelled"),
    "common.state.CLOSED": ("Hết giờ, chưa khám", "Closed, not served"),
}
