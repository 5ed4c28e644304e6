"""Proves that the short reasons inside an error are in Persian too: every one that this program gives is
known to the window, and one that is not known is shown as it came.
"""

from __future__ import annotations

import ast
import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.local_db.errors import StoreFault, StoreUnwritable
from app.ui import reasons, texts
from app.ui.language import Language, speak

APP = Path(reasons.__file__).parents[1]


@pytest.fixture(autouse=True)
def persian(qapp: QApplication) -> None:
    speak(qapp, Language.FA)


def given_reasons() -> Iterator[str]:
    """Every literal that app/ gives as ``reason=``, its parts as {0}, {1}."""
    for path in APP.rglob("*.py"):
        if path.parent.name == "demo":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "reason":
                yield from literal(node.value)


def literal(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.JoinedStr):
        parts = iter(range(10))
        yield "".join(
            str(part.value) if isinstance(part, ast.Constant) else f"{{{next(parts)}}}"
            for part in value.values
        )


def test_every_reason_that_the_program_gives_is_known_to_the_window() -> None:
    given = set(given_reasons())
    assert given
    assert given <= set(reasons.OWN)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.ENOENT])
def test_what_the_system_says_of_a_disk_is_known_to_the_window(number: int) -> None:
    assert reasons.translated(os.strerror(number)) not in (None, os.strerror(number))


def test_a_reason_stands_in_persian_within_its_sentence() -> None:
    shown = texts.explained(StoreUnwritable(place="/srv", reason="No space left on device")).in_one()
    assert "روی دیسک جا نمانده است" in shown
    assert "space" not in shown


def test_the_numbers_and_the_reasons_within_a_reason_are_shown_too() -> None:
    shown = texts.explained(StoreFault(reason="it does not open (disk I/O error)")).in_one()
    assert "خطای خواندن یا نوشتن دیسک" in shown
    assert "۱۷" in texts.explained(StoreFault(reason="the journal's chain breaks at entry 17")).in_one()


def test_a_reason_that_nobody_foresaw_is_shown_as_it_came() -> None:
    shown = texts.explained(StoreFault(reason="quantum decay")).in_one()
    assert texts.isolate("quantum decay") in shown
