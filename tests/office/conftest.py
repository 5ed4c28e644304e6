"""An office at its start: enrolled, with services, a tariff, one clerk, and the link up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.office_kit import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "office")
    yield made
    made.counter.close()
