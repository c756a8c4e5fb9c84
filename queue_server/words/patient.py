"""What the patient's own page shows: calm, short, and the same words as the slip and the board."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "patient.title": ("Số của ông/bà", "Your number"),
    "patient.priority": ("Ưu tiên", "Priority"),
    "patient.ahead": ("Còn {n} người trước ông/bà", "{n} people ahead of you"),
    "patient.ahead_one": ("Còn 1 người trước ông/bà", "1 person ahead of you"),
    "patient.ahead_none": ("Sắp đến lượt ông/bà", "You are next"),
    "patient.state.PLANNED": ("Chưa đến bước này", "Not this step yet"),
    "patient.state.WAITING": ("Đang chờ", "Waiting"),
    "patient.state.CALLED": ("Mời ông/bà vào", "Please come in"),
    "patient.state.SERVING": ("Đang được phục vụ", "Being served"),
    "patient.state.HELD": ("Tạm dừng lượt chờ", "On hold"),
    "patient.state.ABSENT": ("Đã gọi, chưa thấy ông/bà", "Called, but we did not see you"),
    "patient.state.NO_SHOW": ("Quá lượt", "Missed"),
    "patient.state.DONE": ("Đã xong", "Done"),
    "patient.state.MOVED": ("Đã chuyển", "Moved on"),
    "patient.state.LEFT": ("Đã về", "Left"),
    "patient.state.CANCELLED": ("Đã hủy", "Cancelled"),
    "patient.state.CLOSED": ("Hết giờ, chưa được khám", "Closed for the day, not served"),
    "patient.do.WAITING": (
        "Mời chờ tại {where}. Trang này tự cập nhật.",
        "Please wait at {where}. This page updates by itself.",
    ),
    "patient.do.CALLED": ("Mời đến ngay: {room}", "Please go now to {room}"),
    "patient.do.SERVING": ("Tại {room}", "At {room}"),
    "patient.do.ABSENT": (
        "Xin đến {where} và báo nhân viên, không cần lấy số lại.",
        "Please come to {where} and tell the staff; no new number needed.",
    ),
    "patient.do.ABSENT_until": (
        "Đến trước {time}, ông/bà vẫn giữ chỗ cũ.",
        "Come before {time} and you keep your place.",
    ),
    "patient.do.NO_SHOW": (
        "Xin báo nhân viên tại {where}.",
        "Please talk to the staff at {where}.",
    ),
    "patient.do.HELD": (
        "Chỗ của ông/bà vẫn được giữ. Nhân viên sẽ gọi lại.",
        "Your place is kept. The staff will call you again.",
    ),
    "patient.do.PLANNED": (
        "Số này bắt đầu chờ khi bước trước đã xong.",
        "This number starts to wait when the step before is done.",
    ),
    "patient.do.DONE": (
        "Cảm ơn ông/bà. Chúc ông/bà mau khỏe.",
        "Thank you. We wish you a good recovery.",
    ),
    "patient.do.CLOSED": (
        "Xin hỏi quầy tiếp đón để được hẹn lại.",
        "Please ask reception for another day.",
    ),
    "patient.floor": ("Tầng {floor}", "Floor {floor}"),
    "patient.guard": (
        "Trừ cấp cứu, việc nhường lượt cho người ưu tiên, người có hẹn và người đã có kết quả"
        " làm ông/bà chờ thêm nhiều nhất khoảng {minutes}\u00a0phút tại đây.",
        "Apart from emergencies, people called before you out of turn add at most about"
        " {minutes}\u00a0minutes to your wait here.",
    ),
    "patient.path": ("Các bước hôm nay", "Your steps today"),
    "patient.issued": ("Lấy số lúc {time}", "Number taken at {time}"),
    "patient.updated": ("Cập nhật lúc {time}", "Updated at {time}"),
    "patient.lost": (
        "Mất mạng từ {time}. Vui lòng nghe loa và nhìn bảng điện tử.",
        "No connection since {time}. Please listen and watch the boards.",
    ),
    "patient.unknown_title": ("Xin chờ một lát", "One moment, please"),
    "patient.unknown": (
        "Số của ông/bà đã được giữ, danh sách đang cập nhật.",
        "Your number is kept; the list is being updated.",
    ),
    "patient.unknown_more": (
        "Vui lòng nghe loa và nhìn bảng điện tử; cần giúp, xin hỏi quầy tiếp đón.",
        "Please listen and watch the boards; for help, ask at reception.",
    ),
    "patient.keep": (
        "Giữ trang này cho riêng ông/bà: ai có đường dẫn đều xem được số.",
        "Keep this page to yourself: whoever has the link can see the number.",
    ),
}
