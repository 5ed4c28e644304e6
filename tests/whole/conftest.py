"""Fixtures of the tests of the whole: a centre with all its parts, and a bad line in front of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.centre import RunningCentre, centre, postgres  # noqa: F401 - fixtures
from support.fault_proxy import FaultProxy


@pytest.fixture
def line(centre: RunningCentre) -> Iterator[FaultProxy]:  # noqa: F811
    """The line from an office to the centre."""
    with FaultProxy(centre.base_url) as proxy:
        yield proxy
