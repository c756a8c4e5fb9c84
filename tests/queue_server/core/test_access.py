"""Who may do what, cell by cell: a change of one cell is a change of this file."""

from __future__ import annotations

import itertools

import pytest

from queue_server.core.access import DEVICES, MAY, STAFF, Deed, Role, check, may
from queue_server.core.refusal import Refusal

#                     reception room supervisor admin auditor kiosk board printer pad his
TABLE = """
see_queue             yes       yes  yes        yes   yes     -     -     -       yes -
work_room             yes       yes  yes        -     -       -     -     -       yes -
call_out_of_order     yes       yes  yes        -     -       -     -     -       -   -
send_on               yes       yes  yes        -     -       -     -     -       -   -
place_first           -         -    yes        -     -       -     -     -       -   -
give_number           yes       -    yes        -     -       -     -     -       -   -
change_class          yes       -    yes        -     -       -     -     -       -   -
mark_emergency        yes       yes  yes        -     -       -     -     -       -   -
reprint               yes       -    yes        -     -       -     -     -       -   -
answer_help           yes       -    yes        -     -       -     -     -       -   -
void                  -         -    yes        -     -       -     -     -       -   -
see_devices           -         -    yes        yes   yes     -     -     -       -   -
enrol_device          -         -    -          yes   -       -     -     -       -   -
manage_people         -         -    -          yes   -       -     -     -       -   -
change_settings       -         -    -          yes   -       -     -     -       -   -
see_reports           -         -    yes        yes   yes     -     -     -       -   -
see_audit             -         -    -          yes   yes     -     -     -       -   -
press                 -         -    -          -     -       yes   -     -       -   -
watch_board           -         -    -          -     -       -     yes   -       -   -
fetch_prints          -         -    -          -     -       -     -     yes     -   -
"""


def cells() -> list[tuple[Role, Deed, bool]]:
    rows = [line.split() for line in TABLE.strip().splitlines()]
    roles = (*STAFF, *DEVICES)
    return [
        (role, Deed(deed), word == "yes")
        for deed, *words in rows
        for role, word in zip(roles, words, strict=True)
    ]


@pytest.mark.parametrize("role,deed,allowed", cells())
def test_each_role_may_do_exactly_its_deeds(role: Role, deed: Deed, allowed: bool) -> None:
    assert may([role], deed) is allowed
    if allowed:
        check([role], deed)
        return
    with pytest.raises(Refusal, match="not_allowed") as refused:
        check([role], deed)
    assert refused.value.facts == {"deed": deed}


def test_the_table_above_names_every_role_and_every_deed() -> None:
    named = {(role, deed) for role, deed, _ in cells()}

    assert named == set(itertools.product(Role, Deed))
    assert set(MAY) == set(Role)


def test_several_roles_allow_what_any_of_them_allows() -> None:
    both = {Role.AUDITOR, Role.ROOM}

    assert may(both, Deed.SEE_AUDIT)
    assert may(both, Deed.WORK_ROOM)
    assert not may(both, Deed.MANAGE_PEOPLE)


def test_somebody_without_a_role_may_do_nothing() -> None:
    assert not any(may([], deed) for deed in Deed)


def test_no_machine_may_do_what_staff_do_but_the_pad_under_somebodys_hand() -> None:
    theirs = frozenset().union(*(MAY[role] for role in DEVICES if role is not Role.PAD))
    ours = frozenset().union(*(MAY[role] for role in STAFF))

    assert not theirs & ours


def test_an_auditor_changes_nothing() -> None:
    assert all(deed.startswith("see_") for deed in MAY[Role.AUDITOR])
