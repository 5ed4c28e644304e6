"""Fixtures of sync's tests: a real gateway, a bad line in front of it, and a counter that uses the line.

Each test has an office and a counter of its own; the gateway serves all tests of a file, one after another.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.centre import Postgres, RunningCentre, postgres  # noqa: F401 - a fixture
from support.fault_proxy import FaultProxy
from support.line_office import Office, enrolled

_codes = itertools.count(1_000)


@pytest.fixture(scope="module")
def gateway(postgres: Postgres) -> Iterator[RunningCentre]:  # noqa: F811
    """A gateway on a database of its own, without publications."""
    running = RunningCentre(postgres, parts=False, resources=None)
    yield running
    running.close()


@pytest.fixture
def line(gateway: RunningCentre) -> Iterator[FaultProxy]:
    """The line from the office to the gateway."""
    with FaultProxy(gateway.base_url) as proxy:
        yield proxy


@pytest.fixture
def office(gateway: RunningCentre, line: FaultProxy, tmp_path: Path) -> Iterator[Office]:
    """A counter of an office of its own, at the end of the line."""
    code = gateway.add_office(f"{next(_codes):04d}")
    counter = enrolled(gateway, line.url, tmp_path / "counter", code)
    yield counter
    counter.store.close()
