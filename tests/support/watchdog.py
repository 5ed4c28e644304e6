"""Measures how long the UI thread is kept from the next event: every turn of the event loop, every key.

What counts is the thread's own time on the processor, so that a busy machine or another test beside it
accuse nobody. Waiting inside the UI thread is found by :attr:`Watchdog.waits`: a turn that took much longer
than its own work, while no other thread of the process worked.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QAbstractEventDispatcher, QObject


@dataclass(frozen=True, slots=True)
class Block:
    """One turn that was too long: its milliseconds on the processor, and what was being done."""

    milliseconds: float
    during: str


class Watchdog(QObject):
    """``blocks`` are the turns longer than ``limit_ms`` since it was made; ``during`` says what goes on."""

    def __init__(self, limit_ms: float) -> None:
        super().__init__()
        self.limit_ms = limit_ms
        self.blocks: list[Block] = []
        self.turns = 0
        self.during = ""
        self._last = time.thread_time()
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.connect(self._mark)
        dispatcher.aboutToBlock.connect(self._mark)

    @contextmanager
    def asleep(self) -> Iterator[None]:
        """The test's own work, which no person would wait for."""
        self._mark()
        yield
        self._last = time.thread_time()

    def _mark(self) -> None:
        now = time.thread_time()
        took_ms = (now - self._last) * 1000
        self._last = now
        self.turns += 1
        if took_ms > self.limit_ms:
            self.blocks.append(Block(took_ms, self.during))
