"""Reception's addresses: who may use them, what each does, what is refused and how."""

from __future__ import annotations

import io
import wave
from typing import Any, Final

import pytest
from werkzeug.test import TestResponse

from queue_server import wire
from queue_server.core.access import STAFF, Deed, Role, may
from tests.front import ORIGIN, House, Machine, Visitor

VISIT: Final = "visit-of-nobody"
DEEDS: Final[dict[str, tuple[Deed, dict[str, Any]]]] = {
    "find": (Deed.SEE_QUEUE, {"number": "A001"}),
    "accept_help": (Deed.ANSWER_HELP, {"help_id": "help-0001"}),
    "give": (Deed.GIVE_NUMBER, {"service": "tiep-don"}),
    "reprint": (Deed.REPRINT, {"visit": VISIT, "printer": ""}),
    "room_slip": (Deed.SEND_ON, {"visit": VISIT, "turn": 1, "service": "noi"}),
    "group": (Deed.CHANGE_CLASS, {"visit": VISIT, "group": "pregnant"}),
    "emergency": (Deed.MARK_EMERGENCY, {"visit": VISIT, "emergency": True}),
    "kind": (Deed.CHANGE_CLASS, {"visit": VISIT, "kind": "bhyt"}),
    "void": (Deed.VOID, {"visit": VISIT, "reason": "Lấy trùng"}),
    "send_on": (Deed.SEND_ON, {"visit": VISIT, "turn": 1, "service": "noi"}),
    "come_back": (Deed.WORK_ROOM, {"visit": VISIT, "turn": 1}),
}


class Counter:
    """Somebody with a session at reception."""

    def __init__(self, house: House, visitor: Visitor) -> None:
        self.house, self.visitor = house, visitor
        self.headers = {"Origin": ORIGIN, "X-CSRF-Token": visitor.csrf()}

    def press(self, deed: str, **body: Any) -> TestResponse:
        said = {"key": self.house.key(), **body}
        return self.visitor.client.post(f"/reception/{deed}", json=said, headers=self.headers)

    def do(self, deed: str, **body: Any) -> Any:
        answer = self.press(deed, **body)
        assert answer.status_code == 200, answer.text
        return answer.get_json()

    def code(self, deed: str, **body: Any) -> tuple[int, str]:
        answer = self.press(deed, **body)
        return answer.status_code, answer.get_json()["code"]

    def card(self, number: str) -> dict[str, Any]:
        (card,) = self.do("find", number=number)
        seen: dict[str, Any] = card
        return seen


@pytest.fixture
def counter(house: House) -> Counter:
    """Lan at reception."""
    return Counter(house, house.signed_in("lan", Role.RECEPTION))


@pytest.fixture
def printer(house: House) -> Machine:
    """The printer of the desk."""
    return house.machine("printer", "Máy in quầy")


# ---- who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DEEDS)
def test_each_key_works_for_those_whose_role_has_its_deed(house: House, name: str) -> None:
    deed, body = DEEDS[name]
    for role in STAFF:
        answer = Counter(house, house.signed_in(role, role)).press(name, **body)
        refused = answer.status_code == 403 and answer.get_json()["code"] == "not_allowed"
        assert refused is not may([role], deed), (role, answer.text)


def test_a_stranger_is_sent_away_whatever_is_pressed(house: House) -> None:
    stranger = Counter(house, house.visitor())

    for name, (_, body) in DEEDS.items():
        assert stranger.code(name, **body) == (401, "not_signed_in"), name


def test_no_key_works_without_our_own_pages_token(house: House) -> None:
    client = house.signed_in("lan", Role.RECEPTION).client

    for name, (_, body) in DEEDS.items():
        said = {"key": "key-of-this-test", **body}
        answer = client.post(f"/reception/{name}", json=said, headers={"Origin": ORIGIN})
        assert (answer.status_code, answer.get_json()["code"]) == (403, "bad_form"), name


