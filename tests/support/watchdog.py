"""Measures how long the UI thread is kept from the next event: every key, every turn of the event loop.

What counts is the thread's own time on the processor, told in milliseconds of the machine that the limits
are meant for: a slower or a busier one is measured by a loop of its own, so that another test beside it
accuses nobody. Reading and sending are not done in the UI thread at all (``app.ui.operations``).
"""

from __future__ import annotations

import time
from collections import defaultdict

from PySide6.QtCore import QAbstractEventDispatcher, QCoreApplication, QEvent, QObject

ROUNDS = 200_000
ROUNDS_MS = 11.0
"""What a machine of the measure needs for so many rounds of the loop."""
KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease})


class Watchdog(QObject):
    """``worst`` is the longest turn so far, in milliseconds, by what was ``during`` it."""

    def __init__(self) -> None:
        super().__init__()
        self.worst: dict[str, float] = defaultdict(float)
        self.during = ""
        self.turns = 0
        self._slowness = slowness()
        self._last = time.thread_time()
        self._dispatcher = QAbstractEventDispatcher.instance()
        self._dispatcher.awake.connect(self._mark)
        self._dispatcher.aboutToBlock.connect(self._mark)
        self._application = QCoreApplication.instance()
        self._application.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """A test presses one key after another without a turn between them; a person could not."""
        if event.type() in KEYS:
            self._mark()
        return False

    def begin(self, during: str) -> None:
        """From here on something else is done; what came before in this turn counts to what was done."""
        self._mark()
        self.during = during
        self._slowness = slowness()
        self._last = time.thread_time()

    def stop(self) -> None:
        """Watch no more."""
        self._application.removeEventFilter(self)
        self._dispatcher.awake.disconnect(self._mark)
        self._dispatcher.aboutToBlock.disconnect(self._mark)

    def _mark(self) -> None:
        now = time.thread_time()
        took_ms = (now - self._last) * 1000 / self._slowness
        self._last = now
        self.turns += 1
        self.worst[self.during] = max(self.worst[self.during], took_ms)


def slowness() -> float:
    """How much longer than the machine of the measure this one takes for the same loop; 1 at the least."""
    began = time.thread_time()
    total = 0
    for number in range(ROUNDS):
        total += number
    return max(1.0, (time.thread_time() - began) * 1000 / ROUNDS_MS)
