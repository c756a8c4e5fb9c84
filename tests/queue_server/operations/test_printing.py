"""Slips from reception: one paper a number, copies marked, the secret gone with the paper."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from sqlalchemy import select

from queue_server import wire
from queue_server.core.access import Role
from queue_server.core.refusal import Refusal
from queue_server.operations import printing
from queue_server.operations.context import COMMAND_LINE, Context
from queue_server.operations.hashes import digest
from queue_server.operations.issue import give
from queue_server.operations.machines import DeviceInfo, revoke
from queue_server.operations.views import Given
from queue_server.settings import Hospital, read_hospital
from queue_server.store.session import Database
from queue_server.store.tables import links, print_jobs
from tests.builders import DISTRICT, Built, build_hospital
from tests.cast import install
from tests.harness.clock import Clock

ADDRESS = "https://luot.example.vn"


def with_address() -> Hospital:
    hospital = read_hospital(DISTRICT)
    site = msgspec.structs.replace(hospital.site, public_url=ADDRESS + "/")
    return msgspec.structs.replace(hospital, site=site)


@pytest.fixture
def built(database_url: str, clock: Clock) -> Iterator[Built]:
    db = Database(database_url)
    yield build_hospital(db, clock, hospital=with_address())
    db.close()


@pytest.fixture
def printer(built: Built) -> DeviceInfo:
    return install(built, "printer", "Máy in quầy 1")


@pytest.fixture
def lan(built: Built) -> Context:
    return built.context(Role.RECEPTION)


@pytest.fixture
def given(lan: Context, printer: DeviceInfo) -> Given:
    return give(lan, key="key-00000001", service="tiep-don", group="elderly_75")


def jobs(built: Built, printer: DeviceInfo) -> list[wire.PrintJob]:
    return printing.fetch_jobs(built.by(printer.actor))


def told(built: Built, printer: DeviceInfo, job: str, state: str, detail: str = "") -> None:
    outcome = wire.PrintOutcome(state=state, detail=detail, at=built.clock())  # type: ignore[arg-type]  # a state
    printing.job_outcome(built.by(printer.actor), job=job, outcome=outcome)


def row(built: Built, slip_id: str) -> tuple[str, str, int]:
    with built.db.read() as tx:
        found = tx.execute(select(print_jobs).where(print_jobs.c.slip_id == slip_id)).one()
    return found.state, found.slip, found.copy


# ---- a number given at reception ----------------------------------------------------------------


def test_the_slip_of_a_number_waits_for_its_printer(
    built: Built, lan: Context, printer: DeviceInfo, given: Given
) -> None:
    slip_id = printing.queue_slip(lan, given=given)

    [job] = jobs(built, printer)
    assert job.job == job.slip.slip_id == slip_id
    assert job.slip == wire.Slip(
        slip_id=slip_id,
        hospital="Trung tâm Y tế huyện Mẫu",
        service="Tiếp đón, đăng ký khám",
        number=given.number,
        priority=True,
        where="Quầy 1–3, tầng 1",
        ahead=0,
        guarantee_minutes=15,
        issued="07:30 ngày 23/11/2026",
        hotline="1900 0000",
        link=f"{ADDRESS}/t/{given.secret}",
    )


def test_asking_twice_is_one_paper(
    built: Built, lan: Context, printer: DeviceInfo, given: Given
) -> None:
    assert printing.queue_slip(lan, given=given) == printing.queue_slip(lan, given=given)

    assert len(jobs(built, printer)) == 1


def test_a_number_whose_slip_was_never_queued_gets_a_new_secret(
    built: Built, lan: Context, printer: DeviceInfo, given: Given
) -> None:
    """The answer of `give` was lost: asked again, it no longer knows the first secret."""
    again = give(lan, key="key-00000001", service="tiep-don", group="elderly_75")
    assert again.secret == ""

    printing.queue_slip(lan, given=again)

    [job] = jobs(built, printer)
    secret = job.slip.link.removeprefix(f"{ADDRESS}/t/")
    assert secret != given.secret
    with built.db.read() as tx:
        known = set(tx.execute(select(links.c.hash)).scalars())
    assert {digest(given.secret), digest(secret)} <= known


# ---- which printer ------------------------------------------------------------------------------


def test_with_several_printers_one_must_be_named(
    built: Built, lan: Context, printer: DeviceInfo, given: Given
) -> None:
    other = install(built, "printer", "Máy in quầy 2")

    with pytest.raises(Refusal, match="printer_choose"):
        printing.queue_slip(lan, given=given)
    printing.queue_slip(lan, given=given, printer="Máy in quầy 2")

    assert jobs(built, printer) == []
    assert len(jobs(built, other)) == 1


def test_a_revoked_printer_and_a_kiosk_are_no_printers(
    built: Built, lan: Context, printer: DeviceInfo, given: Given
) -> None:
    kiosk = install(built, "kiosk", "Máy 1")
    revoke(built.by(COMMAND_LINE), device=printer.device)

    for name in ("", printer.device, kiosk.device):
        with pytest.raises(Refusal, match="printer_unknown"):
            printing.queue_slip(lan, given=given, printer=name)


# ---- from the queue to paper --------------------------------------------------------------------


def test_once_it_is_paper_nobody_can_read_the_link_any_more(
    built: Built, lan: Context, printer: DeviceInfo, given: Given
) -> None:
    slip_id = printing.queue_slip(lan, given=given)

    told(built, printer, slip_id, "sending")
    assert len(jobs(built, printer)) == 1, "an agent that died meanwhile fetches it again"
    told(built, printer, slip_id, "printed")

    assert row(built, slip_id) == ("printed", "", 1)
    assert jobs(built, printer) == []


def test_paper_is_final_and_a_late_word_changes_nothing(
    built: Built, lan: Context, printer: DeviceInfo, given: Given
) -> None:
    slip_id = printing.queue_slip(lan, given=given)
    told(built, printer, slip_id, "printed")

    for state in ("sending", "failed", "unconfirmed", "printed"):
        told(built, printer, slip_id, state)

    assert row(built, slip_id)[0] == "printed"


def test_a_failed_slip_is_not_fetched_again_and_may_still_turn_out_printed(
    built: Built, lan: Context, printer: DeviceInfo, given: Given
) -> None:
    slip_id = printing.queue_slip(lan, given=given)

    told(built, printer, slip_id, "failed", "paper_out")
    assert jobs(built, printer) == []
    told(built, printer, slip_id, "printed")

    assert row(built, slip_id)[:2] == ("printed", "")


def test_a_printer_neither_sees_nor_answers_for_another_printers_slips(
    built: Built, lan: Context, printer: DeviceInfo, given: Given
) -> None:
    slip_id = printing.queue_slip(lan, given=given)
    other = install(built, "printer", "Máy in quầy 2")

    assert jobs(built, other) == []
    with pytest.raises(Refusal, match="print_unknown"):
        told(built, other, slip_id, "printed")
    with pytest.raises(Refusal, match="print_unknown"):
        told(built, printer, "no-such-slip", "printed")


# ---- again --------------------------------------------------------------------------------------


def test_a_reprint_is_marked_and_has_a_link_of_its_own(
    built: Built, lan: Context, printer: DeviceInfo, given: Given
) -> None:
    first = printing.queue_slip(lan, given=given)
    told(built, printer, first, "printed")

    printing.reprint(lan, visit=given.visit, key="key-00000002")
    [second] = jobs(built, printer)
    printing.reprint(lan, visit=given.visit, key="key-00000003")

    assert [job.slip.copy for job in jobs(built, printer)] == [2, 3]
    assert second.slip.number == given.number
    assert second.slip.link != f"{ADDRESS}/t/{given.secret}"
    with built.db.read() as tx:
        known = set(tx.execute(select(links.c.hash)).scalars())
    secrets = {job.slip.link.removeprefix(f"{ADDRESS}/t/") for job in jobs(built, printer)}
    assert {digest(one) for one in (*secrets, given.secret)} <= known, "the old paper still works"


def test_one_press_of_the_reprint_key_is_one_copy(
    built: Built, lan: Context, printer: DeviceInfo, given: Given
) -> None:
    once = printing.reprint(lan, visit=given.visit, key="key-00000002")
    twice = printing.reprint(lan, visit=given.visit, key="key-00000002")

    assert (once.repeated, twice.repeated) == (False, True)
    assert [job.slip.copy for job in jobs(built, printer)] == [2], "the kiosk printed the first"


def test_without_an_address_for_phones_a_slip_has_no_link(clock: Clock, sqlite_url: str) -> None:
    db = Database(sqlite_url)
    built = build_hospital(db, clock)
    printer = install(built, "printer", "Máy in")
    ctx = built.context(Role.RECEPTION)

    given = give(ctx, key="key-00000001", service="noi", lang="en")
    printing.queue_slip(ctx, given=given)

    [job] = jobs(built, printer)
    assert (job.slip.link, job.slip.lang, job.slip.kind) == ("", "en", "room")
    assert job.slip.service == "Internal medicine"
    db.close()


def test_who_may_print(built: Built, given: Given, printer: DeviceInfo) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        printing.queue_slip(built.context(Role.ROOM), given=given)
    with pytest.raises(Refusal, match="not_allowed"):
        printing.reprint(built.context(Role.ADMIN), visit=given.visit, key="key-00000009")
    with pytest.raises(Refusal, match="not_allowed"):
        printing.fetch_jobs(built.context(Role.KIOSK))
    with pytest.raises(Refusal, match="visit_unknown"):
        printing.reprint(built.context(Role.RECEPTION), visit="no-such", key="key-00000009")
