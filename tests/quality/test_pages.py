"""The TypeScript modules of the pages pass their own tests, run by Node."""

from __future__ import annotations

import subprocess

from tests.harness.left_out import leave_out
from tests.harness.programs import find
from tests.quality import tree


def test_the_modules_of_the_pages_pass_their_own_tests() -> None:
    node = find("node")
    tests = [name for name in tree.files() if name.endswith(".test.ts")]
    assert tests
    if node is None:
        leave_out("the tests of the pages' modules, because there is no Node (make installs it)")
    done = subprocess.run(
        [node, "--test", *tests], cwd=tree.ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
