"""What machines say to each other: one value a message, checked on arrival, versioned.

Times are UTC milliseconds since 1970 in fields named ``…_at``; ids are made by the sender, so a
repeat of a message is the same message. Unknown fields are refused: a wrong version shows at once.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, TypeVar

import msgspec

from queue_server.core.refusal import Refusal

WIRE_VERSION: Final = 1

Lang = Literal["vi", "en"]
Id = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{8,64}\Z")]
Code = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,31}\Z")]
Number = Annotated[str, msgspec.Meta(pattern=r"^[A-ZĐ]{1,3}[0-9]{0,2}-?[0-9]{1,5}\Z")]
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
Text = Annotated[str, msgspec.Meta(max_length=200)]
Row = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]  # larger is no row of any database
Millis = Annotated[int, msgspec.Meta(ge=0, le=4_102_444_800_000)]


class Message(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every message: immutable, fields by name only, nothing unknown accepted."""


# ---- kiosk -> server ---------------------------------------------------------------------------


class Press(Message, frozen=True, kw_only=True):
    """One press at a kiosk: what the person chose. The same ``press_id`` is the same number."""

    press_id: Id
    service: Code
    priority: str = ""  # code of the chosen legal priority group, "" for none
    checked: bool = False  # the group was read from a card's birthday, not only said
    lang: Lang = "vi"
    link_hash: Sha256  # SHA-256 of the secret the kiosk made for the patient's page
    pressed_at: Millis  # the kiosk's clock, corrected by its measured offset


class HandIn(Message, frozen=True, kw_only=True):
    """A number the kiosk gave from its own series, the server being away. What is printed wins."""

    press: Press
    number: Number
    printed: bool  # False: never reached paper; the number becomes a void row
    reason: Text = ""


class Issued(Message, frozen=True, kw_only=True):
    """The server's answer to a press: the number and what the slip tells."""

    press_id: Id
    number: Number
    visit: Id  # public id of the visit; never the secret of its link
    service: Code
    where: Text  # "Quầy 1–3, tầng 1"
    ahead: int | None = None  # people before this one now; None when not known
    guarantee_minutes: int | None = None  # P of guard G's sentence; None: no sentence on the slip
    priority: bool = False
    issued_at: Millis
    repeated: bool = False  # this press was answered before


class MenuService(Message, frozen=True, kw_only=True):
    """One button of the kiosk and whether it gives numbers now."""

    code: Code
    letter: str
    name_vi: Text
    name_en: Text
    open: bool
    opens: str = ""  # local "HH:MM" of the next opening when closed, "" when unknown
    hours: list[Text] = []  # when numbers are given, Monday first; []: only `open` tells
    dated: dict[str, Text] = {}  # dates that differ, "2026-09-02": ranges, "" for closed
    where_vi: Text = ""
    where_en: Text = ""
    priority_letter: str = ""  # own series for priority groups, "" when they share one
    guarantee_minutes: int | None = None


class MenuGroup(Message, frozen=True, kw_only=True):
    """One legal priority group a person may choose by touch."""

    code: Code
    name_vi: Text
    name_en: Text
    by_card: bool = False  # a card's birthday proves it


class Menu(Message, frozen=True, kw_only=True):
    """What a kiosk shows; kept on its disk so that it survives a cut network."""

    version: int
    server_at: Millis  # for measuring the kiosk's clock offset
    hospital_vi: Text
    hospital_en: Text
    hotline: Text = ""
    zone: str  # IANA time zone
    day_start: str = "03:00"  # local time at which the service day turns
    public_url: str = ""  # "" = no patient page, no QR, no word of it
    kiosk_number: int
    kiosk_name: Text = ""
    services: list[MenuService]
    groups: list[MenuGroup]
    emergency_vi: Text = ""
    emergency_en: Text = ""


