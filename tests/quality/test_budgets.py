"""Small files, short functions, few arguments: ugliness lives in the tail, so that is held."""

from __future__ import annotations

import ast
import gzip
import statistics
from collections import defaultdict
from typing import Final

from tests.harness.left_out import leave_out
from tests.quality import tree
from tests.quality.tree import Function, Module

FILE: Final = 300
MEDIAN: Final = 100
FUNCTION: Final = 40
PAGE_MODULE: Final = 150
PAGE_KB: Final = 30
BY_POSITION: Final = 2
HANDED_DOWN: Final = frozenset({"self", "cls", "tx", "site", "ctx", "work", "hall"})
TEST_LINES_PER_CODE_LINE: Final = 0.8


def length(function: Function) -> int:
    """Lines from `def` to the end without the docstring: explaining is not punished."""
    end = function.end_lineno or function.lineno
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        return end - function.lineno + 1 - ((first.end_lineno or 0) - first.lineno + 1)
    return end - function.lineno + 1


def by_position(function: Function) -> int:
    """How many arguments a caller may give without naming them, besides what is handed down.

    An argument before `/` does not count: that mark says a library calls this by position.
    """
    names = [argument.arg for argument in function.args.args]
    return len(names[1:] if set(names[:1]) <= HANDED_DOWN else names)


def called_by_us(function: Function) -> bool:
    """Whether its callers are ours and elsewhere.

    A helper of one file is read beside its calls; a route or a command is called by its library;
    `__exit__` has Python's own arguments. Ruff holds all of them to six.
    """
    registered = any(isinstance(decorator, ast.Call) for decorator in function.decorator_list)
    private = function.name.startswith("_") and function.name != "__init__"
    return not registered and not private


def where(module: Module, function: Function, figure: int) -> str:
    return f"{module.name}:{function.lineno} {function.name}: {figure}"


def test_no_file_is_longer_than_one_reads_in_one_go() -> None:
    long = [f"{module.name}: {module.lines}" for module in tree.modules() if module.lines > FILE]
    tree.complain(long, f"longer than {FILE} lines:")


def test_half_of_all_files_are_short() -> None:
    assert statistics.median(module.lines for module in tree.code()) <= MEDIAN


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        where(module, function, length(function))
        for module in tree.modules()
        for function in module.functions()
        if length(function) > FUNCTION
        and "/migrations/versions/" not in module.name  # columns of a day gone by, never changed
    ]
    tree.complain(long, f"longer than {FUNCTION} lines without docstring:")


def test_all_arguments_but_the_first_two_are_named_by_the_caller() -> None:
    many = [
        where(module, function, by_position(function))
        for module in tree.code()
        for function in module.functions()
        if by_position(function) > BY_POSITION and called_by_us(function)
    ]
    why = "put a * after the second argument, or a / where a library calls by position:"
    tree.complain(many, why)


def test_no_module_of_a_page_is_long() -> None:
    long = [
        f"{name}: {len(text.splitlines())}"
        for name, text in tree.pages().items()
        if len(text.splitlines()) > PAGE_MODULE
    ]
    tree.complain(long, f"longer than {PAGE_MODULE} lines:")


def test_every_page_is_light_enough_for_a_slow_network() -> None:
    built = [*tree.ROOT.glob("*/static/built/*.js"), *tree.ROOT.glob("*/web/static/built/*.js")]
    if not built:
        leave_out("the size of the pages, because they are not built (make assets)")
    sizes = {file.name: len(gzip.compress(file.read_bytes(), 9)) / 1000 for file in built}
    heavy = [f"{name}: {kb} kB" for name, kb in sizes.items() if kb > PAGE_KB]
    tree.complain(heavy, f"over {PAGE_KB} kB gzip:")


def test_nobody_copied_a_function() -> None:
    bodies: defaultdict[str, list[str]] = defaultdict(list)
    for module in tree.code():
        for function in module.functions():
            body = function.body[1:] if ast.get_docstring(function) else function.body
            if length(function) >= 6:
                shape = ast.dump(function.args) + "".join(map(ast.dump, body))
                bodies[shape].append(f"{module.name}:{function.lineno} {function.name}")
    twice = [", ".join(places) for places in bodies.values() if len(places) > 1]
    tree.complain(twice, "the same body more than once:")


def test_there_is_about_as_much_test_as_code() -> None:
    code = sum(module.lines for module in tree.code())
    tests = sum(module.lines for module in tree.tests())
    assert tests >= TEST_LINES_PER_CODE_LINE * code, f"{tests} lines of tests for {code} of code"
