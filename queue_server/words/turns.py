"""What a person reads when a rule about turns, rooms or numbers says no, and what to do next."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # -- turns and rooms
    "refusal.other_current": (
        "Màn hình này chưa cập nhật: hiện đang mời số {number}. Xin xem lại rồi bấm lần nữa.",
        "This screen was out of date: {number} is called now. Please look and press again.",
    ),
    "refusal.key_reused": (
        "Yêu cầu này đã dùng cho việc khác. Xin bấm lại.",
        "This request was used for something else. Please press again.",
    ),
    "refusal.room_unknown": ("Không có phòng “{room}”.", "There is no room “{room}”."),
    "refusal.room_closed": (
        "Phòng chưa mở. Bấm “Mở phòng” rồi gọi.",
        "The room is not open. Press “Open the room”, then call.",
    ),
    "refusal.room_paused": (
        "Phòng đang tạm dừng. Bấm “Tiếp tục” rồi gọi.",
        "The room is paused. Press “Resume”, then call.",
    ),
    "refusal.room_taken": (
        "{sitter} đang ngồi ở đây. Nếu chỗ này không có người, bấm “Nhận thay”.",
        "{sitter} sits here. If the desk is unattended, press “Take over”.",
    ),
    "refusal.nobody_sits": (
        "Chưa có ai ngồi ở đây. Hãy đăng nhập và chọn chỗ ngồi trước.",
        "Nobody sits here. Sign in and take this place first.",
    ),
    "refusal.nobody_here": (
        "Chưa mời ai ở đây.",
        "Nobody has been called here.",
    ),
    "refusal.resumes_in_the_past": (
        "Giờ khám tiếp phải sau giờ hiện tại.",
        "The time to resume must lie ahead.",
    ),
    "refusal.no_free_place": (
        "Các chỗ đều đang có người. Bấm “Xong” cho một chỗ trước.",
        "Every place is taken. Finish one of them first.",
    ),
    "refusal.no_such_place": (
        "Không có chỗ {place}: phòng này có {places} chỗ.",
        "There is no place {place}: this room has {places}.",
    ),
    "refusal.not_here": (
        "Số {number} không được gọi ở phòng này.",
        "{number} was not called to this room.",
    ),
    "refusal.not_this_line": (
        "Số {number} không chờ ở phòng này.",
        "{number} does not wait for this room.",
    ),
    "refusal.with_somebody": (
        "Số {number} đang ở phòng khác, chưa gọi được.",
        "{number} is with another room now and cannot be called.",
    ),
    "refusal.reason_needed": ("Xin ghi lý do.", "Please give a reason."),
    "refusal.supervisor_needed": (
        "Gọi số này làm {count} người chờ quá mức bệnh viện đã hứa. Cần người phụ trách đồng ý.",
        "This call would make {count} people wait longer than promised. A supervisor must agree.",
    ),
    "refusal.recalled_enough": (
        "Đã gọi lại đủ {most} lần. Nếu không có người, bấm “Vắng mặt”.",
        "Called again {most} times already. If nobody comes, press “Absent”.",
    ),
    "refusal.recalled_just_now": (
        "Vừa gọi xong. Xin chờ {apart_s} giây giữa hai lần gọi.",
        "Called just now. Please leave {apart_s} seconds between two calls.",
    ),
    "refusal.absent_too_soon": (
        "Người bệnh có thể đang đi tới. Xin chờ thêm {seconds} giây.",
        "The patient may be on the way. Please wait {seconds} more seconds.",
    ),
    "refusal.undo_too_late": (
        "Đã quá thời gian hoàn tác.",
        "It is too late to undo this.",
    ),
    "refusal.nothing_to_undo": (
        "Không có việc nào vừa làm để hoàn tác.",
        "There is nothing to undo.",
    ),
    "refusal.undo_follow_up": (
        "Không hoàn tác được: số {number} đã được xử lý tiếp.",
        "This cannot be undone: {number} has moved on.",
    ),
    "refusal.undo_elsewhere": (
        "Không hoàn tác được: số {number} đang ở phòng khác.",
        "This cannot be undone: {number} is with another room.",
    ),
    "refusal.undo_place_taken": (
        "Không hoàn tác được cho số {number}: chỗ này đang có người khác.",
        "This cannot be undone for {number}: somebody else is at this place.",
    ),
    "refusal.place_unknown": (
        "Không hiểu vị trí “{place}”.",
        "“{place}” is not a place in a line.",
    ),
    # -- numbers
    "refusal.service_unknown": (
        "Không có dịch vụ “{service}”.",
        "There is no service “{service}”.",
    ),
    "refusal.service_closed": (
        "Hiện đã hết giờ lấy số. Mở lại lúc {opens}.",
        "No numbers are given now. Opens again at {opens}.",
    ),
    "refusal.day_full": (
        "Hôm nay đã phát hết {most} số. Xin gặp nhân viên tiếp đón để được hướng dẫn.",
        "All {most} numbers of today are given. Please ask the staff at reception.",
    ),
    "refusal.service_closed_for_now": (
        "Dịch vụ này tạm thời không nhận người bệnh. Xin hỏi nhân viên.",
        "This service is closed for the time being. Please ask the staff.",
    ),
    "refusal.group_unknown": (
        "Không có đối tượng ưu tiên “{group}”.",
        "There is no priority group “{group}”.",
    ),
    "refusal.kind_unknown": (
        "Không có loại người bệnh “{kind}”.",
        "There is no kind of patient “{kind}”.",
    ),
    "refusal.press_reused": (
        "Lần bấm này đã lấy số với lựa chọn khác. Xin bấm lại từ đầu.",
        "This press took a number with another choice. Please start again.",
    ),
    "refusal.number_not_yours": (
        "Số {number} không thuộc dãy số của máy này.",
        "{number} is not of this kiosk's own series.",
    ),
    "refusal.number_taken": (
        "Số {number} đã cấp cho người khác. Xin báo nhân viên.",
        "{number} belongs to somebody else already. Please tell the staff.",
    ),
    "refusal.link_unknown": (
        "Không tìm thấy số này, hoặc ngày khám đã qua.",
        "This number is not known, or its day is over.",
    ),
}
