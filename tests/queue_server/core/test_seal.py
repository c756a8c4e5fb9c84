"""History under seal: each way to change the past shows, and a name can still be erased."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_server.core.refusal import Refusal
from queue_server.core.seal import Fault, Head, Sealed, Sealer, read_head

KEY = b"k" * 32
SEALER = Sealer(KEY)


def event(n: int, **differs: Any) -> dict[str, Any]:
    return {
        "uid": f"call-{n}",
        "at": 1_763_860_000_000 + n,
        "act": "call",
        "turn_id": n,
        "room_id": None,
        "reason": "",
        "detail": {"place": 1, "lost_ms": 0},
    } | differs


def day(*rows: dict[str, Any], sealer: Sealer = SEALER) -> list[Sealed]:
    head, sealed = Head(), []
    for row in rows:
        head = sealer.seal(head, row)
        sealed.append(Sealed(head.seq, row, head.seal))
    return sealed


TEN = day(*map(event, range(1, 11)))
HEAD = Head(10, TEN[-1].seal)


def faults(rows: list[Sealed], outside: Head | None = HEAD) -> list[Fault]:
    return SEALER.verify(rows, outside=outside).faults


def test_an_untouched_day_is_whole() -> None:
    verdict = SEALER.verify(TEN, outside=HEAD)

    assert verdict.whole
    assert verdict.rows == 10
    assert verdict.head == HEAD


def test_a_day_without_events_is_whole() -> None:
    assert SEALER.verify([]).whole
    assert SEALER.verify([], after=HEAD, outside=HEAD).whole


@pytest.mark.parametrize(
    "change",
    [
        {"at": 1},
        {"act": "miss"},
        {"turn_id": 99},
        {"room_id": 3},
        {"reason": "người quen"},
        {"detail": {"place": 2, "lost_ms": 0}},
        {"added": None},
    ],
)
def test_an_edited_row_is_found_where_it_stands(change: dict[str, Any]) -> None:
    edited = [*TEN]
    edited[4] = replace(TEN[4], row=event(5) | change)

    assert faults(edited, outside=None) == [Fault("changed", 5)]


def test_a_row_rewritten_with_a_seal_of_its_own_is_found() -> None:
    forger = Sealer(b"x" * 32)
    rewritten = [*TEN]
    forged = forger.seal(Head(4, TEN[3].seal), event(5, room_id=9))
    rewritten[4] = Sealed(5, event(5, room_id=9), forged.seal)

    assert faults(rewritten) == [Fault("changed", 5), Fault("changed", 6)]


def test_a_deleted_row_is_found() -> None:
    assert faults(TEN[:4] + TEN[5:]) == [Fault("missing", 5)]


def test_a_number_set_to_the_moon_does_not_flood_the_report() -> None:
    assert len(faults([replace(TEN[0], seq=10**15)], outside=None)) == 1000


def test_a_deleted_row_is_found_though_the_rest_moved_up() -> None:
    closed_up = TEN[:4] + [replace(one, seq=one.seq - 1) for one in TEN[5:]]

    assert Fault("changed", 5) in faults(closed_up, outside=None)


def test_two_rows_swapped_are_found() -> None:
    swapped = [*TEN]
    swapped[2], swapped[6] = replace(TEN[6], seq=3), replace(TEN[2], seq=7)

    assert {fault.seq for fault in faults(swapped, outside=None)} >= {3, 7}


def test_two_rows_out_of_order_are_found() -> None:
    assert faults([*TEN[:4], TEN[5], TEN[4], *TEN[6:]], outside=None)


def test_a_row_told_twice_is_found() -> None:
    assert Fault("repeated", 4) in faults([*TEN[:4], TEN[3], *TEN[4:]], outside=None)


def test_a_row_slipped_in_is_found() -> None:
    slipped = [*TEN[:4], Sealed(5, event(77), TEN[4].seal)]
    slipped += [replace(one, seq=one.seq + 1) for one in TEN[4:]]

    assert Fault("changed", 5) in faults(slipped, outside=None)


def test_a_cut_tail_is_found_by_the_head_kept_outside_and_only_by_it() -> None:
    assert faults(TEN[:7], outside=HEAD) == [Fault("cut", 8)]
    assert faults(TEN[:7], outside=None) == [], "the reason for printing the head"


def test_a_history_emptied_altogether_is_found() -> None:
    assert faults([]) == [Fault("cut", 1)]


def test_a_history_written_anew_with_the_stolen_key_is_found_by_the_head() -> None:
    anew = day(*(event(n, room_id=4) for n in range(1, 11)))

    assert faults(anew) == [Fault("head", 10)]


def test_yesterdays_head_still_proves_a_longer_history() -> None:
    assert faults(TEN, outside=Head(6, TEN[5].seal)) == []
    assert faults(TEN, outside=Head(6, TEN[4].seal)) == [Fault("head", 6)]


def test_a_later_day_is_verified_from_the_head_before_it() -> None:
    assert SEALER.verify(TEN[6:], after=Head(6, TEN[5].seal), outside=HEAD).whole
    assert not SEALER.verify(TEN[6:], after=Head(6, TEN[4].seal)).whole


def test_another_hospitals_key_verifies_nothing() -> None:
    assert len(Sealer(b"y" * 32).verify(TEN).faults) == 10


# ---- erasure


def test_a_name_in_a_reason_is_erased_and_the_history_still_holds() -> None:
    named = day(event(1), event(2, reason="bà Trần Thị Mẫu đến muộn"), event(3))
    gone = SEALER.erased(named[1].row["reason"])
    rows = [*named]
    rows[1] = replace(named[1], row={**named[1].row, "reason": gone})

    assert "Mẫu" not in gone
    assert len(gone) <= 200
    assert faults(rows, outside=None) == []


def test_an_erased_reason_cannot_be_replaced_by_another() -> None:
    named = day(event(1, reason="một"))
    other = replace(named[0], row=event(1, reason=SEALER.erased("hai")))

    assert faults([other], outside=None) == [Fault("changed", 1)]


def test_names_cannot_be_tried_against_an_erased_reason_without_the_key() -> None:
    assert Sealer(b"z" * 32).erased("Trần Thị Mẫu") != SEALER.erased("Trần Thị Mẫu")


def test_erasing_twice_changes_nothing_more() -> None:
    once = SEALER.erased("Trần Thị Mẫu")

    assert SEALER.erased(once) == once
    assert SEALER.erased("") == ""


# ---- keys and heads


def test_a_guessable_key_is_refused_and_no_key_is_ever_shown() -> None:
    with pytest.raises(Refusal, match="seal_key_short"):
        Sealer(b"short")
    assert "kkk" not in repr(SEALER)


def test_a_printed_head_reads_back() -> None:
    assert read_head(f" {HEAD}\n".upper()) == HEAD
    assert read_head(str(Head())) == Head()


@pytest.mark.parametrize("text", ["", "10", "x:" + "a" * 64, "10:abc", "-1:" + "a" * 64, "²:"])
def test_a_head_that_was_copied_wrongly_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="head_unreadable"):
        read_head(text)


ROWS = st.dictionaries(
    st.text(max_size=8), st.none() | st.integers() | st.text(max_size=8), max_size=5
)


@given(rows=st.lists(ROWS, min_size=1, max_size=8), data=st.data())
def test_every_single_change_anywhere_is_found(
    rows: list[dict[str, Any]], data: st.DataObject
) -> None:
    sealed = day(*rows)
    head = Head(len(sealed), sealed[-1].seal)
    at = data.draw(st.integers(0, len(sealed) - 1))
    harm: Callable[[], list[Sealed]] = data.draw(
        st.sampled_from(
            [
                lambda: sealed[:at] + sealed[at + 1 :],
                lambda: (
                    [*sealed[:at], replace(sealed[at], row={**sealed[at].row, "x": 1.5})]
                    + sealed[at + 1 :]
                ),
                lambda: [*sealed[:at], replace(sealed[at], seal="0" * 64)] + sealed[at + 1 :],
                lambda: sealed[:at],
            ]
        )
    )

    assert SEALER.verify(sealed, outside=head).whole
    assert not SEALER.verify(harm(), outside=head).whole
