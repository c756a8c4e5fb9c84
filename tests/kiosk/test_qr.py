"""The QR on the screen is read back by a reader nobody here wrote."""

from __future__ import annotations

import re

import zxingcpp
from PIL import Image

from kiosk.qr import drawn

LINK = "https://so.example.vn/t/wJalrXUtnFEMI-K7MDENG_"


def test_the_code_holds_the_link() -> None:
    svg = drawn(LINK).decode()
    size = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])  # type: ignore[index]  # it is there
    picture = Image.new("L", (size, size), 255)
    for x, y in re.findall(r"M(\d+) (\d+)h1", svg):
        picture.putpixel((int(x), int(y)), 0)

    [code] = zxingcpp.read_barcodes(picture.resize((size * 4, size * 4)))

    assert code.text == LINK
