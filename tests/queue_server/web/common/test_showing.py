"""Pages and islands: data travels as JSON that cannot break out, words in one's language."""

from __future__ import annotations

import json
import re

from queue_server.core.access import Role
from queue_server.web.common.showing import json_block
from tests.front import House


def test_data_cannot_end_the_block_it_stands_in() -> None:
    hostile = {"name": "</script><script>alert(1)</script><!--"}

    block = json_block(hostile)

    assert "<" not in block
    assert json.loads(block) == hostile


def test_an_island_gets_its_words_and_its_data(house: House) -> None:
    page = house.signed_in("hoa", Role.RECEPTION).get("/reception")
    found = re.search(r'id="page">(.*?)</script>', page.text)
    assert found
    data = json.loads(found[1])

    assert data["lang"] == "vi"
    assert data["words"]["reception.title"] == "Tiếp đón"
    assert data["words"]["refusal.not_signed_in"]
    assert 'id="reception"' in page.text


def test_a_page_names_the_hospital_in_the_readers_language(house: House) -> None:
    visitor = house.visitor()

    assert "Bệnh viện Nhỏ" in visitor.get("/").text
    assert "Small Hospital" in visitor.get("/?lang=en").text


def test_a_name_with_tags_in_it_is_only_text(house: House) -> None:
    """ASVS 1.2.1: what people typed is never markup."""
    admin = house.signed_in("quantri", Role.ADMIN)

    shown = admin.post("/admin/people", login="x1", name="<img src=x onerror=alert(1)>",
                       roles="room")  # fmt: skip

    assert "<img src=x" not in shown.text
    assert "&lt;img src=x" in shown.text
