"""Measures how long the UI thread is kept from the next event: every key, every turn of the event loop.

What counts is the thread's own time on the processor, told in milliseconds of the machine that the limits
are meant for: a slower or a busier one is measured by a loop of its own, so that another test beside it
accuses nobody. Reading and sending are not done in the UI thread at all (``app.ui.operations``).
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from PySide6.QtCore import QAbstractEventDispatcher, QCoreApplication, QObject
from PySide6.QtTest import QTest

ROUNDS = 200_000
ROUNDS_MS = 11.0
"""What a machine of the measure needs for so many rounds of the loop."""


class Watchdog(QObject):
    """``worst`` is the longest turn so far, in milliseconds, by what was made in it; '' for nothing.

    ``making`` are classes of what takes long to make, by name: the turns that made one are told apart.
    """

    def __init__(self, patch: pytest.MonkeyPatch, making: Mapping[str, type]) -> None:
        super().__init__()
        self.worst: dict[str, float] = defaultdict(float)
        self.turns = 0
        self._made = ""
        for name, made in making.items():
            patch.setattr(made, "__init__", self._telling(made.__init__, name))
        self._slowness = slowness()
        self._last = time.thread_time()
        self._dispatcher = QAbstractEventDispatcher.instance()
        self._dispatcher.awake.connect(self._mark)
        self._dispatcher.aboutToBlock.connect(self._mark)
        for owner, name in ((QTest, "keyClick"), (QCoreApplication, "sendEvent")):
            patch.setattr(owner, name, self._marked(getattr(owner, name)))

    def measure_anew(self) -> None:
        """How fast the machine is just now; what came before in this turn counts."""
        self._mark()
        self._slowness = slowness()
        self._last = time.thread_time()

    def stop(self) -> None:
        """Watch no more."""
        self._dispatcher.awake.disconnect(self._mark)
        self._dispatcher.aboutToBlock.disconnect(self._mark)

    def _marked(self, key: Callable[..., Any]) -> Callable[..., Any]:
        """A test presses one key after another without a turn between them; a person could not.

        Not seen by a filter of events: in Python that costs as much as what it is to measure.
        """

        def marked(*given: Any) -> Any:
            self._mark()
            answer = key(*given)
            self._mark()
            return answer

        return marked

    def _telling(self, made: Callable[..., None], name: str) -> Callable[..., None]:
        def telling(*given: Any, **named: Any) -> None:
            self._made = name
            made(*given, **named)

        return telling

    def _mark(self) -> None:
        now = time.thread_time()
        took_ms = (now - self._last) * 1000 / self._slowness
        self.worst[self._made] = max(self.worst[self._made], took_ms)
        self._last, self._made = now, ""
        self.turns += 1


def slowness() -> float:
    """How much longer than the machine of the measure this one takes for the same loop; 1 at the least."""
    began = time.thread_time()
    total = 0
    for number in range(ROUNDS):
        total += number
    return max(1.0, (time.thread_time() - began) * 1000 / ROUNDS_MS)
