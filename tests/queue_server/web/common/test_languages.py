"""Vietnamese unless one chose English, and the choice is kept."""

from __future__ import annotations

from tests.front import House


def test_a_page_is_vietnamese_for_whoever_never_chose(house: House) -> None:
    page = house.visitor().get("/signin", headers={"Accept-Language": "en"})

    assert '<html lang="vi">' in page.text
    assert "Đăng nhập" in page.text


def test_english_is_one_tap_and_stays(house: House) -> None:
    visitor = house.visitor()

    visitor.get("/signin?lang=en")

    assert '<html lang="en">' in visitor.get("/signin").text


def test_vietnamese_comes_back_by_one_tap(house: House) -> None:
    visitor = house.visitor()
    visitor.get("/signin?lang=en")

    visitor.get("/?lang=vi")

    assert '<html lang="vi">' in visitor.get("/").text


def test_a_language_we_do_not_have_changes_nothing(house: House) -> None:
    assert '<html lang="vi">' in house.visitor().get("/?lang=fr").text
