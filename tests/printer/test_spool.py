"""Between kiosk and agent nothing is lost, printed twice unmarked, or left lying about."""

from __future__ import annotations

import multiprocessing
import threading
from pathlib import Path

import msgspec
import pytest

from printer.spool import KEEP_MS, MOVES, REPORT_AGE_MS, Spool
from queue_server.core.refusal import Refusal
from queue_server.wire import PrinterReport, Slip

SECRET = "https://so.benhvien.example/p/k7Jq9Xw2Zr5Tn8Vb3Mc6Ld"


def slip(slip_id: str = "slip-00000001", number: str = "A012", copy: int = 1) -> Slip:
    return Slip(
        slip_id=slip_id,
        hospital="Bệnh viện Đa khoa Thanh Sơn",
        service="Khám bệnh",
        number=number,
        issued="06:42 ngày 23/11/2026",
        link=SECRET,
        copy=copy,
    )


class Clock:
    def __init__(self) -> None:
        self.now = 1_795_000_000_000

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def spool(tmp_path: Path, clock: Clock) -> Spool:
    return Spool(tmp_path / "spool" / "spool.db", clock)


def take(spool: Spool) -> None:
    assert spool.move(spool.queued()[0], "sending")


def test_the_file_with_the_links_is_readable_by_its_owner_alone(spool: Spool) -> None:
    spool.put(slip())

    kept = {file.name: file.stat().st_mode & 0o777 for file in spool.path.parent.iterdir()}

    assert len(kept) == 3, "the file, its log and its index"
    assert set(kept.values()) == {0o600}


def test_a_slip_put_three_times_waits_once(spool: Spool) -> None:
    assert [spool.put(slip()) for _ in range(3)] == ["queued"] * 3
    assert [each.slip for each in spool.queued()] == [slip()]


def test_a_slip_put_again_after_printing_stays_printed(spool: Spool) -> None:
    spool.put(slip())
    take(spool)
    spool.move(spool._all("1")[0], "printed")
    assert spool.put(slip()) == "printed"
    assert spool.queued() == []


def test_two_slips_under_one_id_are_never_taken_for_one(spool: Spool) -> None:
    spool.put(slip(number="A012"))
    with pytest.raises(Refusal) as no:
        spool.put(slip(number="A013"))
    assert no.value.code == "slip_differs"
    assert [each.slip.number for each in spool.queued()] == ["A012"]


def test_slips_come_out_in_the_order_they_came(spool: Spool) -> None:
    for n in range(1, 6):
        spool.put(slip(f"slip-0000000{n}", f"A00{n}"))
    assert [each.slip.number for each in spool.queued()] == ["A001", "A002", "A003", "A004", "A005"]


def test_another_process_reads_what_was_put(spool: Spool) -> None:
    spool.put(slip())
    other = Spool(spool.path)
    assert other.state("slip-00000001") == "queued"
    assert spool.state("slip-99999999") is None


@pytest.mark.parametrize("came", ["queued", "sending", "printed", "unconfirmed", "failed"])
@pytest.mark.parametrize("to", ["queued", "sending", "printed", "unconfirmed", "failed"])
def test_a_print_moves_only_along_the_table(spool: Spool, came: str, to: str) -> None:
    spool.put(slip())
    spool._db.execute("UPDATE prints SET state = ?", (came,))
    one = spool.latest("slip-00000001")
    assert one is not None
    assert spool.move(one, to) == ((came, to) in MOVES)  # type: ignore[arg-type]  # every pair on purpose
    assert spool.state("slip-00000001") == (to if (came, to) in MOVES else came)


def test_nothing_ever_leads_back_to_queued() -> None:
    assert not [pair for pair in MOVES if pair[1] == "queued"]


