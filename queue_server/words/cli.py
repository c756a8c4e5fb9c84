"""What the commands tell the hospital's IT person."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "cli.serving": (
        "Máy chủ đang chạy tại {address} (Ctrl-C để dừng)",
        "Serving at {address} (Ctrl-C stops it)",
    ),
    "cli.in_clear": (
        "Chú ý: kết nối không mã hóa (insecure_lan). Mọi trang của nhân viên đều báo điều này.",
        "Mind: connections are not encrypted (insecure_lan). Every page of staff says so.",
    ),
    "cli.stopped": ("Đã dừng.", "Stopped."),
    "cli.working": ("Việc nền đang chạy.", "Background jobs are running."),
    "cli.port_taken": (
        "Không mở được {bind}:{port}: {why}. Có chương trình khác đang dùng cổng này?",
        "Cannot listen on {bind}:{port}: {why}. Is another program using the port?",
    ),
    "cli.no_certificate": (
        "Không đọc được chứng thư: {why}. Xem lệnh “luot cert”.",
        "The certificate cannot be read: {why}. See “luot cert”.",
    ),
    "cli.migrated": ("Cơ sở dữ liệu đã ở dạng mới nhất.", "The database has today's shape."),
    "cli.applied": (
        "Đã áp dụng: thêm {added}, sửa {changed}, ngừng {retired}.",
        "Applied: {added} added, {changed} changed, {retired} retired.",
    ),
    "cli.same": ("Không có gì khác; giữ nguyên.", "Nothing is different; left as it is."),
    "cli.config_good": ("{file}: đúng.", "{file}: all right."),
    "cli.warning": ("Chú ý – {sentence}", "Mind – {sentence}"),
    "cli.person_made": (
        "Đã tạo tài khoản {login}. Mật khẩu đầu tiên (chỉ hiện lần này): {password}",
        "Account {login} made. First password (shown only now): {password}",
    ),
    "cli.device_made": (
        "Mã ghép của {name}: {code}\nDùng được một lần trong 10 phút.",
        "Code for {name}: {code}\nIt works once, for 10 minutes.",
    ),
    "cli.cert_made": (
        "Đã tạo {cert} và {private}, dùng đến {until}.\n"
        'Ghi vào server.toml:  tls_cert = "{cert}"   tls_key = "{private}"\n'
        "Cài {authority} vào mỗi máy của bệnh viện (một lần).",
        "Made {cert} and {private}, good until {until}.\n"
        'Put into server.toml:  tls_cert = "{cert}"   tls_key = "{private}"\n'
        "Install {authority} on every machine of the hospital (once).",
    ),
    "cli.cert_name": (
        "“{name}” không phải tên máy hay địa chỉ IP. Ví dụ: luot.benhvien.local 192.168.1.10",
        "“{name}” is neither a host name nor an IP address, like luot.benhvien.local 192.168.1.10",
    ),
    "cli.verified": (
        "Nhật ký nguyên vẹn: {rows} sự kiện. Dấu cuối (giữ ở nơi khác): {head}",
        "The history is whole: {rows} events. Its head (keep it elsewhere): {head}",
    ),
    "cli.not_verified": (
        "NHẬT KÝ ĐÃ BỊ THAY ĐỔI: {faults} chỗ trong {rows} sự kiện.",
        "THE HISTORY WAS CHANGED: {faults} faults in {rows} events.",
    ),
    "cli.fault.missing": ("  sự kiện {seq}: bị xóa", "  event {seq}: deleted"),
    "cli.fault.repeated": ("  sự kiện {seq}: lặp hoặc đảo", "  event {seq}: repeated or swapped"),
    "cli.fault.changed": ("  sự kiện {seq}: bị sửa", "  event {seq}: changed"),
    "cli.fault.cut": ("  từ sự kiện {seq}: bị cắt", "  from event {seq}: cut off"),
    "cli.fault.head": ("  sự kiện {seq}: khác dấu đã giữ", "  event {seq}: not the head kept"),
    "cli.backed_up": ("Đã sao lưu vào {file} ({kib} KiB).", "Backed up to {file} ({kib} KiB)."),
    "cli.no_tool": (
        "Cần chương trình {tool} để sao lưu PostgreSQL.",
        "Backing up PostgreSQL needs the program {tool}.",
    ),
    "cli.backup_failed": ("Sao lưu không thành: {why}", "The backup failed: {why}"),
    "cli.exists": ("{file} đã có; không ghi đè.", "{file} exists; it is not overwritten."),
    # the demo
    "demo.preparing": ("Đang chuẩn bị bệnh viện dùng thử…", "Preparing the demo hospital…"),
    "demo.starting": ("Đang mở {program}…", "Starting {program}…"),
    "demo.ready": ("Bệnh viện dùng thử đã sẵn sàng", "The demo hospital is ready"),
    "demo.open": ("Mở trong trình duyệt", "Open in a browser"),
    "demo.kiosk": ("Máy lấy số", "Kiosk"),
    "demo.reception": ("Tiếp đón", "Reception"),
    "demo.room": ("Quầy tiếp đón 2", "Reception desk 2"),
    "demo.board": ("Bảng sảnh", "Board, hall"),
    "demo.rooms_board": ("Bảng phòng khám", "Board, rooms"),
    "demo.patient": ("Trang người bệnh", "Patient's page"),
    "demo.admin": ("Quản trị", "Administration"),
    "demo.tickets": ("Phiếu in ra (ảnh)", "Printed slips (pictures)"),
    "demo.accounts": ("Tài khoản dùng thử", "Demo accounts"),
    "demo.password": ("mật khẩu: {password}   PIN: {pin}", "password: {password}   PIN: {pin}"),
    "demo.only_here": (
        "Chỉ máy này mở được các địa chỉ trên. Ctrl-C để tắt tất cả.",
        "Only this machine can open these addresses. Ctrl-C ends everything.",
    ),
    "demo.died": (
        "{program} đã dừng đột ngột; những dòng cuối:",
        "{program} died; its last lines:",
    ),
    "demo.again": ("Đang mở lại {program}…", "Starting {program} again…"),
    "demo.gave_up": ("Dừng bản dùng thử.", "The demo ends."),
    "demo.not_ready": (
        "{program} chưa sẵn sàng sau {seconds} giây; những dòng cuối:",
        "{program} was not ready after {seconds} s; its last lines:",
    ),
    "demo.stopping": ("Đang tắt…", "Stopping…"),
    "demo.loopback": (
        "“--demo” chỉ chạy trên 127.0.0.1.",
        "“--demo” runs on 127.0.0.1 only.",
    ),
    "demo.program.server": ("máy chủ", "server"),
    "demo.program.worker": ("việc nền", "background jobs"),
    "demo.program.kiosk": ("máy lấy số", "kiosk"),
    "demo.program.printer": ("máy in", "printer"),
}
