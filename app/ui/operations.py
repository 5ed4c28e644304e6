"""Work off the UI thread: an operation runs in a pool and comes back to its owner with what it made.

::

    operations.run(self, lambda: accept(counter, session, request), done=self._accepted, failed=self._refused)

``done`` and ``failed`` are called in the UI thread, and not at all once the owner is gone. Any error that
is not meant for a person is logged with its trace and comes as :class:`Unexpected`.

A pool's thread never holds a widget: the work must not capture one, and what waits for the outcome stays
in the UI thread under a number. So no widget can be destroyed in another thread.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import time
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from app.domain.errors import DaftarError

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

log = logging.getLogger(__name__)

T = TypeVar("T")

WORKERS_MAX = 4
CLOSING_WAIT_S_MAX = 10.0
"""Longest that closing the window waits for operations under way."""


class Unexpected(DaftarError):
    """A fault of the program itself, shown to a person as calmly as any other."""

    what = "Daftar met a fault of its own: {kind}."
    safe = "Everything that was saved is still there."
    todo = "Try again. If it comes again, run `daftar doctor` and tell support what it says."


class Operation(QObject):
    """One piece of work under way. Lives in the UI thread, a child of its owner."""

    finished = Signal()

    def __init__(
        self,
        owner: QObject,
        done: Callable[[Any], Any] | None,
        failed: Callable[[DaftarError], Any] | None,
    ) -> None:
        super().__init__(owner)
        self._done = done
        self._failed = failed

    def deliver(self, worked: bool, outcome: Any) -> None:
        """Hand the outcome to whoever waits for it, once."""
        done, failed = self._done, self._failed
        self._done = self._failed = None
        self.finished.emit()
        self.deleteLater()
        if worked:
            if done is not None:
                done(outcome)
        elif failed is not None:
            failed(outcome)
        else:
            log.warning("an operation failed: %s", outcome)


class _Mailbox(QObject):
    """Where outcomes arrive in the UI thread; knows by number which operation waits for which."""

    arrived = Signal(int, bool, object)

    def __init__(self) -> None:
        from PySide6.QtCore import Qt  # with the first work, after the first paint

        super().__init__(QCoreApplication.instance())
        self._numbers = itertools.count(1)
        self._waiting: dict[int, Operation] = {}
        self.arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def expect(self, operation: Operation) -> int:
        """A number for the outcome of an operation."""
        number = next(self._numbers)
        self._waiting[number] = operation
        return number

    def is_empty(self) -> bool:
        """Whether no outcome is waited for."""
        return not self._waiting

    @Slot(int, bool, object)
    def _deliver(self, number: int, worked: bool, outcome: Any) -> None:
        operation = self._waiting.pop(number)
        if shiboken6.isValid(operation):
            operation.deliver(worked, outcome)


@cache
def _pool(workers: int, name: str) -> ThreadPoolExecutor:
    """Threads with this name; their library is loaded with the first work, after the first paint."""
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(workers, thread_name_prefix=name)


_box: list[_Mailbox] = []


def run(
    owner: QObject,
    work: Callable[[], T],
    done: Callable[[T], Any] | None = None,
    failed: Callable[[DaftarError], Any] | None = None,
    *,
    prints: bool = False,
) -> Operation:
    """Start ``work`` in the pool; its value goes to ``done``, its :class:`DaftarError` to ``failed``.

    What ``prints`` has a thread of its own, one paper after the other: a printer that lets them wait never
    holds up an application that is to be saved.
    """
    mailbox = _mailbox()
    operation = Operation(owner, done, failed)
    pool = _pool(1, "daftar-printing") if prints else _pool(WORKERS_MAX, "daftar-operation")
    pool.submit(_work, mailbox, mailbox.expect(operation), work)
    return operation


def wait_for_all(seconds: float = CLOSING_WAIT_S_MAX) -> bool:
    """Let the work under way come back, at closing; False when some was still out after the limit."""
    end = time.monotonic() + seconds
    while not _mailbox().is_empty():
        if time.monotonic() > end:
            return False
        QCoreApplication.processEvents()
        time.sleep(0.002)
    return True


def _mailbox() -> _Mailbox:
    if not _box or not shiboken6.isValid(_box[0]):
        _box[:] = [_Mailbox()]
    return _box[0]


def _work(mailbox: _Mailbox, number: int, work: Callable[[], Any]) -> None:
    """In the pool: do the work and send its outcome back."""
    outcome: Any
    try:
        outcome, worked = work(), True
    except DaftarError as error:
        outcome, worked = error, False
    except Exception as error:
        log.exception("an operation met a fault")
        outcome, worked = Unexpected(kind=type(error).__name__), False
    del work
    with contextlib.suppress(RuntimeError):  # the application ended meanwhile
        mailbox.arrived.emit(number, worked, outcome)
