"""What the pages say is true: commands exist, files exist, the diagram is the table."""

from __future__ import annotations

import re
from typing import Final

import pytest

from queue_server.core.turn import TABLE
from tests.quality import tree
from tools import diagram

PAGES: Final = [name for name in tree.files() if name.endswith(".md")]
TARGETS: Final = set(re.findall(r"^([a-z]+):", (tree.ROOT / "Makefile").read_text("utf-8"), re.M))
NAMED_FILE: Final = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|ts|tsx|toml|md|sh|json))`")


def read(name: str) -> str:
    return (tree.ROOT / name).read_text("utf-8")


def test_the_readme_begins_with_the_two_commands() -> None:
    commands = re.findall(r"\bmake \w+", read("README.md"))
    assert commands[:2] == ["make run", "make test"]


@pytest.mark.parametrize("page", PAGES)
def test_every_make_command_named_in_a_page_exists(page: str) -> None:
    named = set(re.findall(r"(?:^ {4}|`)make ([a-z]+)\b", read(page), re.M))
    assert named <= TARGETS


@pytest.mark.parametrize("page", PAGES)
def test_every_file_named_in_a_page_exists(page: str) -> None:
    known = {f"/{name}" for name in tree.files()}  # a page may leave out the first folders
    named = NAMED_FILE.findall(read(page))
    missing = [name for name in named if not any(file.endswith(f"/{name}") for file in known)]
    tree.complain(missing, f"{page} names files that do not exist:")


def test_the_picture_of_a_turns_life_is_drawn_from_its_table() -> None:
    page = read("ARCHITECTURE.md")
    assert diagram.block(TABLE) in page, "run: python -m tools.diagram ARCHITECTURE.md"


def test_every_make_command_explains_itself() -> None:
    makefile = read("Makefile")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.M)
    assert phony
    explained = set(re.findall(r"^([a-z]+):.*## \S", makefile, re.M))
    assert explained == set(phony[1].split())


def test_the_locks_name_no_host() -> None:
    for lock in ("requirements.lock", "package-lock.json"):
        assert "://" not in read(lock), f"{lock}: run make lock"
