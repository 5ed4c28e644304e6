"""Fixtures of the centre's tests: a real PostgreSQL, a real gateway over loopback, devices on the wire."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from support.centre import (  # noqa: F401 - fixtures
    Postgres,
    RunningCentre,
    centre,
    gateway,
    postgres,
    roomy_folder,
)
from support.centre_lives import differing_lives
from support.held_journal import CentreBase, HeldJournal
from support.wire import WireDevice, enrol


@pytest.fixture
def http(gateway: RunningCentre) -> Iterator[httpx.Client]:  # noqa: F811
    with httpx.Client(base_url=gateway.base_url, timeout=40) as client:
        yield client


@pytest.fixture
def device(gateway: RunningCentre, http: httpx.Client) -> WireDevice:  # noqa: F811
    """A device of office 0412."""
    gateway.add_office("0412")
    return enrol(http, "0412", gateway.activation("0412"))


@pytest.fixture(scope="module")
def known_device(postgres: Postgres) -> Iterator[WireDevice]:  # noqa: F811
    """A device that a module's tests share because they only ask, or are only refused."""
    running = RunningCentre(postgres, parts=False, resources=None)
    running.add_office("0412")
    with httpx.Client(base_url=running.base_url, timeout=40) as client:
        yield enrol(client, "0412", running.activation("0412"))
    running.close()


@pytest.fixture
def own_directory() -> Iterator[Path]:
    """A directory for an embedded server of the test's own, reachable by the user that it runs as."""
    directory = Path(tempfile.mkdtemp(prefix="daftar-embedded-", dir=roomy_folder()))
    yield directory
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(scope="session")
def two_offices(postgres: Postgres) -> str:  # noqa: F811
    """The URL of a database of two offices, to be copied."""
    return CentreBase(postgres.fresh(), ["0412", "0500"]).url


@pytest.fixture
def base(postgres: Postgres, two_offices: str) -> Iterator[CentreBase]:  # noqa: F811
    """An empty centre of two offices, without a gateway."""
    made = CentreBase(postgres.copy(two_offices), [])
    yield made
    postgres.drop(made.url)


@pytest.fixture
def pc(base: CentreBase) -> HeldJournal:
    """A counter of office 0412 whose journal is put straight into the centre."""
    return base.device()


@pytest.fixture(scope="module")
def shared_base(postgres: Postgres, two_offices: str) -> Iterator[CentreBase]:  # noqa: F811
    """A centre of two offices for all tests of a file, one after another."""
    made = CentreBase(postgres.copy(two_offices), [])
    yield made
    postgres.drop(made.url)


@pytest.fixture
def living(shared_base: CentreBase) -> Iterator[CentreBase]:
    """An empty centre; at the end of each test its states must be those of ``app.domain.life``."""
    shared_base.rows(
        "TRUNCATE journal, receipts, payments, refunds, voids, corrections, findings, feed, feed_counters,"
        " relay_jobs, applications, projector_cursors, devices CASCADE"
    )
    shared_base._counters.clear()
    yield shared_base
    assert differing_lives(shared_base) == []
