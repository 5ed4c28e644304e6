"""Proves that work off the UI thread comes back in it: a value, an error for a person, or nothing."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject
from support.window_rig import settle, wait_until

from app.domain.errors import DaftarError
from app.local_db.errors import StoreBusy
from app.ui import operations

pytestmark = pytest.mark.usefixtures("persian")


def test_a_value_comes_back_in_the_ui_thread() -> None:
    owner, seen = QObject(), []
    where: list[int] = []

    def work() -> str:
        where.append(threading.get_ident())
        return "done"

    operations.run(owner, work, lambda value: seen.append((value, threading.get_ident())))
    wait_until(lambda: bool(seen))
    assert seen == [("done", threading.get_ident())]
    assert where != [threading.get_ident()]


def test_an_error_for_a_person_comes_as_it_was_raised() -> None:
    owner, seen = QObject(), []

    def work() -> None:
        raise StoreBusy(place="here")

    operations.run(owner, work, failed=seen.append)
    wait_until(lambda: bool(seen))
    assert isinstance(seen[0], StoreBusy)


def test_a_fault_of_the_program_is_told_calmly(caplog: pytest.LogCaptureFixture) -> None:
    owner = QObject()
    seen: list[DaftarError] = []
    operations.run(owner, lambda: 1 // 0, failed=seen.append)
    wait_until(lambda: bool(seen))
    assert isinstance(seen[0], operations.Unexpected)
    assert "ZeroDivisionError" in str(seen[0])
    assert "ZeroDivisionError" in caplog.text


def test_nothing_is_called_for_an_owner_that_is_gone() -> None:
    owner, seen, gate = QObject(), [], threading.Event()
    operations.run(owner, lambda: gate.wait(5), seen.append)
    owner.deleteLater()
    settle_without_pool()
    gate.set()
    settle()
    assert seen == []


def settle_without_pool() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
