"""Work off the UI thread: an operation runs in a pool and comes back to its owner with what it made.

::

    operations.run(self, lambda: accept(counter, session, request), done=self._accepted, failed=self._refused)

``done`` and ``failed`` are called in the UI thread, and not at all once the owner is gone. Any error that
is not meant for a person is logged with its trace and comes as :class:`Unexpected`.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from app.domain.errors import DaftarError

log = logging.getLogger(__name__)

T = TypeVar("T")

CLOSING_WAIT_MS_MAX = 10_000
"""Longest that closing the window waits for operations under way."""


class Unexpected(DaftarError):
    """A fault of the program itself, shown to a person as calmly as any other."""

    what = "Daftar met a fault of its own: {kind}."
    safe = "Everything that was saved is still there."
    todo = "Try again. If it comes again, run `daftar doctor` and tell support what it says."


class Operation(QObject):
    """One piece of work under way. Lives in the UI thread, a child of its owner."""

    finished = Signal()
    _came_back = Signal(bool, object)

    def __init__(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], Any] | None,
        failed: Callable[[DaftarError], Any] | None,
    ) -> None:
        super().__init__(owner)
        self._done = done
        self._failed = failed
        self._came_back.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        QThreadPool.globalInstance().start(_Task(self, work))

    @Slot(bool, object)
    def _deliver(self, worked: bool, outcome: Any) -> None:
        self.deleteLater()
        self.finished.emit()
        if worked:
            if self._done is not None:
                self._done(outcome)
        elif self._failed is not None:
            self._failed(outcome)
        else:
            log.warning("an operation failed: %s", outcome)


class _Task(QRunnable):
    """Runs the work in the pool and sends the outcome back."""

    def __init__(self, operation: Operation, work: Callable[[], Any]) -> None:
        super().__init__()
        self._operation = operation
        self._work = work

    def run(self) -> None:
        outcome: Any
        try:
            outcome, worked = self._work(), True
        except DaftarError as error:
            outcome, worked = error, False
        except Exception as error:
            log.exception("an operation met a fault")
            outcome, worked = Unexpected(kind=type(error).__name__), False
        with contextlib.suppress(RuntimeError):  # the owner went away between the look and the call
            if shiboken6.isValid(self._operation):
                self._operation._came_back.emit(worked, outcome)


def run(
    owner: QObject,
    work: Callable[[], T],
    done: Callable[[T], Any] | None = None,
    failed: Callable[[DaftarError], Any] | None = None,
) -> Operation:
    """Start ``work`` in the pool; its value goes to ``done``, its :class:`DaftarError` to ``failed``."""
    return Operation(owner, work, done, failed)


def wait_for_all() -> bool:
    """Wait for the work under way, at closing; False when some was still running after the limit."""
    return QThreadPool.globalInstance().waitForDone(CLOSING_WAIT_MS_MAX)
