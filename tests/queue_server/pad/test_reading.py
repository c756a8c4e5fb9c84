"""A pad's keys as Linux tells them: pressed counts, held and let go does not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from queue_server.pad.keymap import CODES
from queue_server.pad.reading import DeviceGone, Keyboard, candidates, open_keyboard
from tests.harness.left_out import leave_out
from tests.harness.waiting import wait_until
from tests.queue_server.pad.plastic import Plastic

ENTER, PLUS = CODES["enter"], CODES["+"]


@pytest.fixture
def plastic() -> Iterator[Plastic]:
    pad = Plastic.on_a_pipe()
    yield pad
    os.close(pad.reading)


def test_a_press_is_one_key_and_letting_go_is_none(plastic: Plastic) -> None:
    keyboard = Keyboard(plastic.reading)
    plastic.press("enter", "+")

    assert [keyboard.press(1), keyboard.press(1), keyboard.press(0)] == [ENTER, PLUS, None]


def test_a_book_on_the_key_is_one_press(plastic: Plastic) -> None:
    keyboard = Keyboard(plastic.reading)
    plastic.hold("enter", 50)

    assert [keyboard.press(1), keyboard.press(0)] == [ENTER, None]


def test_an_event_in_two_halves_is_whole(plastic: Plastic) -> None:
    keyboard = Keyboard(plastic.reading)
    told = plastic.events("enter", 1)
    os.write(plastic.writing, told[:31])

    assert keyboard.press(1) is None
    os.write(plastic.writing, told[31:])
    assert keyboard.press(1) == ENTER


def test_what_was_pressed_meanwhile_is_forgotten(plastic: Plastic) -> None:
    keyboard = Keyboard(plastic.reading)
    plastic.press("enter", "enter", "enter")
    assert keyboard.press(1) == ENTER

    keyboard.forget()

    assert keyboard.press(0) is None


def test_a_pad_pulled_out_is_noticed(plastic: Plastic) -> None:
    plastic.unplug()

    with pytest.raises(DeviceGone):
        Keyboard(plastic.reading).press(1)


def test_a_pad_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(DeviceGone):
        open_keyboard(tmp_path / "no-pad")


def test_only_keyboards_are_offered(tmp_path: Path) -> None:
    for name in ("usb-Pad-event-kbd", "usb-Mouse-event-mouse", "usb-Pad-mouse"):
        (tmp_path / name).touch()

    assert [path.name for path in candidates(tmp_path)] == ["usb-Pad-event-kbd"]
    assert candidates(tmp_path / "nothing") == []


@pytest.mark.privileged
def test_a_grabbed_pad_types_into_no_other_program() -> None:
    if not os.access("/dev/uinput", os.W_OK):
        leave_out("a real input device, because /dev/uinput cannot be used here")
    from evdev import InputDevice, UInput, ecodes  # noqa: PLC0415  only on Linux

    pad = UInput({ecodes.EV_KEY: [ENTER, PLUS]}, name="Luot test pad")
    path = wait_until(lambda: pad.device and pad.device.path, what="the device appears")
    other = InputDevice(path)
    keyboard = open_keyboard(Path(path))

    pad.write(ecodes.EV_KEY, ENTER, 1)
    pad.syn()

    assert keyboard.press(2) == ENTER
    assert other.read_one() is None
    keyboard.close()
    other.close()
    pad.close()
