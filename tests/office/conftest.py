"""An office at its start: enrolled, with services, a tariff, one clerk, and the link up."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.office_kit import Office
from support.programs import leave_out


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "office")
    yield made
    made.counter.close()


@pytest.fixture
def scanimage() -> str:
    """The program that scans with SANE; its tests are left out where it is missing."""
    return shutil.which("scanimage") or ""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a program that is not here, and say so."""
    leave_out(config, items)
