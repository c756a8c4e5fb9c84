"""Habits a reader relies on: captions, reasons, and nothing that names one machine."""

from __future__ import annotations

import ast
import re
from typing import Final

from tests.quality import tree

SLEEPS: Final = "tests/harness/waiting.py"  # the one place that may
UNFINISHED: Final = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
SUPPRESSED: Final = re.compile(r"#\s*(?:type:\s*ignore|noqa)(?P<rest>.*)")
REASONED: Final = re.compile(r"^(\[[a-z, -]+\]|:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*)\s+(#\s*)?\w")
ELSEWHERE: Final = re.compile(
    r"(?<![\w./-])/(?:work|root|home|Users)/"  # paths of one machine
    r"|[A-Z]:\\Users"
    r"|registry\.npm" r"js|python" r"hosted|py" r"pi\.org/simple"  # where packages were fetched
)  # fmt: skip
PICTURES: Final = (".png", ".jpg", ".ico", ".woff2", ".wav", ".ogg", ".mp3", ".opus")


def lines() -> list[tuple[str, str]]:
    """Every line of every text file with its place."""
    return [
        (f"{name}:{number}", line)
        for name in tree.files()
        if not name.endswith(PICTURES)
        for number, line in enumerate((tree.ROOT / name).read_text("utf-8").splitlines(), 1)
    ]


def test_every_module_begins_with_its_caption() -> None:
    bare = [module.name for module in tree.modules() if not ast.get_docstring(module.tree)]
    tree.complain(bare, "no docstring on the first line:")


def test_nothing_names_one_machine_or_where_packages_were_fetched() -> None:
    named = [place for place, line in lines() if ELSEWHERE.search(line)]
    tree.complain(named, "true on one machine only:")


def test_nothing_is_left_for_later() -> None:
    later = [place for place, line in lines() if UNFINISHED.search(line)]
    tree.complain(later, "do it now or write it down as an issue:")


def test_every_exception_from_a_check_names_it_and_gives_its_reason() -> None:
    bare = [
        f"{place}: {line.strip()}"
        for place, line in lines()
        if ".py:" in place
        and (found := SUPPRESSED.search(line))
        and not REASONED.match(found["rest"])
    ]
    tree.complain(bare, "write `# noqa: E501  why` or `# type: ignore[code]  # why`:")


def test_tests_wait_for_conditions_and_never_sleep() -> None:
    sleeping = [
        f"{module.name}:{call.lineno}"
        for module in tree.tests()
        if module.name != SLEEPS
        for call in module.calls("sleep")
        if not (call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value == 0)
        if not module.name.startswith("tests/simulators/")  # a slow machine is what they simulate
    ]
    tree.complain(sleeping, "use tests.harness.waiting.wait_until:")


def test_no_test_is_skipped_without_being_told_at_the_end() -> None:
    quiet = [
        f"{module.name}:{call.lineno}"
        for module in tree.tests()
        if module.name != "tests/harness/left_out.py"
        for call in module.calls("skip")
    ]
    tree.complain(quiet, "use tests.harness.left_out.leave_out:")
