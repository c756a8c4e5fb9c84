"""Both administrators' pages stand under one address."""

from __future__ import annotations

from tests.front import House


def test_strangers_are_sent_to_sign_in(house: House) -> None:
    for page in ("/admin/devices", "/admin/people"):
        assert house.visitor().get(page).location == f"/signin?next={page}"
