"""Fixtures of the centre's tests: a real PostgreSQL, a real gateway over loopback, devices on the wire."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx
import pytest
from support.centre import RunningCentre, centre, gateway, postgres  # noqa: F401 - fixtures
from support.wire import WireDevice, enrol

Enrol = Callable[..., WireDevice]


@pytest.fixture
def http(gateway: RunningCentre) -> Iterator[httpx.Client]:  # noqa: F811
    with httpx.Client(base_url=gateway.base_url, timeout=40) as client:
        yield client


@pytest.fixture
def device(gateway: RunningCentre, http: httpx.Client) -> WireDevice:  # noqa: F811
    """A device of office 0412."""
    gateway.add_office("0412")
    return enrol(http, "0412", gateway.activation("0412"))