@pytest.mark.parametrize("role,status", [(Role.ROOM, 403), (Role.AUDITOR, 403), (Role.ADMIN, 403)])
def test_the_page_is_for_those_who_give_numbers(house: House, role: Role, status: int) -> None:
    assert house.signed_in("ai", role).get("/reception").status_code == status
    assert house.visitor().get("/reception").headers["Location"] == "/signin?next=/reception"


def test_the_page_offers_only_what_the_person_may_do(house: House) -> None:
    lan, hoa = house.signed_in("lan", Role.RECEPTION), house.signed_in("hoa", Role.SUPERVISOR)

    assert '"void"' not in lan.get("/reception").text.split('"may":')[1]
    assert '"void"' in hoa.get("/reception").text.split('"may":')[1]


def test_a_message_that_makes_no_sense_is_refused(house: House) -> None:
    hoa = Counter(house, house.signed_in("hoa", Role.SUPERVISOR))

    for name, (_, body) in DEEDS.items():
        for wrong in ({"more": 1}, {"key": ""}, {"key": "with spaces"}):
            assert hoa.code(name, **(body | wrong)) == (400, "bad_message"), (name, wrong)


@pytest.mark.parametrize("name", ["reprint", "group", "emergency", "kind", "void"])
def test_a_visit_nobody_knows_is_not_found(house: House, printer: Machine, name: str) -> None:
    hoa = Counter(house, house.signed_in("hoa", Role.SUPERVISOR))

    assert hoa.code(name, **DEEDS[name][1]) == (404, "visit_unknown")


# ---- finding -------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["A001", "a1", " a 001 ", "A 01"])
def test_a_number_is_found_however_it_is_typed(counter: Counter, typed: str) -> None:
    number = counter.house.give()[0]

    assert [card["number"] for card in counter.do("find", number=typed)] == [number]


def test_a_number_nobody_has_is_an_empty_answer_and_nonsense_a_sentence(counter: Counter) -> None:
    assert counter.do("find", number="A777") == []
    assert counter.code("find", number="??")[1] == "number_unreadable"


# ---- giving and mending --------------------------------------------------------------------------


def test_a_number_on_behalf_has_group_and_language_and_no_secret(counter: Counter) -> None:
    given = counter.do("give", service="tiep-don", group="pregnant", lang="en")

    card = counter.card(given["number"])
    assert (card["group"], card["checked"], card["lang"]) == ("pregnant", True, "en")
    assert given["number"].startswith("U")
    assert given["secret"] == ""


def test_with_a_printer_the_slip_is_printed_there_in_the_patients_language(
    counter: Counter, printer: Machine
) -> None:
    given = counter.do("give", service="tiep-don", lang="en", printer=printer.device)

    (job,) = printer.get("print-jobs").get_json()
    assert (job["slip"]["number"], job["slip"]["lang"]) == (given["number"], "en")


def test_a_chosen_group_is_checked_corrected_and_taken_away(counter: Counter) -> None:
    visit = counter.card(counter.house.give()[0])["visit"]

    marked = counter.do("group", visit=visit, group="pregnant", checked=True)
    assert marked["turns"][0]["turn_class"] == "priority"
    corrected = counter.do("group", visit=visit, group="elderly_75", checked=True)
    assert corrected["group"] == "elderly_75"
    gone = counter.do("group", visit=visit, group="")
    assert (gone["group"], gone["turns"][0]["turn_class"]) == ("", "ordinary")
    assert counter.code("group", visit=visit, group="vip")[1] == "group_unknown"


def test_an_emergency_is_marked_and_taken_back_and_the_group_stays(counter: Counter) -> None:
    visit = counter.card(counter.house.give()[0])["visit"]
    counter.do("group", visit=visit, group="pregnant", checked=True)

    now = counter.do("emergency", visit=visit, emergency=True)
    after = counter.do("emergency", visit=visit, emergency=False)

    assert now["turns"][0]["turn_class"] == "emergency"
    assert (after["group"], after["turns"][0]["turn_class"]) == ("pregnant", "priority")


def test_the_kind_of_patient_is_one_key(counter: Counter) -> None:
    visit = counter.card(counter.house.give()[0])["visit"]

    assert counter.do("kind", visit=visit, kind="bhyt")["kind"] == "bhyt"
    assert counter.code("kind", visit=visit, kind="vip")[1] == "kind_unknown"


