"""Fixtures of the tests of the whole: a centre with all its parts, a bad line, and a counter at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.centre import RunningCentre, centre, postgres  # noqa: F401 - fixtures
from support.counter_process import quick
from support.fault_proxy import FaultProxy
from support.whole_office import enrolled, new_office

from app.office.counter import Counter
from app.sync.lanes import SyncService


@pytest.fixture
def line(centre: RunningCentre) -> Iterator[FaultProxy]:  # noqa: F811
    """The line from an office to the centre."""
    with FaultProxy(centre.base_url) as proxy:
        yield proxy


@pytest.fixture
def office(centre: RunningCentre) -> str:  # noqa: F811
    """A registered office with a clerk; its code."""
    return new_office(centre)


@pytest.fixture
def counter(
    centre: RunningCentre,  # noqa: F811
    line: FaultProxy,
    office: str,
    tmp_path: Path,
) -> Iterator[Counter]:
    """A counter of the office, level with the centre, at the end of the line."""
    made = enrolled(centre, tmp_path / "counter", office, url=line.url)
    yield made
    made.close()


@pytest.fixture
def start() -> Iterator[Callable[[Counter], SyncService]]:
    """Starts the sync service of a counter, as the window does; it ends with the test."""
    running: list[SyncService] = []

    def begin(of: Counter) -> SyncService:
        running.append(SyncService(of, timing=quick()))
        running[-1].start()
        return running[-1]

    yield begin
    for service in running:
        service.stop()
