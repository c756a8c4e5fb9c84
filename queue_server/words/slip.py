"""What stands on the paper slip. A no-break space keeps together what must be read together."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "slip.reprint": ("PHIẾU IN LẠI – LẦN {n}", "REPRINT – COPY {n}"),
    "slip.number": ("SỐ THỨ TỰ CỦA ÔNG/BÀ", "YOUR NUMBER"),
    "slip.room_number": ("SỐ THỨ TỰ PHÒNG KHÁM", "YOUR ROOM NUMBER"),
    "slip.priority_mark": ("ƯU TIÊN", "PRIORITY"),
    "slip.where": ("Chờ tại: {where}", "Please wait at: {where}"),
    "slip.ahead": ("Còn {n} người trước ông/bà", "{n} people ahead of you"),
    "slip.ahead_one": ("Còn 1 người trước ông/bà", "1 person ahead of you"),
    "slip.ahead_none": ("Sắp đến lượt ông/bà", "You are next"),
    "slip.guard": (
        "Trừ cấp cứu, việc nhường lượt cho người ưu tiên, người có hẹn và người đã có kết quả"
        " làm ông/bà chờ thêm nhiều nhất khoảng {minutes}\u00a0phút tại đây.",
        "Apart from emergencies, people called before you out of turn add at most about"
        " {minutes}\u00a0minutes to your wait here.",
    ),
    "slip.guard_short": (
        "Nhường lượt ưu tiên: chờ thêm tối đa khoảng {minutes}\u00a0phút (trừ cấp cứu).",
        "Others called out of turn add at most about {minutes}\u00a0minutes (emergencies apart).",
    ),
    "slip.priority": (
        "Ông/bà thuộc đối tượng ưu tiên. Vui lòng xuất trình giấy tờ tại quầy.",
        "You are in a priority group. Please show your papers at the desk.",
    ),
    "slip.to_check": ("Kiểm tra giấy tờ tại quầy", "Papers to be checked at the desk"),
    "slip.bring": (
        "Chuẩn bị: CCCD/VNeID, thẻ\u00a0BHYT, giấy\u00a0chuyển\u00a0tuyến,"
        " giấy\u00a0hẹn\u00a0khám\u00a0lại",
        "Have ready: ID\u00a0card/VNeID, insurance\u00a0card, referral\u00a0letter,"
        " re-examination\u00a0slip",
    ),
    "slip.missed": (
        "Lỡ lượt: báo nhân viên, không cần lấy số lại.",
        "Missed your call? Tell the staff, no new number needed.",
    ),
    "slip.scan": (
        "Quét mã để theo dõi số trên điện thoại",
        "Scan to follow your number on your phone",
    ),
    "slip.hotline": ("Đường dây nóng: {hotline}", "Hotline: {hotline}"),
    "slip.hotline_plain": ("Hotline: {hotline}", "Hotline: {hotline}"),
    "slip.issued": ("Lấy số lúc {issued}", "Issued {issued}"),
    "slip.test": ("PHIẾU IN THỬ", "TEST SLIP"),
    "slip.test_width": (
        "Hai vạch dưới đây phải chạm đúng hai mép vùng in, không đứt đoạn.",
        "Both bars below must reach the edges of the print area, unbroken.",
    ),
    "slip.test_letters": (
        "Đủ dấu tiếng Việt: không ô vuông, không dấu hỏi.",
        "All Vietnamese letters: no boxes, no question marks.",
    ),
    "slip.test_qr": ("Quét thử mã này bằng điện thoại.", "Scan this code with a phone."),
    "slip.test_cut": (
        "Giấy phải được cắt ngay dưới dòng này.",
        "The paper must be cut just below this line.",
    ),
    "slip.test_printer": (
        "{profile} · {dots} chấm · kiểu in {mode}",
        "{profile} · {dots} dots · mode {mode}",
    ),
}
