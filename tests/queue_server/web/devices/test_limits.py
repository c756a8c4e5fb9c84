"""A hurried kiosk rings once and goes on; only what no person can do is slowed down."""

from __future__ import annotations

from queue_server.web.devices.limits import PRESSES, Limits


def test_three_hundred_people_in_half_an_hour_pass_without_a_word() -> None:
    """The opening of a big hospital: ten a minute through one kiosk."""
    limits = Limits()
    rung = []
    for person in range(300):
        now = person * 6_000
        limits.check("press", "k1", now=now, rate=PRESSES)
        rung.append(limits.hurries("k1", now))

    assert not any(rung)


def test_a_child_at_the_screen_rings_reception_once() -> None:
    limits = Limits()

    rung = [limits.hurries("k1", press * 1_000) for press in range(40)]

    assert rung.count(True) == 1
    assert rung.index(True) == 25


def test_staff_are_rung_again_when_it_goes_on_for_ten_minutes() -> None:
    limits = Limits()

    rung = [limits.hurries("k1", second * 1_000) for second in range(15 * 60)]

    assert rung.count(True) == 2


def test_another_kiosk_is_another_matter() -> None:
    limits = Limits()
    for press in range(20):
        assert not limits.hurries("k1", press * 1_000)
        assert not limits.hurries("k2", press * 1_000)
