"""Runs the store's own consistency check in the background: at start, hourly while idle, and at close."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import DaftarError
from app.office.checks import HourlyCheck, check_counter
from app.office.counter import Counter
from app.ui import operations
from app.ui.workplace import Workplace

LOOK_EVERY_MS = 60_000
"""How often it is asked whether the hourly check is due."""


class JournalBroken(DaftarError):
    """The check found an entry that does not continue the chain."""

    what = "The check of the store failed: the journal does not hold together at entry {seq}."
    safe = "This counter has stopped accepting; nothing was deleted or repaired."
    todo = "Give out no more receipts here. Run `daftar doctor` and call support."


class TablesDiffer(DaftarError):
    """The check found that what the window shows is not what the journal says."""

    what = "The check of the store failed: what is shown here differs from the journal."
    safe = "This counter has stopped accepting; the journal itself is sound."
    todo = "Close Daftar, run `daftar rebuild`, and open it again."


class Checks(QObject):
    """``checked(sound)`` after each check; what it found wrong is reported to the workplace."""

    checked = Signal(bool)

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._hourly = HourlyCheck(workplace.counter)
        self._running = False
        self.sound = True
        """What the latest check found."""
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Check now, and hourly from here on."""
        self._timer.start()
        self._check()

    def stop(self) -> None:
        """No more checks by the clock."""
        self._timer.stop()

    def _look(self) -> None:
        if self._hourly.is_due():
            self._check()

    def _check(self) -> None:
        if self._running:
            return
        self._running = True
        counter = self._workplace.counter
        operations.run(self, lambda: find_fault(counter), self._done, self._failed)

    def _done(self, fault: DaftarError | None) -> None:
        self._running = False
        self._hourly.done()
        if fault is not None:
            self._workplace.report(fault)
        self.sound = fault is None
        self.checked.emit(self.sound)

    def _failed(self, error: DaftarError) -> None:
        self._running = False
        self._workplace.report(error)


def find_fault(counter: Counter) -> DaftarError | None:
    """Check the store; what is wrong with it, in words for a person, or None. Not for the UI thread."""
    found = check_counter(counter)
    if found.chain != "ok":
        return JournalBroken(seq=found.first_bad_seq)
    if found.tables != "ok":
        return TablesDiffer()
    return None