def test_only_one_of_eight_takers_gets_a_slip(spool: Spool) -> None:
    spool.put(slip())
    seen = spool.queued()[0]  # all eight have read it before any moves
    barrier, won = threading.Barrier(8), []

    def taker() -> None:
        mine = Spool(spool.path)
        barrier.wait()
        won.append(mine.move(seen, "sending"))
        mine.close()

    crowd = [threading.Thread(target=taker) for _ in range(8)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    assert sorted(won) == [False] * 7 + [True]


def _put_many(path: Path, start: int) -> None:
    mine = Spool(path)
    for n in range(start, start + 50):
        mine.put(slip(f"slip-{n:08d}", f"A{n:03d}"))


def test_four_processes_put_two_hundred_slips_and_none_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "spool.db"
    spawn = multiprocessing.get_context("spawn")
    hands = [spawn.Process(target=_put_many, args=(path, n * 50)) for n in range(4)]
    for each in hands:
        each.start()
    for each in hands:
        each.join(60)
    assert [each.exitcode for each in hands] == [0] * 4
    assert sorted(each.slip.number for each in Spool(path).queued()) == [
        f"A{n:03d}" for n in range(200)
    ]


def test_a_reprint_is_the_next_copy(spool: Spool) -> None:
    spool.put(slip())
    for n in (2, 3):
        take(spool)
        last = spool.latest("slip-00000001")
        assert last is not None
        spool.move(last, "printed" if n == 2 else "unconfirmed")
        assert spool.reprint("slip-00000001").copy == n
    assert spool.queued()[0].slip == msgspec.structs.replace(slip(), copy=3)


def test_an_impatient_second_reprint_queues_no_third_slip(spool: Spool) -> None:
    spool.put(slip())
    assert spool.reprint("slip-00000001").copy == 1
    take(spool)
    assert spool.reprint("slip-00000001").copy == 1
    assert spool.queued() == []


def test_a_slip_that_never_left_the_machine_is_tried_again_unmarked(spool: Spool) -> None:
    spool.put(slip())
    spool.move(spool.queued()[0], "failed", detail="offline")
    assert [each.slip.number for each in spool.failed()] == ["A012"]
    assert spool.reprint("slip-00000001").copy == 1
    assert spool.state("slip-00000001") == "queued"


def test_a_reprint_of_a_slip_nobody_knows_is_refused(spool: Spool) -> None:
    with pytest.raises(Refusal, match="slip_unknown"):
        spool.reprint("slip-12345678")


def test_a_withdrawn_slip_does_not_come_out_after_the_person_has_left(spool: Spool) -> None:
    spool.put(slip())
    assert spool.withdraw("slip-00000001")
    assert spool.queued() == []


def test_a_slip_on_its_way_cannot_be_withdrawn(spool: Spool) -> None:
    spool.put(slip())
    take(spool)
    assert not spool.withdraw("slip-00000001")
    assert spool.state("slip-00000001") == "sending"


def test_what_a_dead_agent_was_sending_is_unconfirmed_and_shown_to_staff(spool: Spool) -> None:
    spool.put(slip())
    take(spool)
    assert [each.slip.number for each in spool.recover()] == ["A012"]
    [shown] = spool.unconfirmed()
    assert (shown.slip.number, shown.detail) == ("A012", "restart")
    assert spool.recover() == []


def test_prints_of_a_mute_printer_do_not_fill_the_list_of_staff(spool: Spool) -> None:
    spool.put(slip())
    take(spool)
    one = spool.latest("slip-00000001")
    assert one is not None
    spool.move(one, "unconfirmed", detail="mute")
    assert spool.unconfirmed() == []
    assert len(spool.unconfirmed(mute=True)) == 1


def test_no_agent_means_unknown_never_enough_paper(spool: Spool) -> None:
    assert spool.report().paper == "unknown"


@pytest.mark.parametrize("late_ms", [REPORT_AGE_MS + 1, -REPORT_AGE_MS - 1])
def test_a_report_older_than_five_seconds_or_from_the_future_is_unknown(
    spool: Spool, clock: Clock, late_ms: int
) -> None:
    spool.tell(PrinterReport(paper="ok", at=clock.now))
    assert spool.report().paper == "ok"
    clock.now += late_ms
    assert spool.report().paper == "unknown"


def test_a_job_of_the_server_fetched_twice_is_one_print(spool: Spool) -> None:
    spool.put(slip(), job="job-00000001")
    spool.put(slip(), job="job-00000001")
    assert len(spool.queued()) == 1


def test_two_receptionists_asking_for_a_copy_each_get_one(spool: Spool) -> None:
    spool.put(slip(copy=2), job="job-00000001")
    spool.put(slip(copy=2), job="job-00000002")
    assert [each.slip.copy for each in spool.queued()] == [2, 3]


def test_the_server_is_told_each_state_until_it_has_heard(spool: Spool) -> None:
    spool.put(slip(), job="job-00000001")
    assert spool.untold() == []
    take(spool)
    [sending] = spool.untold()
    moved = spool.move(sending, "printed")
    spool.told(sending)  # a late receipt for the former state
    assert moved
    [printed] = spool.untold()
    assert printed.state == "printed"
    spool.told(printed)
    assert spool.untold() == []


def test_after_a_day_slip_and_link_are_wiped_from_the_disk(spool: Spool, clock: Clock) -> None:
    spool.put(slip())
    take(spool)
    one = spool.latest("slip-00000001")
    assert one is not None
    spool.move(one, "printed")
    clock.now += KEEP_MS - 1
    assert spool.purge() == 0
    files = list(spool.path.parent.iterdir())
    assert any(SECRET.encode() in each.read_bytes() for each in files), "the link was never there"
    clock.now += 2
    assert spool.purge() == 1
    assert not any(SECRET.encode() in each.read_bytes() for each in spool.path.parent.iterdir())


def test_staff_find_a_slip_by_its_number(spool: Spool) -> None:
    spool.put(slip())
    found = spool.find("A012")
    assert found is not None
    assert found.slip.slip_id == "slip-00000001"
    assert spool.find("A999") is None
