"""The lock of the pages without addresses."""

from __future__ import annotations

from tools.lean_lock import lean


def test_addresses_go_and_hashes_stay() -> None:
    lock = {
        "lockfileVersion": 3,
        "packages": {
            "": {"name": "luot-pages"},
            "node_modules/preact": {
                "version": "11.2.0",
                "resolved": "somewhere",
                "integrity": "sha512-x",
                "funding": {"url": "somewhere"},
            },
        },
    }
    assert lean(lock) == {
        "lockfileVersion": 3,
        "packages": {
            "": {"name": "luot-pages"},
            "node_modules/preact": {"version": "11.2.0", "integrity": "sha512-x"},
        },
    }
