"""Slow hashes for what people remember, quick ones for what machines made."""

from __future__ import annotations

import hashlib
import unicodedata

import argon2
import pytest

from queue_server.operations.hashes import NOBODYS, digest, hash_secret, verify_secret


def test_a_password_is_kept_as_argon2id_with_the_tuned_cost() -> None:
    kept = hash_secret("chín con trâu gặm cỏ")

    cost = argon2.extract_parameters(kept)
    assert (cost.type, cost.memory_cost, cost.time_cost, cost.parallelism) == (
        argon2.Type.ID,
        19_456,
        2,
        1,
    )
    assert verify_secret(kept, "chín con trâu gặm cỏ")
    assert not verify_secret(kept, "chín con trâu gặm cơ")
    assert hash_secret("chín con trâu gặm cỏ") != kept, "each hash has its own salt"


def test_refusing_an_unknown_login_costs_exactly_what_a_wrong_password_costs() -> None:
    assert argon2.extract_parameters(NOBODYS) == argon2.extract_parameters(hash_secret("x"))
    assert not verify_secret(NOBODYS, "")


def test_a_keyboard_that_sends_letters_in_parts_opens_the_same_account() -> None:
    typed = "mật khẩu của tôi"

    assert verify_secret(hash_secret(typed), unicodedata.normalize("NFD", typed))


@pytest.mark.parametrize("stored", ["", "plain text", "$argon2id$v=19$broken"])
def test_a_hash_that_cannot_be_read_fits_nothing(stored: str) -> None:
    assert not verify_secret(stored, "plain text")


def test_a_random_secret_is_found_by_its_sha256() -> None:
    assert digest("token") == hashlib.sha256(b"token").hexdigest()
