"""Slips as a hospital would print them, and what is needed to read the paper back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import zxingcpp
from PIL import Image

from printer.commands import Command, take
from printer.sheet import Sheet, Ticket
from printer.virtual import MARGIN
from queue_server.wire import Slip

LINK = "https://so.benhvienthanhson.vn/p/k7Jq9Xw2Zr5Tn8Vb3Mc6Ld"
WIDE, NARROW = "RP-F10-80mm", "RP-F10-58mm"


def a_slip(**changes: Any) -> Slip:
    """Mrs Hoa's slip on a Monday morning, with whatever the test changes."""
    usual: dict[str, Any] = {
        "slip_id": "slip-00000001",
        "hospital": "Bệnh viện Đa khoa khu vực Thanh Sơn",
        "service": "Khám bệnh bảo hiểm y tế",
        "number": "A012",
        "where": "Quầy 1–3, tầng 1",
        "ahead": 12,
        "guarantee_minutes": 25,
        "issued": "06:42 ngày 23/11/2026",
        "hotline": "0967 12 34 56",
        "link": LINK,
    }
    return Slip(**(usual | changes))


def in_english(**changes: Any) -> Slip:
    """The same slip for a visitor who reads English."""
    english = {
        "lang": "en",
        "hospital": "Thanh Son General Hospital",
        "service": "Insurance examination",
        "where": "Desks 1–3, floor 1",
        "issued": "06:42, 23/11/2026",
    }
    return a_slip(**(english | changes))


def commands(data: bytes) -> list[Command]:
    """What a printer hears in these bytes; nothing may be left over."""
    buffer = bytearray(data)
    heard = []
    while (command := take(buffer)) is not None:
        heard.append(command)
    assert not buffer, f"half a command at the end: {bytes(buffer[:16])!r}"
    return heard


def printed(data: bytes, width: int = 576) -> Ticket:
    """The one ticket these bytes make on the virtual printer."""
    sheet = Sheet(width)
    for command in commands(data):
        sheet.do(command)
    [ticket] = sheet.done
    assert not ticket.unknown, ticket.unknown
    return ticket


def codes_in(picture: Image.Image) -> list[str]:
    """The QR codes a reader written by others finds in a picture."""
    page = Image.new("L", (picture.width + 80, picture.height + 80), 255)
    page.paste(picture.convert("L"), (40, 40))
    return [found.text for found in zxingcpp.read_barcodes(page)]


def tickets(folder: Path) -> list[dict[str, Any]]:
    """What the virtual printer said beside each whole ticket, in order."""
    files = sorted(folder.glob("ticket-*.png"))
    return [json.loads(file.with_suffix(".json").read_text("utf-8")) for file in files]


def numbers(folder: Path) -> list[str]:
    """The large numbers on the whole tickets of a folder."""
    return [ticket["texts"][0] for ticket in tickets(folder)]


def picture(file: Path) -> Image.Image:
    """The printed area of a ticket's picture, without the margin."""
    page = Image.open(file).convert("L")
    return page.crop((MARGIN, MARGIN, page.width - MARGIN, page.height - MARGIN))
