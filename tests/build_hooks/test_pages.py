"""The pages go into the wheel by themselves, and only when they have to be built."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.config import BuilderConfig
from hatchling.builders.wheel import WheelBuilder
from hatchling.metadata.core import ProjectMetadata

from build_hooks.pages import PagesHook, node_first
from tests.harness.programs import find


def hook(root: Path) -> PagesHook:
    builder = WheelBuilder(str(root))
    config: BuilderConfig = builder.config
    metadata: ProjectMetadata[Any] = builder.metadata
    return PagesHook(str(root), {}, config, metadata, str(root / "dist"), "wheel")


def test_an_editable_install_builds_nothing(tmp_path: Path) -> None:
    hook(tmp_path).initialize("editable", {})
    assert not list(tmp_path.iterdir())


def test_an_unpacked_archive_carries_its_pages_and_needs_no_node(tmp_path: Path) -> None:
    (tmp_path / "PKG-INFO").touch()
    hook(tmp_path).initialize("standard", {})
    assert [file.name for file in tmp_path.iterdir()] == ["PKG-INFO"]


@pytest.mark.skipif(
    find("npm") is None, reason="Left out: building the wheel, because npm is missing"
)
def test_a_wheel_without_its_pages_is_not_built(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):  # there is no package-lock.json here
        hook(tmp_path).initialize("standard", {})


def test_the_node_from_pip_goes_before_the_systems() -> None:
    first, *rest = node_first("/usr/bin:/bin").split(os.pathsep)
    assert (Path(first) / "python").exists()
    assert rest == ["/usr/bin", "/bin"]
