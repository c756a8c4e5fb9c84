"""A server for kiosks with every fault a real one can have; it keeps numbers as the real one must.

``mode`` is what happens to the next presses and hand-ins: *answers*; *hangs* (takes a question and
never answers); *dies_after_commit* (the number is given, the answer lost); *breaks* (500);
*refuses* (409, a rule says no); *drips* (a byte now and then, for ever).
"""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, Literal

import msgspec

from queue_server.wire import HandIn, HelpCall, Issued, Menu, MenuGroup, MenuService, Press

Mode = Literal["answers", "hangs", "dies_after_commit", "breaks", "refuses", "drips", "revoked"]

SERVICES: Final = [
    MenuService(
        code="kham",
        letter="A",
        name_vi="Tiếp đón, đăng ký khám",
        name_en="Reception",
        open=True,
        where_vi="Quầy 1–3, tầng 1",
        where_en="Desks 1–3, ground floor",
        priority_letter="U",
        guarantee_minutes=15,
    ),
    MenuService(
        code="lay-mau",
        letter="C",
        name_vi="Lấy máu xét nghiệm",
        name_en="Blood taking",
        open=True,
        where_vi="Phòng lấy máu, tầng 1",
        where_en="Blood taking, ground floor",
        guarantee_minutes=25,
    ),
    MenuService(
        code="thu-ngan",
        letter="T",
        name_vi="Thanh toán viện phí",
        name_en="Cashier",
        open=False,
        opens="13:00",
        where_vi="Quầy thu ngân 4, tầng 1",
        where_en="Cash desk 4, ground floor",
    ),
]
GROUPS: Final = [
    MenuGroup(code="emergency", name_vi="Cấp cứu", name_en="Emergency"),
    MenuGroup(
        code="child_under_6", name_vi="Trẻ em dưới 6 tuổi", name_en="Child under 6", by_card=True
    ),
    MenuGroup(code="pregnant", name_vi="Phụ nữ có thai", name_en="Pregnant woman"),
    MenuGroup(
        code="severe_disability_special",
        name_vi="Người khuyết tật đặc biệt nặng",
        name_en="Person with a most severe disability",
    ),
    MenuGroup(
        code="severe_disability",
        name_vi="Người khuyết tật nặng",
        name_en="Person with a severe disability",
    ),
    MenuGroup(
        code="elderly_75",
        name_vi="Người từ đủ 75 tuổi",
        name_en="Person aged 75 or over",
        by_card=True,
    ),
    MenuGroup(
        code="merit",
        name_vi="Người có công với cách mạng",
        name_en="Person with meritorious service to the revolution",
    ),
]


def menu(kiosk_number: int = 2, services: list[MenuService] | None = None, **over: Any) -> Menu:
    """A district hospital's menu for one kiosk."""
    facts: dict[str, Any] = {
        "version": 1,
        "server_at": 0,
        "hospital_vi": "Trung tâm Y tế huyện Mẫu",
        "hospital_en": "Mẫu District Medical Centre",
        "hotline": "1900 0000",
        "zone": "Asia/Ho_Chi_Minh",
        "public_url": "https://so.example.vn",
        "kiosk_number": kiosk_number,
        "services": SERVICES if services is None else services,
        "groups": GROUPS,
        "emergency_vi": "Mời vào thẳng khoa Cấp cứu, tầng 1, cổng bên phải.",
        "emergency_en": "Please go straight to the emergency department, ground floor, right gate.",
    }
    return Menu(**{**facts, **over})


