"""What a printer can do, as its profile says."""

from __future__ import annotations

import pytest

from printer.profile import names, profile


@pytest.mark.parametrize(
    "name, mm, dots",
    [
        ("default", 58, 384),
        ("default", 72, 512),
        ("default", 80, 576),
        ("TM-T88V", 80, 512),  # refuses anything wider (facts.md 7)
        ("CT-S651", 80, 576),  # could print 640: the paper is the limit
        ("RP-F10-58mm", 80, 432),
        ("T-1", 80, 504),
    ],
)
def test_a_slip_is_never_wider_than_paper_or_printer(name: str, mm: int, dots: int) -> None:
    assert profile(name, mm).dots == dots


@pytest.mark.parametrize("name", names())
def test_every_profile_of_the_library_is_usable(name: str) -> None:
    known = profile(name, 80)
    assert known.dots % 8 == 0
    assert 0 < known.dots <= 576
    assert 0 < known.dpi <= 255
    assert known.cut()


def test_an_unknown_profile_is_an_error_at_once() -> None:
    with pytest.raises(KeyError):
        profile("Brother HL", 80)
