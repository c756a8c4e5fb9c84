"""Every module that does something has its test where a newcomer looks for it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from tests.quality import tree
from tests.quality.tree import Module

ELSEWHERE: Final = {
    "__main__.py": "starts and stops in journeys, as a process",
    "env.py": "Alembic runs it; every test on a database goes through it",
}


def does_something(module: Module) -> bool:
    """Tables of words and columns only declare; they are tested by what reads them."""
    return any(True for _ in module.functions())


def mirror(name: str) -> str:
    """`queue_server/core/turn.py` is tested in `tests/queue_server/core/test_turn.py`."""
    path = PurePosixPath(name)
    stem = path.parent.name if path.name == "__init__.py" else path.stem
    folder = path.parent.parent if path.name == "__init__.py" else path.parent
    return f"tests/{folder}/test_{stem}.py"


def test_a_package_is_mirrored_beside_its_folder() -> None:
    assert mirror("queue_server/core/turn.py") == "tests/queue_server/core/test_turn.py"
    assert mirror("queue_server/words/__init__.py") == "tests/queue_server/test_words.py"


def test_no_module_lacks_its_mirror() -> None:
    present = set(tree.files())
    missing = [
        f"{module.name} -> {mirror(module.name)}"
        for module in tree.code()
        if does_something(module)
        and PurePosixPath(module.name).name not in ELSEWHERE
        and "/migrations/versions/" not in module.name  # every test on a database runs them
        and mirror(module.name) not in present
    ]
    tree.complain(missing, "no test where one looks for it:")


def test_no_mirror_outlives_its_module() -> None:
    present = set(tree.files())
    expected = {mirror(name) for name in (*tree.pages(), *(file.name for file in tree.code()))}
    stale = [
        name
        for name in present
        if name.startswith(tuple(f"tests/{package}/" for package in tree.PACKAGES))
        and PurePosixPath(name).match("test_*.py")
        and name not in expected
        and name.replace("/test_", "/").removeprefix("tests/").removesuffix(".py") not in folders()
    ]
    tree.complain(stale, "tests of modules that are gone:")


def folders() -> set[str]:
    """Packages by their path, for a test of a whole package."""
    return {str(PurePosixPath(module.name).parent) for module in tree.code()}