class KioskServer:
    """Started with `with KioskServer() as server`; `server.url` is its address."""

    def __init__(self, *, now: int = 1_793_500_000_000, menu_now: Menu | None = None) -> None:
        self.mode: Mode = "answers"
        self.now = now
        self.menu = menu_now or menu()
        self.presses: dict[str, Press] = {}
        self.numbers: dict[str, str] = {}  # press id -> the number that holds
        self.void: list[str] = []
        self.hand_ins: list[HandIn] = []
        self.helps: list[HelpCall] = []
        self.accepting = False
        self.asked = 0  # presses that arrived, answered or not
        self.lock = threading.Lock()
        self.freed = threading.Event()  # lets go of hung questions at the end
        outer = self

        class Handler(_Handler):
            simulator = outer

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> KioskServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.freed.set()
        self._http.shutdown()
        self._http.server_close()

    # ---- what it keeps ------------------------------------------------------------------------

    def give(self, press: Press) -> Issued:
        """The same press, the same number; in one step, as a transaction would."""
        with self.lock:
            service = next(one for one in self.menu.services if one.code == press.service)
            letter = (press.priority and service.priority_letter) or service.letter
            repeated = press.press_id in self.numbers
            if not repeated:
                before = [one for one in self.all_numbers() if one.startswith(letter)]
                count = sum("-" not in one for one in before) + 1
                self.presses[press.press_id] = press
                self.numbers[press.press_id] = f"{letter}{count:03}"
            return self._issued(press, repeated=repeated)

    def take_in(self, hand_in: HandIn) -> Issued:
        """What is printed wins; the server's own number for that press becomes void."""
        with self.lock:
            press = hand_in.press
            before = self.numbers.get(press.press_id)
            if before and before != hand_in.number:
                self.void.append(before)
            if hand_in.printed:
                self.numbers[press.press_id] = hand_in.number
            else:
                self.void.append(hand_in.number)
                self.numbers.setdefault(press.press_id, hand_in.number)
            self.presses[press.press_id] = press
            self.hand_ins.append(hand_in)
            return self._issued(press, repeated=before == hand_in.number)

    def all_numbers(self) -> list[str]:
        return [*self.numbers.values(), *self.void]

    def _issued(self, press: Press, *, repeated: bool) -> Issued:
        return Issued(
            press_id=press.press_id,
            number=self.numbers[press.press_id],
            visit="visit-" + press.press_id[:20],
            service=press.service,
            where="Quầy 1–3, tầng 1" if press.lang == "vi" else "Desks 1–3, ground floor",
            ahead=12,
            guarantee_minutes=None if press.priority else 15,
            priority=bool(press.priority),
            issued_at=self.now,
            repeated=repeated,
        )


class _Handler(BaseHTTPRequestHandler):
    simulator: KioskServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Silence."""

    def do_GET(self) -> None:  # noqa: N802  # the library's name
        if self.simulator.mode in ("breaks", "revoked"):
            self._fail()
        elif self.path == "/api/devices/menu":
            raw = msgspec.structs.replace(self.simulator.menu, server_at=self.simulator.now)
            self._answer(200, msgspec.json.encode(raw))
        else:
            self._answer(200, {"accepted": self.simulator.accepting})

    def do_POST(self) -> None:  # noqa: N802  # the library's name
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        deed = self.path.removeprefix("/api/devices/")
        if deed in ("press", "hand-in"):
            self._number(deed, body)
        elif self.simulator.mode in ("breaks", "revoked"):
            self._fail()
        elif deed == "heartbeat":
            self._answer(200, {"server_at": self.simulator.now})
        elif deed == "help":
            self.simulator.helps.append(msgspec.json.decode(body, type=HelpCall))
            self._answer(200, {"accepted": self.simulator.accepting})
        elif deed == "enrol":
            self._enrol(json.loads(body)["code"])
        else:
            self._answer(404, {"code": "not_found", "message": ""})

    def _number(self, deed: str, body: bytes) -> None:
        server, mode = self.simulator, self.simulator.mode
        server.asked += 1
        if mode == "hangs":
            server.freed.wait(60)
            self.close_connection = True
            return
        if mode in ("breaks", "revoked"):
            self._fail()
            return
        if mode == "refuses":
            self._answer(409, {"code": "day_full", "message": "Hôm nay đã hết số."})
            return
        if deed == "press":
            issued = server.give(msgspec.json.decode(body, type=Press))
        else:
            issued = server.take_in(msgspec.json.decode(body, type=HandIn))
        if mode == "dies_after_commit":
            self.close_connection = True
            return
        if mode == "drips":
            self._drip(msgspec.json.encode(issued))
            return
        self._answer(200, msgspec.json.encode(issued))

    def _drip(self, raw: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        for at in range(len(raw)):
            if self.simulator.freed.wait(0.1):
                return
            self.wfile.write(raw[at : at + 1])

    def _enrol(self, code: str) -> None:
        if code != "GOOD-CODE":
            self._answer(409, {"code": "card_unknown", "message": "wrong code"})
            return
        key = {"device": "device-0001", "kind": "kiosk", "name": "Kiosk 2", "key": "k" * 43}
        self._answer(200, key)

    def _fail(self) -> None:
        status = 401 if self.simulator.mode == "revoked" else 500
        self._answer(status, {"code": "broken", "message": ""})

    def _answer(self, status: int, value: bytes | dict[str, Any]) -> None:
        raw = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)
