"""What a slip costs: bytes a mode, and time as a ratio to drawing the same text plainly."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

import pytest
from PIL import Image, ImageDraw

from printer.lettering import Lettering
from printer.paper import Text, layout
from printer.profile import profile
from printer.render import Mode, Renderer
from tests.simulators.printer_slips import NARROW, WIDE, a_slip, in_english

ROUNDS: Final = 7
GOALS: Final[dict[Mode, int]] = {"bands": 30_000, "hybrid": 18_000, "text": 1_100}
WITH_MEMORY: Final = 14_000


def best_s(deed: Callable[[], object]) -> float:
    """The fastest of some rounds: what is left when the machine is busy with others."""
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        deed()
        took.append(time.perf_counter() - start)
    return min(took)


def plainly_drawn() -> bytes:
    """The same words, each line drawn afresh on one page and turned into dots: no bands, no QR."""
    hand = Lettering(576)
    page = Image.new("L", (576, 1200), 255)
    pen, y = ImageDraw.Draw(page), 0
    for item in layout(a_slip(), 576):
        if isinstance(item, Text):
            for line in hand.wrap(item.text, item.style):
                pen.text((0, y), line, 0, hand.font(item.style))
                y += round(item.style.size * 1.3)
    return page.crop((0, 0, 576, y)).convert("1").tobytes()


@pytest.mark.parametrize("mode", GOALS)
def test_bytes_of_a_slip(mode: Mode, record_property: Callable[[str, object], None]) -> None:
    for name, mm in ((WIDE, 80), (NARROW, 58)):
        renderer = Renderer(profile(name, mm), mode)
        for slip in (a_slip(), in_english()):
            size = len(renderer.slip(slip))
            record_property(f"bytes, {mode}, {mm} mm, {slip.lang}", size)
            assert size <= GOALS[mode]
        if mode == "hybrid":
            renderer.keep(a_slip().hospital)
            size = len(renderer.slip(a_slip()))
            record_property(f"bytes, {mode} with memory, {mm} mm", size)
            assert size <= WITH_MEMORY


def test_time_of_a_slip(record_property: Callable[[str, object], None]) -> None:
    """The first slip of a day may cost a few plain drawings; all later ones less than one."""
    plain = best_s(plainly_drawn)
    first = best_s(lambda: Renderer(profile(WIDE, 80), "bands").slip(a_slip()))
    renderer = Renderer(profile(WIDE, 80), "bands")
    people = iter(range(1000))
    renderer.slip(a_slip())
    later = best_s(lambda: renderer.slip(a_slip(ahead=next(people))))
    record_property("first slip, plain drawings", round(first / plain, 2))
    record_property("later slip, plain drawings", round(later / plain, 2))
    assert first < 5 * plain
    assert later < plain
