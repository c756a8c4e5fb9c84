"""What is wrong in a settings file, for the hospital's IT person."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "settings.wrong": ("cần {expected}, đang là {found}.", "expected {expected}, found {found}."),
    "settings.missing": ("thiếu khóa này; cần {expected}.", "missing; expected {expected}."),
    "settings.unknown": ("không có khóa này.", "no such key."),
    "settings.unknown_near": (
        "không có khóa này; có phải “{near}”?",
        "no such key; do you mean “{near}”?",
    ),
    "settings.no_file": ("không có tệp này trong {folder}.", "there is no such file in {folder}."),
    "settings.not_utf8": ("tệp phải lưu dạng UTF-8.", "the file must be saved as UTF-8."),
    "settings.not_toml": ("sai cú pháp TOML: {found}.", "this is not TOML: {found}."),
    "settings.expects.int": ("một số nguyên", "a whole number"),
    "settings.expects.int_between": (
        "một số nguyên từ {least} đến {most}",
        "a whole number from {least} to {most}",
    ),
    "settings.expects.str": ("chữ trong dấu ngoặc kép", "text in quotation marks"),
    "settings.expects.bool": ("true hoặc false", "true or false"),
    "settings.expects.date": ("một ngày như 2026-09-02", "a date like 2026-09-02"),
    "settings.expects.list": ("một danh sách trong [ ], không rỗng", "a list in [ ], not empty"),
    "settings.expects.table": ("một bảng các khóa", "a table of keys"),
    "settings.expects.choice": ("một trong {choices}", "one of {choices}"),
    "settings.expects.code": (
        "một mã gồm chữ thường không dấu, số, gạch nối, tối đa 32 ký tự",
        "a code of plain small letters, digits and hyphens, at most 32",
    ),
    "settings.expects.letter": ("1–3 chữ cái in hoa", "1–3 capital letters"),
    "settings.expects.clock": ("giờ như 07:30", "a time like 07:30"),
    "settings.expects.name": ("một tên, tối đa 200 ký tự", "a name of at most 200 characters"),
    "settings.expects.phrase": (
        "chữ trong dấu ngoặc kép, tối đa 200 ký tự",
        "text in quotation marks, at most 200 characters",
    ),
    "settings.expects.path": ("đường dẫn tới một tệp", "the path of a file"),
    "settings.expects.url": ("một địa chỉ", "an address"),
    "settings.no_zone": (
        "không có múi giờ “{found}”; Việt Nam là “Asia/Ho_Chi_Minh”.",
        "there is no time zone “{found}”; Việt Nam is “Asia/Ho_Chi_Minh”.",
    ),
    "settings.no_url": (
        "cần địa chỉ bắt đầu bằng https://, đang là “{found}”.",
        "expected an address that begins with https://, found “{found}”.",
    ),
    "settings.never_open": (
        "dịch vụ này không mở ngày nào trong tuần.",
        "this service is open on no day of the week.",
    ),
    "settings.no_such_code": (
        "không có mã “{found}”; đang có: {known}.",
        "there is no “{found}”; there are: {known}.",
    ),
    "settings.named_twice": ("“{found}” ghi hai lần.", "“{found}” is named twice."),
    "settings.letter_twice": (
        "chữ “{found}” đã dùng ở {other}; hai người bệnh sẽ cùng một số.",
        "letter “{found}” is used by {other} already; two patients would share a number.",
    ),
    "settings.letter_like_digit": (
        "chữ “{found}” trên giấy dễ đọc nhầm thành số {digit}.",
        "letter “{found}” on paper looks like the digit {digit}.",
    ),
    "settings.letters_alike": (
        "các chữ {letters} nghe giống nhau qua loa; nên chọn chữ khác.",
        "letters {letters} sound alike over a loudspeaker; better choose others.",
    ),
    "settings.emergency_by_touch": (
        "cấp cứu chỉ do nhân viên chọn; cần staff_only = true.",
        "only staff may choose emergency; expected staff_only = true.",
    ),
    "settings.no_proof": (
        "by_card = true cần proof là “child_under_6” hoặc “elderly_75”.",
        "by_card = true needs proof “child_under_6” or “elderly_75”.",
    ),
    "settings.nobody_serves": (
        "chưa có phòng hay quầy nào phục vụ dịch vụ này.",
        "no room or desk serves this service.",
    ),
    "settings.on_no_board": (
        "phòng này chưa có trên bảng điện tử nào; người bệnh chỉ nghe gọi miệng.",
        "this room is on no board; patients will only be called by voice.",
    ),
    "settings.half_a_certificate": (
        "tls_cert và tls_key phải có cùng nhau.",
        "tls_cert and tls_key are needed together.",
    ),
    "settings.in_clear": (
        "“{found}” mở ra mạng mà chưa có chứng thư: mật khẩu sẽ đi không mã hóa. Xin chạy"
        " “luot cert”, hoặc đặt behind_proxy = true, hoặc nói rõ insecure_lan = true.",
        "“{found}” is open to the network without a certificate: passwords would travel in clear."
        " Run “luot cert”, or set behind_proxy = true, or say insecure_lan = true.",
    ),
    "settings.no_database": (
        "cần sqlite:///… hoặc postgresql://…, đang là {found}",
        "expected sqlite:///… or postgresql://…, found {found}",
    ),
    "settings.no_redis": ("cần redis://…", "expected redis://…"),
}
