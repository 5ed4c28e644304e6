"""Fixtures of sync's tests: a real gateway, a bad line in front of it, and a counter that uses the line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.centre import RunningCentre, centre, gateway, postgres  # noqa: F401 - fixtures
from support.fault_proxy import FaultProxy
from support.line_office import Office, enrolled


@pytest.fixture
def line(gateway: RunningCentre) -> Iterator[FaultProxy]:  # noqa: F811
    """The line from the office to the gateway."""
    with FaultProxy(gateway.base_url) as proxy:
        yield proxy


@pytest.fixture
def office(gateway: RunningCentre, line: FaultProxy, tmp_path: Path) -> Iterator[Office]:  # noqa: F811
    """A counter of office 0412 at the end of the line."""
    gateway.add_office("0412")
    counter = enrolled(gateway, line.url, tmp_path / "counter")
    yield counter
    counter.store.close()
