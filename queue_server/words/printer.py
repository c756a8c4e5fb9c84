"""What the print agent and its commands tell staff."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "refusal.slip_differs": (
        "Phiếu {slip} đã nhận trước đó với nội dung khác. Hãy lấy phiếu mới.",
        "Slip {slip} came before with other content. Make a new slip.",
    ),
    "refusal.slip_unknown": (
        "Không tìm thấy phiếu {slip} trên máy này. Hãy in lại từ màn hình tiếp đón.",
        "Slip {slip} is not known on this machine. Reprint it from the reception screen.",
    ),
    "refusal.printer_settings": (
        "Cấu hình máy in sai: tệp {file}, mục {entry}. Cần: {expected}.",
        "Wrong printer settings: file {file}, key {entry}. Expected: {expected}.",
    ),
    "refusal.agent_running": (
        "Đã có một chương trình in đang dùng {spool}. Hãy tắt chương trình đó trước.",
        "Another print agent already uses {spool}. Stop that one first.",
    ),
    "refusal.fault_unknown": (
        "Máy in ảo không có lỗi “{fault}”. Các lỗi: {known}.",
        "The virtual printer has no fault “{fault}”. It has: {known}.",
    ),
    "printer.paper_ok": ("Máy in sẵn sàng", "The printer is ready"),
    "printer.paper_near_end": (
        "Giấy in sắp hết, hãy chuẩn bị cuộn mới",
        "Paper is running low, have a new roll ready",
    ),
    "printer.paper_paper_out": (
        "Hết giấy in, hãy thay cuộn mới",
        "Out of paper, put in a new roll",
    ),
    "printer.paper_cover_open": (
        "Nắp máy in đang mở, hãy đóng nắp",
        "The printer's cover is open, close it",
    ),
    "printer.paper_error": (
        "Máy in báo lỗi dao cắt hoặc cơ khí, hãy kiểm tra kẹt giấy",
        "The printer reports a cutter or mechanical error, look for jammed paper",
    ),
    "printer.paper_offline": (
        "Không kết nối được máy in, hãy kiểm tra nguồn và dây",
        "The printer cannot be reached, check power and cable",
    ),
    "printer.paper_mute": (
        "Máy in không báo trạng thái: sau mỗi lần in hãy nhìn xem phiếu đã ra chưa",
        "The printer reports nothing: look after each print whether the slip came out",
    ),
    "printer.paper_unknown": (
        "Không rõ tình trạng máy in: máy không trả lời hoặc chương trình in chưa chạy."
        ' Nếu máy in này không bao giờ trả lời, đặt dialect = "mute"',
        "The printer's state is unknown: it does not answer, or no print agent runs."
        ' If this printer never answers, set dialect = "mute"',
    ),
    "printer.queued": ("Đang chờ in: {numbers}", "Waiting to be printed: {numbers}"),
    "printer.unconfirmed": (
        "Chưa chắc đã in, hãy nhìn giấy: {numbers}",
        "Perhaps printed, look at the paper: {numbers}",
    ),
    "printer.failed": ("Không in được: {numbers}", "Not printed: {numbers}"),
    "printer.state_queued": ("đang chờ in", "waiting to be printed"),
    "printer.state_sending": ("đang in", "printing"),
    "printer.state_printed": ("đã in", "printed"),
    "printer.state_unconfirmed": (
        "đã gửi nhưng máy in chưa xác nhận, hãy nhìn giấy",
        "sent, but not confirmed by the printer, look at the paper",
    ),
    "printer.state_failed": ("không in được", "not printed"),
    "printer.result": ("Phiếu {number}: {state}", "Slip {number}: {state}"),
    "printer.reprint_queued": (
        "Phiếu {number} sẽ được in, lần {copy}",
        "Slip {number} will be printed, copy {copy}",
    ),
    "printer.running": (
        "Chương trình in đang chạy: {name} ({kind}). Nhấn Ctrl-C để dừng.",
        "The print agent is running: {name} ({kind}). Ctrl-C stops it.",
    ),
    "printer.virtual_running": (
        "Máy in ảo nghe ở 127.0.0.1:{port}, phiếu nằm trong {folder}. Nhấn Ctrl-C để dừng.",
        "The virtual printer listens on 127.0.0.1:{port}, tickets go to {folder}. Ctrl-C stops it.",
    ),
    "printer.stopped": ("Chương trình in đã dừng.", "The print agent has stopped."),
}
