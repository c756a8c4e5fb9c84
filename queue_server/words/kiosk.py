"""What the kiosk's screens show and speak, and what its program says to the IT person."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # -- first screen
    "kiosk.title": ("Máy lấy số thứ tự", "Queue number kiosk"),
    "kiosk.welcome": ("Xin mời ông/bà chạm để lấy số", "Please touch to take a number"),
    "kiosk.take": ("LẤY SỐ KHÁM", "TAKE A NUMBER"),
    "kiosk.take_hint": ("Mọi người bệnh", "All patients"),
    "kiosk.priority": ("ƯU TIÊN", "PRIORITY"),
    "kiosk.priority_hint": (
        "Trẻ dưới 6 tuổi, thai phụ, người khuyết tật, từ đủ 75 tuổi, người có công",
        "Under 6, pregnant, disabled, 75 or over, persons of merit",
    ),
    "kiosk.scan_hint": (
        "Có thẻ CCCD hoặc BHYT: đưa mã QR vào khe quét",
        "With an ID or insurance card: hold its QR code to the reader",
    ),
    "kiosk.emergency": ("CẤP CỨU", "EMERGENCY"),
    "kiosk.help": ("GỌI NHÂN VIÊN HỖ TRỢ", "CALL STAFF FOR HELP"),
    "kiosk.language": ("English", "Tiếng Việt"),
    # -- on every screen
    "kiosk.back": ("Quay lại", "Back"),
    "kiosk.done": ("Xong", "Done"),
    "kiosk.repeat": ("Nghe lại", "Listen again"),
    "kiosk.volume": ("Âm lượng: {level}", "Volume: {level}"),
    "kiosk.volume_0": ("tắt", "off"),
    "kiosk.volume_1": ("vừa", "medium"),
    "kiosk.volume_2": ("to", "loud"),
    "kiosk.next_page": ("Xem thêm", "More"),
    "kiosk.working": ("Đang lấy số, xin chờ…", "Getting your number, please wait…"),
    "kiosk.lost": (
        "Máy đang khởi động lại, xin chờ một lát…",
        "The kiosk is starting again, please wait a moment…",
    ),
    # -- choosing
    "kiosk.choose_service": ("Ông/bà cần làm gì?", "What do you need?"),
    "kiosk.closed": ("Đang nghỉ", "Closed"),
    "kiosk.opens": ("Mở lúc {time}", "Opens at {time}"),
    "kiosk.choose_group": ("Ông/bà thuộc đối tượng nào?", "Which group are you in?"),
    "kiosk.group_check": (
        "Nhân viên sẽ kiểm tra giấy tờ tại quầy.",
        "Staff will check your papers at the desk.",
    ),
    "kiosk.take_ordinary": ("Lấy số thường", "Take an ordinary number"),
    # -- paper
    "kiosk.no_paper_title": ("Máy chưa in được phiếu", "The kiosk cannot print now"),
    "kiosk.paper_out": ("Máy đã hết giấy.", "The printer is out of paper."),
    "kiosk.paper_cover_open": ("Nắp máy in đang mở.", "The printer's cover is open."),
    "kiosk.paper_down": ("Máy in chưa sẵn sàng.", "The printer is not ready."),
    "kiosk.paper_offer": (
        "Ông/bà vẫn lấy được số. Số sẽ hiện trên màn hình: xin ghi lại hoặc chụp ảnh.",
        "You can still take a number. It will be shown here: please note it or take a photo.",
    ),
    "kiosk.paper_called": ("Đã báo nhân viên thay giấy.", "Staff have been told."),
    "kiosk.show_number": ("HIỆN SỐ TRÊN MÀN HÌNH", "SHOW MY NUMBER HERE"),
    # -- the number
    "kiosk.your_number": ("Số của ông/bà", "Your number"),
    "kiosk.take_slip": ("Mời lấy phiếu bên dưới", "Please take your slip below"),
    "kiosk.printing": ("Phiếu đang in…", "Printing your slip…"),
    "kiosk.remember": (
        "Xin ghi lại hoặc chụp ảnh số này",
        "Please note this number or take a photo",
    ),
    "kiosk.where": ("Mời đến: {where}", "Please go to: {where}"),
    "kiosk.ahead": ("Còn {n} người trước ông/bà", "{n} people ahead of you"),
    "kiosk.ahead_one": ("Còn 1 người trước ông/bà", "1 person ahead of you"),
    "kiosk.ahead_none": ("Sắp đến lượt ông/bà", "You are next"),
    "kiosk.phone": ("Quét mã để theo dõi số trên điện thoại", "Scan to follow on your phone"),
    "kiosk.not_printed": (
        "Phiếu chưa in được. Xin nhớ số này: số vẫn có hiệu lực.",
        "The slip was not printed. Please remember this number: it is valid.",
    ),
    "kiosk.no_slip": ("Không thấy phiếu", "No slip came out"),
    "kiosk.no_slip_called": (
        "Đã báo nhân viên. Số của ông/bà vẫn có hiệu lực.",
        "Staff have been told. Your number is valid.",
    ),
    "kiosk.returns": ("Tự về màn hình đầu sau {n} giây", "Back to the start in {n} seconds"),
    "kiosk.stay_s": ("Chờ thêm", "Stay longer"),
    # -- help and emergency
    "kiosk.help_title": ("Gọi nhân viên", "Calling staff"),
    "kiosk.help_calling": ("Đang gọi nhân viên…", "Calling staff…"),
    "kiosk.help_rung": (
        "Đã báo quầy tiếp đón. Xin ông/bà chờ ở đây, nhân viên sẽ tới.",
        "Reception has been told. Please wait here, somebody will come.",
    ),
    "kiosk.help_accepted": ("Nhân viên đang đến với ông/bà.", "Somebody is on the way to you."),
    "kiosk.help_unreached": (
        "Máy đang mất kết nối nên chưa gọi được. Xin mời ông/bà đến quầy tiếp đón.",
        "The kiosk has lost contact and cannot call. Please go to the reception desk.",
    ),
    "kiosk.emergency_title": ("CẤP CỨU KHÔNG CẦN LẤY SỐ", "EMERGENCIES NEED NO NUMBER"),
    # -- nobody touches
    "kiosk.still_there": ("Ông/bà còn ở đó không?", "Are you still there?"),
    "kiosk.still_here": ("Tôi vẫn ở đây", "I am still here"),
    # -- out of service
    "kiosk.not_ready_title": ("Máy chưa sẵn sàng", "This kiosk is not ready"),
    "kiosk.not_ready": (
        "Xin mời ông/bà lấy số tại quầy tiếp đón.",
        "Please take a number at the reception desk.",
    ),
    "kiosk.clock_title": ("Máy chưa biết ngày giờ", "This kiosk does not know the date"),
    "kiosk.clock_staff": (
        "Nhân viên: nhập mã PIN, rồi ngày và giờ hiện tại.",
        "Staff: enter the PIN, then today's date and time.",
    ),
    # -- staff
    "kiosk.staff_title": ("Dành cho nhân viên", "For staff"),
    "kiosk.staff_pin": ("Mã PIN", "PIN"),
    "kiosk.staff_erase": ("Xóa", "Erase"),
    "kiosk.staff_date": ("Ngày giờ: NNTTNNNN giờphút", "Date and time: DDMMYYYY hhmm"),
    "kiosk.staff_exit": ("Thoát khỏi máy lấy số", "Leave the kiosk"),
    "kiosk.staff_reload": ("Mở lại trang", "Reload the page"),
    "kiosk.staff_set_clock": ("Đặt ngày giờ", "Set date and time"),
    "kiosk.staff_left": ("Máy lấy số đã tắt.", "The kiosk has been closed."),
    # -- spoken
    "kiosk.say.first": (
        "Kính chào ông bà. Mời chạm vào ô lấy số khám, hoặc ô ưu tiên.",
        "Welcome. Please touch take a number, or priority.",
    ),
    "kiosk.say.services": ("Mời ông bà chọn nơi cần đến.", "Please choose where you need to go."),
    "kiosk.say.groups": (
        "Mời ông bà chọn đối tượng ưu tiên, hoặc quét thẻ.",
        "Please choose your priority group, or scan your card.",
    ),
    "kiosk.say.paper": (
        "Máy chưa in được phiếu. Ông bà vẫn lấy được số trên màn hình.",
        "The kiosk cannot print now. You can still take a number on the screen.",
    ),
    "kiosk.say.number": (
        "Số của ông bà là {number}. {service}.",
        "Your number is {number}. {service}.",
    ),
    "kiosk.say.take_slip": ("Mời ông bà lấy phiếu.", "Please take your slip."),
    "kiosk.say.remember": ("Xin ông bà ghi nhớ số này.", "Please remember this number."),
    "kiosk.say.emergency": (
        "Trường hợp cấp cứu không cần lấy số.",
        "Emergencies need no number.",
    ),
    # -- on the slip
    "kiosk.issued": ("{time} ngày {date}", "{time}, {date}"),
    # -- refusals: what a person reads, and what to do next
    "refusal.kiosk_not_ready": (
        "Máy chưa sẵn sàng. Xin mời ông/bà lấy số tại quầy tiếp đón.",
        "This kiosk is not ready. Please take a number at the reception desk.",
    ),
    "refusal.service_not_here": (
        "Dịch vụ này không lấy số ở máy này. Xin hỏi quầy tiếp đón.",
        "This kiosk gives no numbers for that service. Please ask at reception.",
    ),
    "refusal.group_not_here": (
        "Đối tượng này do nhân viên xác nhận. Xin hỏi quầy tiếp đón.",
        "Staff confirm this group. Please ask at reception.",
    ),
    "refusal.press_over": (
        "Lượt lấy số này đã xong. Xin chạm lại để lấy số mới.",
        "This number has been given. Please touch again for a new one.",
    ),
    "refusal.printer_trouble": (
        "Máy chưa in được phiếu. Ông/bà có thể lấy số trên màn hình.",
        "The kiosk cannot print now. You can take a number on the screen.",
    ),
    "refusal.kiosk_pin_wrong": ("Mã PIN không đúng.", "The PIN is wrong."),
    "refusal.kiosk_pin_wait": (
        "Nhập sai nhiều lần. Xin chờ {seconds} giây.",
        "Too many wrong tries. Please wait {seconds} seconds.",
    ),
    "refusal.kiosk_pin_none": (
        "Chưa đặt mã PIN. Chạy “luot-kiosk pin” và ghi vào kiosk.toml.",
        "No PIN is set. Run “luot-kiosk pin” and put it into kiosk.toml.",
    ),
    "refusal.date_unreadable": (
        "Ngày giờ chưa đúng. Xin nhập 12 chữ số, ví dụ 23112026 0730.",
        "That is not a date. Enter 12 digits, for example 23112026 0730.",
    ),
    "refusal.kiosk_disk": (
        "Máy không ghi được dữ liệu nên chưa cấp số. Xin mời ông/bà đến quầy tiếp đón.",
        "The kiosk cannot store data, so it gives no number. Please go to the reception desk.",
    ),
    # -- the program, to the IT person
    "kiosk.cli.ready": ("Máy lấy số: {address}", "Kiosk: {address}"),
    "kiosk.cli.enrolled": ("Đã đăng ký: {name}.", "Enrolled: {name}."),
    "kiosk.cli.wrong_kind": (
        "Mã này dành cho thiết bị khác ({kind}).",
        "This code is for another kind of device ({kind}).",
    ),
    "kiosk.cli.no_server": ("Không tới được máy chủ {server}.", "Cannot reach {server}."),
    "kiosk.cli.running": (
        "Máy lấy số khác đang chạy trên {data}.",
        "Another kiosk is already running on {data}.",
    ),
    "kiosk.cli.port_taken": (
        "Cổng {port} đang có chương trình khác dùng.",
        "Port {port} is taken by another program.",
    ),
    "kiosk.cli.pin_ask": ("Mã PIN (6 chữ số)", "PIN (6 digits)"),
    "kiosk.cli.pin_shape": ("Mã PIN cần đúng 6 chữ số.", "A PIN has 6 digits."),
    "kiosk.cli.state": (
        "đã đăng ký: {enrolled} · thực đơn: {menu} · chờ nộp: {waiting} · bị từ chối: {refused}"
        " · dang dở: {unfinished} · máy in: {paper}",
        "enrolled: {enrolled} · menu: {menu} · to hand in: {waiting} · refused: {refused}"
        " · unfinished: {unfinished} · printer: {paper}",
    ),
    "kiosk.cli.yes": ("có", "yes"),
    "kiosk.cli.no": ("chưa", "no"),
}
