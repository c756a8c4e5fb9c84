"""Two programs never count the same series."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.lock import Taken, held


def test_a_folder_is_held_once_and_free_again_afterwards(tmp_path: Path) -> None:
    with held(tmp_path), pytest.raises(Taken), held(tmp_path):
        pass
    with held(tmp_path):
        pass
