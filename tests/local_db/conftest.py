"""A fresh store for each test, and which tests of the keyring can run on this machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.store_rig import new_store

from app.local_db.store import Store

KEYRING_PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path / "place") as made:
        yield made


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a Secret Service where there is none to start, and say so."""
    missing = [name for name in KEYRING_PROGRAMS if shutil.which(name) is None]
    out = [item for item in items if missing and item.get_closest_marker("keyring")]
    if out:
        names = ", ".join(item.nodeid for item in out)
        print(f"\nLeft out, because {' and '.join(missing)} is not installed here: {names}")
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in out]
