"""Reading for a screen: off the UI thread, one reading at a time, and once more when asked meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from app.domain.errors import DaftarError
from app.ui import operations

SETTLE_MS = 250
"""How long :meth:`Reader.read_soon` waits for more of what comes in bursts."""


class Reader(QObject):
    """``prepare`` is called in the UI thread and gives the work of one reading; None when there is none.

    ``done`` gets what the work made, ``failed`` its error. Whoever asks while a reading is under way has it
    followed by another, so that the last one is always as new as the last question.
    """

    def __init__(
        self,
        owner: QObject,
        prepare: Callable[[], Callable[[], Any] | None],
        done: Callable[[Any], Any],
        failed: Callable[[DaftarError], Any],
    ) -> None:
        super().__init__(owner)
        self._prepare, self._done, self._failed = prepare, done, failed
        self._again: Callable[[], None] | None = None
        self.is_reading = False
        """Until the answer was handed over."""
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._read_settled)

    def read(self) -> None:
        """Read now, or right after the reading that is under way."""
        if self.is_reading:
            self._again = self.read
            return
        work = self._prepare()
        if work is None:
            return
        self.is_reading, self._again = True, None
        operations.run(self, work, self._on_done, self._on_failed)

    def read_soon(self) -> None:
        """Read when what is happening has settled."""
        if not self._settle.isActive():
            self._settle.start()

    def stop(self) -> None:
        """Read nothing more."""
        self._settle.stop()
        self._again = None

    def _read_settled(self) -> None:
        if self.is_reading:
            self._again = self._again or self.read_soon
        else:
            self.read()

    def _on_done(self, answer: Any) -> None:
        self.is_reading = False
        self._done(answer)
        self._go_on()

    def _on_failed(self, error: DaftarError) -> None:
        self.is_reading = False
        self._failed(error)
        self._go_on()

    def _go_on(self) -> None:
        again, self._again = self._again, None
        if again is not None:
            again()
