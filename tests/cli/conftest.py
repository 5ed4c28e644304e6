"""PCs for the tests of the command line: one enrolled, one not."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.centre import RunningCentre, centre, postgres  # noqa: F401 - fixtures
from support.cli_desk import Desk
from support.cli_pc import PASSWORD


@pytest.fixture
def bare_desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A PC that is not enrolled."""
    return Desk(tmp_path, capsys, monkeypatch)


@pytest.fixture
def desk(bare_desk: Desk) -> Desk:
    """An enrolled PC."""
    bare_desk.fill()
    return bare_desk


@pytest.fixture
def served(centre: RunningCentre) -> RunningCentre:  # noqa: F811
    """A centre with an office and a clerk."""
    centre.add_office("0412")
    centre.add_staff("0412", "1001", password=PASSWORD)
    return centre