class HelpCall(Message, frozen=True, kw_only=True):
    """Somebody at the kiosk asks for a person; rings at reception until accepted."""

    help_id: Id
    # "hurry": the server noticed more numbers in a minute than people can take
    reason: Literal["help", "emergency", "paper", "no_slip", "clock", "hurry"] = "help"
    called_at: Millis


# ---- printing ----------------------------------------------------------------------------------

PaperState = Literal[
    "ok", "near_end", "paper_out", "cover_open", "error", "offline", "mute", "unknown"
]
JobState = Literal["queued", "sending", "printed", "unconfirmed", "failed"]


class Slip(Message, frozen=True, kw_only=True):
    """A paper slip as data: never a name, never a card number. The printer decides how it looks."""

    slip_id: Id
    kind: Literal["ticket", "room", "test"] = "ticket"
    lang: Lang = "vi"
    hospital: Text
    service: Text
    number: Annotated[str, msgspec.Meta(max_length=12)]
    priority: bool = False
    to_check: bool = False  # priority said by touch: "Kiểm tra giấy tờ tại quầy"
    where: Text = ""
    ahead: int | None = None
    guarantee_minutes: int | None = None
    issued: str  # local time for people, "06:42 ngày 23/11/2026"
    bring: bool = True  # print what to have ready
    hotline: Text = ""
    link: Annotated[str, msgspec.Meta(max_length=300)] = ""  # "" = no QR
    copy: Annotated[int, msgspec.Meta(ge=1, le=99)] = 1  # 2 and more: marked as a reprint


class PrinterReport(Message, frozen=True, kw_only=True):
    """What a print agent last heard from its printer; older than 5 s counts as unknown."""

    paper: PaperState
    at: Millis
    detail: Text = ""


class PrintJob(Message, frozen=True, kw_only=True):
    """A slip the server wants on this printer's paper; the same ``job`` is the same print."""

    job: Id
    slip: Slip


class PrintOutcome(Message, frozen=True, kw_only=True):
    """How far a `PrintJob` has come; told again at every change, a repeat changes nothing."""

    state: JobState
    detail: Text = ""  # why, in a word for programs: "restart", "no_answer", "paper_out", "mute"
    copy: Annotated[int, msgspec.Meta(ge=1, le=99)] = 1
    at: Millis


class Heartbeat(Message, frozen=True, kw_only=True):
    """A machine says it lives, and what its printer last said."""

    version: Text = ""
    at: Millis | None = None  # its own clock now, uncorrected: the server shows how wrong it is
    paper: PrinterReport | None = None
    detail: Text = ""


class PadKey(Message, frozen=True, kw_only=True):
    """A key of a pad: ``turn`` is whom it knows as called, so that no press calls two patients."""

    key: Id  # made before the first try: a repeat is the same press
    turn: Row | None = None


# ---- server -> machines ------------------------------------------------------------------------


class Trouble(Message, frozen=True, kw_only=True):
    """The one shape of an error: a code for programs, a sentence in the user's language."""

    code: str
    message: str
    facts: dict[str, Any] = {}


class Enrol(Message, frozen=True, kw_only=True):
    """A device swaps its one-time code for its own key."""

    code: Annotated[str, msgspec.Meta(min_length=6, max_length=32)]
    model: Text = ""
    version: Text = ""


class Enrolled(Message, frozen=True, kw_only=True):
    """The key is told once and stored hashed on the server."""

    device: Id
    kind: Literal["kiosk", "board", "printer", "pad"]
    name: Text
    key: str


M = TypeVar("M", bound=Message)


def decode(raw: bytes | str, kind: type[M]) -> M:
    """Read one message of ``kind``. Raises Refusal("bad_message") with what was wrong and where."""
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.DecodeError as wrong:
        raise Refusal("bad_message", kind=kind.__name__, wrong=str(wrong)) from wrong


def encode(message: Message) -> bytes:
    """The message as JSON bytes."""
    return msgspec.json.encode(message)
