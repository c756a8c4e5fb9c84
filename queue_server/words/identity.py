"""What the kiosk says about a scanned or typed card, and the names of the legal priority groups."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # -- the groups of Law 15/2023/QH15 art. 3(2), keyed by their default codes
    "identity.group.emergency": ("Cấp cứu", "Emergency"),
    "identity.group.child_under_6": ("Trẻ em dưới 6 tuổi", "Child under 6"),
    "identity.group.pregnant": ("Phụ nữ có thai", "Pregnant woman"),
    "identity.group.severe_disability_special": (
        "Người khuyết tật đặc biệt nặng",
        "Person with a most severe disability",
    ),
    "identity.group.severe_disability": (
        "Người khuyết tật nặng",
        "Person with a severe disability",
    ),
    "identity.group.elderly_75": ("Người từ đủ 75 tuổi", "Person aged 75 or over"),
    "identity.group.merit": (
        "Người có công với cách mạng",
        "Person with meritorious service to the revolution",
    ),
    # -- after a scan
    "identity.scan": (
        "Đưa mã QR trên thẻ căn cước hoặc thẻ BHYT vào khe quét.",
        "Hold the QR code of your citizen card or insurance card to the reader.",
    ),
    "identity.reading": ("Đang đọc thẻ…", "Reading the card…"),
    "identity.read": (
        "Đã đọc thẻ. Thông tin trên thẻ không được lưu lại.",
        "Card read. Nothing on it is kept.",
    ),
    "identity.offer": (
        "Theo ngày sinh, ông/bà thuộc đối tượng ưu tiên: {group}.",
        "By the date of birth you have priority: {group}.",
    ),
    "identity.offer_to_check": (
        "Theo thẻ, ông/bà có thể thuộc đối tượng ưu tiên: {group}. Nhân viên sẽ kiểm tra tại quầy.",
        "By the card you may have priority: {group}. Staff will check it at the desk.",
    ),
    "identity.take_priority": ("Lấy số ưu tiên", "Take a priority number"),
    "identity.no_birthday": (
        "Thẻ không cho biết ngày sinh. Nếu thuộc đối tượng ưu tiên, xin chọn nút “ƯU TIÊN”.",
        "The card does not tell the date of birth. If you have priority, please press “PRIORITY”.",
    ),
    # -- a card that cannot be read costs nobody a number
    "refusal.card_empty": (
        "Chưa nhận được mã thẻ. Xin quét lại, hoặc lấy số không cần thẻ.",
        "No code was received. Please scan again, or take a number without a card.",
    ),
    "refusal.card_number_length": (
        "Số giấy tờ cần đủ 9, 10, 12, 15 hoặc 16 ký tự. Xin nhập lại, hoặc lấy số không cần thẻ.",
        "A card number has 9, 10, 12, 15 or 16 characters. Please try again, or take a number"
        " without a card.",
    ),
    "refusal.card_unknown": (
        "Máy không đọc được mã này. Ông/bà vẫn lấy số được; xin xuất trình giấy tờ tại quầy.",
        "This code cannot be read here. You can still take a number; please show the card at the"
        " desk.",
    ),
}