def test_the_rooms_number_is_given_and_printed_at_the_desk(
    counter: Counter, printer: Machine
) -> None:
    card = counter.card(counter.house.give()[0])
    turn = card["turns"][0]["turn"]

    moved = counter.do(
        "room_slip", visit=card["visit"], turn=turn, service="noi", printer=printer.device
    )

    (job,) = printer.get("print-jobs").get_json()
    assert [line["state"] for line in moved["turns"]] == ["MOVED", "WAITING"]
    assert job["slip"]["number"] == moved["turns"][1]["number"] == "N001"
    assert job["slip"]["kind"] == "room"


def test_a_slip_printed_again_says_so(counter: Counter, printer: Machine) -> None:
    given = counter.do("give", service="tiep-don", printer=printer.device)

    counter.do("reprint", visit=given["visit"], printer=printer.device)

    assert [job["slip"]["copy"] for job in printer.get("print-jobs").get_json()] == [1, 2]


def test_without_a_printer_the_desk_is_told(counter: Counter) -> None:
    given = counter.do("give", service="tiep-don")

    assert counter.code("reprint", visit=given["visit"], printer="")[1] == "printer_unknown"


def test_a_patient_is_moved_and_an_absent_one_comes_back(counter: Counter) -> None:
    house = counter.house
    card = counter.card(house.give()[0])
    moved = counter.do("send_on", visit=card["visit"], turn=card["turns"][0]["turn"], service="noi")
    turn = moved["turns"][-1]["turn"]
    house.open_room("pk-1")
    room = "/room/pk-1"
    for deed, body in (("next", {"current": None}), ("miss", {"turn": turn})):
        said = {"key": house.key(), **body}
        counter.visitor.client.post(f"{room}/{deed}", json=said, headers=counter.headers)
        house.clock.forward(seconds=70)
    assert counter.card(card["number"])["turns"][-1]["state"] == "ABSENT"

    back = counter.do("come_back", visit=card["visit"], turn=turn)

    assert back["turns"][-1]["state"] == "WAITING"


def test_a_void_number_keeps_its_reason(house: House) -> None:
    hoa = Counter(house, house.signed_in("hoa", Role.SUPERVISOR))
    card = hoa.card(house.give()[0])

    void = hoa.do("void", visit=card["visit"], reason="Lấy trùng")

    assert void["void"] == "Lấy trùng"
    assert void["turns"][0]["state"] == "CANCELLED"


# ---- help ----------------------------------------------------------------------------------------


def test_a_call_for_help_is_accepted_once_and_the_kiosk_learns_of_it(counter: Counter) -> None:
    kiosk = counter.house.machine("kiosk", "Máy lấy số 1")
    kiosk.post("help", wire.HelpCall(help_id="help-0001", called_at=counter.house.clock()))
    assert '"help_id":"help-0001"' in counter.visitor.get("/reception").text

    for _ in range(2):  # the second to come changes nothing
        assert counter.do("accept_help", help_id="help-0001") == {"accepted": True}

    assert kiosk.get("help/help-0001").get_json() == {"accepted": True}
    assert counter.code("accept_help", help_id="help-0002") == (404, "help_unknown")


def test_the_bell_is_a_sound_every_browser_plays(counter: Counter) -> None:
    answer = counter.visitor.get("/reception/help.wav")

    assert answer.mimetype == "audio/wav"
    with wave.open(io.BytesIO(answer.get_data())) as sound:
        assert sound.getnchannels() == 1
        assert 0.5 < sound.getnframes() / sound.getframerate() < 1.5


@pytest.mark.parametrize("lang,title", [("vi", "Tiếp đón"), ("en", "Reception")])
def test_the_page_speaks_the_persons_language(counter: Counter, lang: str, title: str) -> None:
    shown = counter.visitor.get(f"/reception?lang={lang}").text

    assert f"<title>{title}" in shown
    assert f'"lang":"{lang}"' in shown
