"""Letters measured on the screen: what the farthest seat can read on what a hospital buys."""

from __future__ import annotations

import math
from collections.abc import Callable
from io import BytesIO
from typing import Any, Final

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.simulators.board_pictures import hall, hall_of, place, row, shown
from tests.simulators.board_server import BoardServer

Board = Callable[..., Page]

SHARES: Final = [
    # inches, metres, share of the screen's height of capitals in the current call and in rows
    (32, 6, 0.184, 0.096),
    (32, 10, 0.307, 0.161),
    (43, 6, 0.137, 0.072),
    (43, 10, 0.228, 0.120),
    (55, 6, 0.107, 0.056),
    (55, 10, 0.178, 0.093),
]
"""reliability figures: 0.7 degrees (EN 301 549, 5.1.4) and 22 arc minutes on a 16:9 screen."""

FIRST_LETTER: Final = """(place) => {
  const text = document.querySelector(place).firstChild;
  const range = document.createRange();
  range.setStart(text, 0);
  range.setEnd(text, 1);
  const box = range.getBoundingClientRect();
  return { x: box.x, y: box.y, width: box.width, height: box.height };
}"""

CONTRASTS: Final = """() => {
  const rgb = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = rgb(color).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if ((rgb(color)[3] ?? 1) === 1) return color;
    }
  };
  const found = [];
  for (const element of document.querySelectorAll("#board *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    found.push([element.className || element.tagName, Math.round(ratio * 100) / 100]);
  }
  return found;
}"""


def picture(page: Page, **clip: Any) -> Image.Image:
    """What stands on the screen."""
    raw = page.screenshot(clip=clip) if clip else page.screenshot()
    return Image.open(BytesIO(raw)).convert("RGB")


def ink_height(page: Page, place: str) -> int:
    """Rows of pixels that the first letter at ``place`` paints at half brightness or more."""
    shape = picture(page, **page.evaluate(FIRST_LETTER, place)).convert("L")
    dark, bright = shape.getextrema()
    half = (int(dark) + int(bright)) / 2
    box = shape.point(lambda value: 255 if value > half else 0).getbbox()
    assert box is not None
    return int(box[3] - box[1])


@pytest.mark.parametrize("inches, metres, call, rows", SHARES)
def test_the_farthest_seat_can_read_the_call_and_the_rows(
    board: Board, server: BoardServer, inches: int, metres: int, call: float, rows: float
) -> None:
    server.show(hall())
    page = board(inches=inches, far=metres)
    pixel = 1 / 1080  # the grid of the screen itself
    assert ink_height(page, ".numbers b") / 1080 >= call - pixel
    assert ink_height(page, ".rooms .row:not(.off) b") / 1080 >= rows - pixel
    assert page.get_attribute(".scene", "data-too-far") is None


@pytest.mark.parametrize("inches, metres, call, rows", SHARES)
def test_the_table_of_shares_is_what_the_angles_mean(
    inches: int, metres: int, call: float, rows: float
) -> None:
    height_mm = inches * 25.4 * 9 / math.hypot(16, 9)
    for degrees, share in ((0.7, call), (22 / 60, rows)):
        mm = math.tan(math.radians(degrees)) * metres * 1000
        assert mm / height_mm == pytest.approx(share, abs=0.001)


@pytest.mark.parametrize("width, height", [(1920, 1080), (1080, 1920), (1366, 768), (3840, 2160)])
@pytest.mark.parametrize("metres", [3, 6])
def test_nothing_of_the_call_leaves_the_screen(
    board: Board, server: BoardServer, width: int, height: int, metres: int
) -> None:
    name = "Phòng khám Tai – Mũi – Họng số 12"
    places = (place(1, name_vi=name, number=""), place(2))
    call = shown("A2-1007", "p1", priority=True)
    server.show(hall(current=call, places=places, rooms=(row(1), row(2))))
    page = board(width=width, height=height, inches=43, far=metres)
    outside = page.evaluate(
        """() => [...document.querySelectorAll(".bar *, .hero, .hero *, .row:not(.off)")]
          .map((each) => [each.className, each.getBoundingClientRect()])
          .filter(([, box]) => box.left < -1 || box.top < -1 || box.right > innerWidth + 1
            || box.bottom > innerHeight + 1)
          .map(([name, box]) => `${name} ${box.left} ${box.top} ${box.right} ${box.bottom}`)"""
    )
    assert not outside


@pytest.mark.parametrize("metres", [3, 6, 10])
def test_no_vietnamese_accent_is_clipped(board: Board, server: BoardServer, metres: int) -> None:
    places = tuple(place(at, name_vi=f"Ẳ Ễ Ậ ỵ Ỗ {at}", number="") for at in range(1, 6))
    rooms = tuple(row(at, prepare=()) for at in range(1, 6))
    server.show(hall(places=places, rooms=rooms, hospital="Ễ Ậ ỵ Ỗ gỵ", title="Ễ Ậ ỵ"))
    page = board(inches=43, far=metres)
    page.wait_for_selector(".rooms .row:not(.off)")
    before = picture(page)
    page.evaluate(
        """() => document.querySelectorAll(".window, .body").forEach((each) => {
          each.style.overflow = "visible";
        })"""
    )
    assert picture(page).tobytes() == before.tobytes()


