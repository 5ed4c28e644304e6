"""Proves that none of the pains that concern this program is without a test, and that docs/testing.md knows
which: a test says what it is about by beginning its docstring with ``Pain 13:`` or ``Pain 6 and 10:``.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = TESTS.parent / "docs" / "testing.md"
CONCERNED = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25}
PAINS = range(1, 26)
_SAYS = re.compile(r"Pain (\d+(?:(?:, | and )\d+)*)\b[:. ]")
_ROW = re.compile(r"^\| (\d+) \|(.*)\|$", re.MULTILINE)
_NAMED = re.compile(r"`(test_\w+)`")


def test_every_pain_that_concerns_this_program_is_named_by_a_test() -> None:
    assert _tests_of_pains().keys() >= CONCERNED


def test_only_pains_of_the_list_are_named() -> None:
    assert set(_tests_of_pains()) <= set(PAINS)


def test_the_page_about_testing_names_tests_that_exist_and_say_that_pain() -> None:
    tests = _tests_of_pains()
    rows = {int(number): set(_NAMED.findall(row)) for number, row in _ROW.findall(PAGE.read_text("utf-8"))}
    assert set(rows) == set(PAINS)
    for number in CONCERNED:
        assert rows[number], f"docs/testing.md names no test of pain {number}"
    for number, named in rows.items():
        assert named <= tests[number], f"docs/testing.md on pain {number}"


def _tests_of_pains() -> defaultdict[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for function in _test_functions():
        said = _SAYS.match(ast.get_docstring(function) or "")
        for number in re.findall(r"\d+", said[1] if said else ""):
            found[int(number)].add(function.name)
    return found


def _test_functions() -> Iterator[ast.FunctionDef]:
    for file in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield node
