"""Proves that the window's log names the place of a fault and nothing that a citizen gave."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.ui.window_log import keep_log


@pytest.fixture
def logger() -> Iterator[logging.Logger]:
    made, hook = logging.getLogger("app"), sys.excepthook
    handlers, level = list(made.handlers), made.level
    yield made
    for handler in made.handlers[len(handlers) :]:
        handler.close()
        made.removeHandler(handler)
    made.setLevel(level)
    sys.excepthook = hook


def test_a_fault_is_kept_without_what_it_was_about(tmp_path: Path, logger: logging.Logger) -> None:
    keep_log(tmp_path / "logs")
    try:
        try:
            int("9900000013 علی")
        except ValueError as error:
            raise RuntimeError("national code 9900000013") from error
    except RuntimeError:
        logger.exception("an operation met a fault")
    written = (tmp_path / "logs" / "window.log").read_text(encoding="utf-8")
    assert "builtins.RuntimeError" in written
    assert "builtins.ValueError" in written
    assert "test_window_log.py" in written
    assert "9900000013" not in written


def test_a_place_that_cannot_be_written_to_stops_nothing(tmp_path: Path, logger: logging.Logger) -> None:
    (tmp_path / "file").write_text("in the way")
    before = list(logger.handlers)
    keep_log(tmp_path / "file" / "logs")
    assert logger.handlers == before
