"""Every sentence exists in both languages, and every key that is asked for exists."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import string
import unicodedata
from collections import Counter
from typing import Final

from queue_server import words
from queue_server.words import LANGS, WORDS
from tests.quality import tree

TABLES: Final = [
    importlib.import_module(f"{words.__name__}.{found.name}")
    for found in pkgutil.iter_modules(words.__path__)
]
ASKED: Final = re.compile(r"""\bsay\(\s*["']([a-z0-9_.]+)["']\s*[,)]""")


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_a_sentence_is_whole_in_every_language() -> None:
    for key, pair in WORDS.items():
        assert len(pair) == len(LANGS), key
        for sentence in pair:
            assert sentence, key
            assert unicodedata.is_normalized("NFC", sentence), key


def test_both_languages_tell_the_same_facts() -> None:
    for key, pair in WORDS.items():
        vi, en = map(placeholders, pair)
        assert vi == en, key
        assert all(name.isidentifier() for name in vi), key


def test_no_key_stands_in_two_tables() -> None:
    keys = Counter(key for table in TABLES for key in table.WORDS)
    tree.complain((key for key, times in keys.items() if times > 1), "keys with two homes:")


def test_every_table_is_looked_up() -> None:
    lost = [table.__name__ for table in TABLES if not table.WORDS.keys() <= WORDS.keys()]
    tree.complain(lost, "tables that queue_server/words/__init__.py does not name:")


def test_every_refusal_has_its_sentence_and_the_facts_it_needs() -> None:
    wrong = []
    for module in tree.code():
        for call in module.calls("Refusal"):
            code = call.args[0] if call.args else None
            if not (isinstance(code, ast.Constant) and isinstance(code.value, str)):
                continue
            place = f"{module.name}:{call.lineno} {code.value}"
            pair = WORDS.get(f"refusal.{code.value}")
            given = {keyword.arg for keyword in call.keywords}
            if pair is None:
                wrong.append(f"{place}: no sentence")
            elif None not in given and not placeholders(pair[0]) <= given:
                wrong.append(f"{place}: lacks {placeholders(pair[0]) - given}")
    tree.complain(wrong, "refusals people could not read:")


def test_every_key_that_is_asked_for_exists() -> None:
    texts = {module.name: module.text for module in tree.code()} | tree.pages()
    texts |= {
        name: (tree.ROOT / name).read_text("utf-8")
        for name in tree.files()
        if name.endswith((".html", ".jinja", ".j2")) and name.startswith(tree.PACKAGES)
    }
    unknown = [
        f"{name}: {key}"
        for name, text in texts.items()
        for key in ASKED.findall(text)
        if key not in WORDS and not key.endswith(".")
    ]
    tree.complain(unknown, "keys without a sentence:")