SCREENS: Final = [
    *((1920, 1080, inches, metres) for inches, metres, _, _ in SHARES),
    (1080, 1920, 43, 6),
    (1080, 1920, 55, 10),
]

TROUBLES: Final = """() => {
  const found = [];
  const seen = (each) => getComputedStyle(each).visibility !== "hidden";
  const lines = (each) => {
    const range = document.createRange();
    range.selectNodeContents(each);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
    const bottoms = boxes.map((box) => box.bottom);
    const size = parseFloat(getComputedStyle(each).fontSize);
    return Math.max(...bottoms) - Math.min(...bottoms) < 0.6 * size;
  };
  const inside = (each, frame, what) => {
    const [a, b] = [each.getBoundingClientRect(), frame.getBoundingClientRect()];
    const spill = 0.1 * parseFloat(getComputedStyle(each).fontSize); // the font's box, not its ink
    const beside = a.left < b.left - 1 || a.right > b.right + 1;
    if (beside || a.top < b.top - spill || a.bottom > b.bottom + spill)
      found.push(`${what} leaves its place: ${each.innerText}`);
  };
  for (const row of document.querySelectorAll(".row:not(.paused)")) {
    const numbered = /^[^a-z]*(Phòng|P[.]|Quầy)?[^a-z]*$/.test(row.innerText.trim());
    if (seen(row) && numbered && !lines(row.querySelector(".cells")))
      found.push(`broken: ${row.innerText}`);
  }
  for (const row of document.querySelectorAll(".row")) {
    if (!seen(row)) continue;
    inside(row, row.closest(".list"), "row");
    for (const part of row.querySelectorAll("b, .name, .quiet, .text")) inside(part, row, "text");
    for (const part of row.querySelectorAll(".name, .now"))
      if (part.scrollWidth > part.clientWidth + 1) found.push(`cut: ${part.innerText}`);
  }
  const hero = document.querySelector(".hero");
  for (const part of hero.querySelectorAll("b, .name, .floor, .label, .waiting"))
    if (part.getClientRects().length) inside(part, hero, "call");
  for (const list of document.querySelectorAll(".list")) inside(list, document.body, "list");
  const bar = document.querySelector(".bar");
  for (const part of bar.children) inside(part, bar, "bar");
  const drawn = [...document.querySelectorAll(".hero, .row")].filter(seen);
  const lowest = Math.max(...drawn.map((each) => each.getBoundingClientRect().bottom));
  if (lowest < 0.93 * innerHeight) found.push(`empty below ${lowest}`);
  return found;
}"""


@pytest.mark.parametrize("screen", SCREENS, ids=str)
@pytest.mark.parametrize("many", [1, 3, 8, 12])
def test_no_row_breaks_nothing_is_cut_and_former_calls_are_seen(
    board: Board, server: BoardServer, screen: tuple[int, int, int, int], many: int
) -> None:
    width, height, inches, metres = screen
    server.show(hall_of(many))
    page = board(width=width, height=height, inches=inches, far=metres)
    page.wait_for_selector(".rooms .row:not(.off), .last .row:not(.off)")
    assert page.evaluate(TROUBLES) == []
    assert page.locator(".last .row:not(.off)").first.inner_text().startswith("A011")
    assert page.locator(".prepare .row:not(.off), .rooms .soon").count() >= 1
    least = math.tan(math.radians(22 / 60)) * metres * 1000 / (inches * 25.4)
    for spot in (".last .row:not(.off) b", ".prepare .row:not(.off) b"):
        if page.locator(spot).count():
            assert ink_height(page, spot) >= least * math.hypot(width, height) - 1


def test_rooms_that_share_a_number_stand_with_their_names(
    board: Board, server: BoardServer
) -> None:
    twins = (place(1), place(2, number="1"), place(8))
    server.show(hall(places=twins, rooms=(row(1), row(2), row(8)), current=shown("A2", "p8")))
    page = board(inches=55, far=3)
    names = page.locator(".rooms .name").all_inner_texts()
    assert [" ".join(each.split()) for each in names] == ["Phòng khám 1", "Phòng khám 2", "Quầy 2"]


def test_a_hall_with_one_room_at_work_still_says_where_former_calls_went(
    board: Board, server: BoardServer
) -> None:
    server.show(hall(rooms=(row(8),), current=shown("A012", "p8"), last=(shown("A011", "p1"),)))
    page = board(inches=43, far=6)
    assert page.inner_text(".last .row").split() == ["A011", "Phòng", "1"]
    assert page.locator(".rooms").count() == 0


def test_every_text_stands_out_sevenfold_from_its_ground(board: Board, server: BoardServer) -> None:
    server.show(hall(current=shown("B105", "p1", priority=True)))
    for page in (board(inches=55, far=3), board(at=f"{server.address}/board/enrol")):
        page.wait_for_selector("#board > *")
        found = page.evaluate(CONTRASTS)
        assert len(found) > 5
        assert not [each for each in found if each[1] < 7]


def test_a_screen_too_small_for_its_hall_is_known_as_such(
    board: Board, server: BoardServer
) -> None:
    server.show(hall())
    page = board(width=1080, height=1920, inches=24, far=20)
    assert page.get_attribute(".scene", "data-too-far") is not None
