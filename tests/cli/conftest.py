"""PCs for the tests of the command line: one enrolled, one not."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.cli_desk import Desk


@pytest.fixture
def bare_desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A PC that is not enrolled."""
    return Desk(tmp_path, capsys, monkeypatch)


@pytest.fixture
def desk(bare_desk: Desk) -> Desk:
    """An enrolled PC."""
    bare_desk.fill()
    return bare_desk
